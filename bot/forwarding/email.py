"""Sends the results to one mailbox by SMTP."""

import asyncio
import contextlib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, parseaddr

import aiosmtplib

from bot.clock import Clock, SystemClock
from bot.forwarding.parcel import NotDelivered, Parcel
from handlers.messages import Attachment
from handlers.results.files import files_to_pass_on
from handlers.results.summary import write_summary
from handlers.texts.results import heading, mail_body

SECONDS = 60.0
"""For one try as a whole: the files go with it."""


@dataclass(frozen=True, slots=True)
class Mailer:
    """How mail goes out. `security`: starttls | tls | none; the password stays out of every text."""

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = ""
    context: ssl.SSLContext | None = None


class EmailTarget:
    """One mailbox. Its Message-ID is made of the delivery's key and is the same on every try: a mailbox that had the
    mail, though the answer to it was lost, knows the second one."""

    def __init__(self, address: str, mailer: Mailer, clock: Clock | None = None, seconds: float = SECONDS) -> None:
        self.name = f"email:{address}"
        self._address = address
        self._mailer = mailer
        self._clock = clock or SystemClock()
        self._seconds = seconds

    async def deliver(self, parcel: Parcel) -> str:
        message = await asyncio.to_thread(self._write, parcel)
        try:
            async with asyncio.timeout(self._seconds):
                return await self._send(message)
        except TimeoutError:
            raise NotDelivered(f"no answer within {self._seconds:g} seconds") from None
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = sorted({str(one.code) for one in error.recipients})
            raise NotDelivered(f"the mail server refused the address: {', '.join(codes)}") from None
        except aiosmtplib.SMTPResponseException as error:
            raise NotDelivered(f"the mail server answered {error.code}") from None
        except (aiosmtplib.SMTPException, OSError) as error:  # their texts may hold names and addresses
            raise NotDelivered(f"{type(error).__name__} while sending") from None

    async def _send(self, message: EmailMessage) -> str:
        mailer = self._mailer
        client = aiosmtplib.SMTP(
            hostname=mailer.host,
            port=mailer.port,
            use_tls=mailer.security == "tls",
            start_tls=mailer.security == "starttls",
            tls_context=mailer.context,
            username=mailer.user or None,
            password=mailer.password or None,
            timeout=self._seconds,
        )
        await client.connect()
        try:
            await client.send_message(message)
            with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                await client.quit()  # it is taken; how the server says goodbye changes nothing
        finally:
            client.close()
        return "taken by the mail server"

    def _write(self, parcel: Parcel) -> EmailMessage:
        facts = parcel.results.facts
        message = EmailMessage()
        message["Subject"] = heading(facts.title, facts.period_name)
        message["From"] = self._mailer.sender
        message["To"] = self._address
        message["Date"] = formatdate(self._clock.now().timestamp())
        message["Message-ID"] = f"<{parcel.key.replace('@', '.').replace(':', '.')}@{self._domain()}>"
        message.set_content(mail_body(write_summary(parcel.public), parcel.sender.alliance))
        for item in files_to_pass_on(parcel.results, parcel.sender):
            _attach(message, item)
        return message

    def _domain(self) -> str:
        return parseaddr(self._mailer.sender)[1].rpartition("@")[2] or "localhost"


def _attach(message: EmailMessage, item: Attachment) -> None:
    kind, _, subtype = item.media_type.partition("/")
    message.add_attachment(item.content, maintype=kind, subtype=subtype, filename=item.name)
