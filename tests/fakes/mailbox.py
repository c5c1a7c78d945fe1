"""A mail server on 127.0.0.1 (aiosmtpd), with a certificate of its own, that can misbehave as it is told.

    with Mailbox(tmp_path, security="starttls") as mailbox:
        mailbox.plan("451", "hang")       # what the next messages meet; after that everything is taken
        ...
        assert mailbox.taken[0]["Subject"]

Plans: "451" (any reply code), "hang" (no reply to the message), "cut" (takes it, then cuts the line before a reply),
"twice" (takes it and replies two times), "refuse" (refuses the address).
"""

import asyncio
import ssl
import subprocess
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Mailbox:
    """`taken`: every message that was taken, doubles too."""

    def __init__(self, folder: Path, security: str = "none", user: str = "", password: str = "") -> None:
        self.taken: list[EmailMessage] = []
        self.seen = 0
        self.over_tls: list[bool] = []
        self._plans: list[str] = []
        self._login = (user, password)
        context = None if security == "none" else _server_context(folder)
        options: dict[str, Any] = {"hostname": "127.0.0.1", "port": 0, "ready_timeout": 10}
        if user:
            options |= {"authenticator": self._check, "auth_required": True, "auth_require_tls": False}
        if security == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        if security == "tls":
            options["ssl_context"] = context
        self._controller = _OnAnyPort(self, **options)
        self.context = None if context is None else ssl.create_default_context(cafile=str(folder / "cert.pem"))

    @property
    def port(self) -> int:
        return int(self._controller.server.sockets[0].getsockname()[1])  # type: ignore[union-attr]

    @property
    def letters(self) -> dict[str, EmailMessage]:
        """As a mailbox keeps them that knows what a Message-ID is for."""
        return {str(letter["Message-ID"]): letter for letter in self.taken}

    def plan(self, *plans: str) -> None:
        self._plans += plans

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    def _check(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        given = (data.login.decode(), data.password.decode()) if isinstance(data, LoginPassword) else ("", "")
        return AuthResult(success=given == self._login, handled=False)

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self._plans[:1] == ["refuse"]:
            self._plans.pop(0)
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        self.seen += 1
        plan = self._plans.pop(0) if self._plans else ""
        if plan == "hang":
            await asyncio.sleep(60)
        if plan.isdecimal():
            return f"{plan} not now"
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.taken.append(letter)
        self.over_tls.append(session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None)
        if plan == "cut":
            server.transport.abort()
        if plan == "twice":
            server.transport.write(b"250 taken\r\n")
        return "250 taken"


class _OnAnyPort(Controller):
    """The library asks itself whether it is there on the port it was told, which is 0."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        super()._trigger_server()


def _server_context(folder: Path) -> ssl.SSLContext:
    """A throw-away certificate for 127.0.0.1, made by the computer's own openssl."""
    key, certificate = folder / "key.pem", folder / "cert.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*made, *subject], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context
