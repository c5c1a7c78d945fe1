"""People on Telegram: the real channel against the fake Bot API, polled or delivered to by webhook."""

import asyncio
from datetime import timedelta

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.web.serving import Serving, serve_webhooks
from bot.channels.webhooks import Door
from tests.fakes.bot_api import TOKEN, FakeBotApi
from tests.fakes.bot_api_records import Sent
from tests.golden.lines import Heard, Newest, join_parts, read_edit, read_mark, read_text
from tests.samples import sample
from tests.stage import Stage

FIRST_ID = 1001


class TelegramLine:
    """`webhook`: Telegram delivers; else it is polled."""

    def __init__(self, fake: FakeBotApi, *, webhook: bool = False) -> None:
        self._fake = fake
        self._webhook = webhook
        self._server: Serving | None = None
        self._ids: dict[str, int] = {}
        self._typed: list[tuple[str, str, int]] = []
        self._buttons = Newest()
        self._read = 0

    async def pick_up(self, stage: Stage) -> None:
        self._stage = stage
        door = Door() if self._webhook else None
        if door is not None:
            self._server = serve_webhooks(door, "127.0.0.1", 0)
            await self._server.start()
        self._channel = TelegramChannel(
            TOKEN,
            api_url=self._fake.url,
            bulk_per_second=30,
            poll_seconds=5,
            first_pause=0.02,
            door=door,
            public_url=f"http://127.0.0.1:{self._server.port}" if self._server else "",
        )
        stage.console.app.channels["telegram"] = self._channel
        await self._channel.start(stage.console.app.runner.receive)
        # Nothing may be asked of the bot while it still says who it is.
        await self._fake.until(lambda: self._channel.username)

    async def hang_up(self) -> None:
        await self._channel.stop()
        if self._server is not None:
            await self._server.stop()

    async def let_in(self, who: str) -> None:
        self._stage.console.make_staff(who, "telegram", str(self._id(who)))

    def can(self, line: str, *, only_some: bool) -> bool:
        """Telegram hands changes over in their order."""
        how, what = read_mark(line)
        return how != "~" or not read_edit(what)[2]

    async def act(self, who: str, how: str, what: str) -> None:
        fake, user = self._fake, self._id(who)
        if how == "*":
            fake.press(user, self._buttons.find(who, what))
        elif how == "!":
            self._sends(user, *what.split(" ", 1))
        elif how == "~":
            text, before, _ = read_edit(what)
            message_id = next(known for name, said, known in reversed(self._typed) if (name, said) == (who, before))
            fake.edit(user, message_id, text)
        else:
            self._typed.append((who, what, fake.say(user, read_text(what))))
        await fake.until(lambda: not fake.updates.waiting)
        await self._stage.console.settle()

    def _sends(self, user: int, kind: str, name: str = "") -> None:
        if kind == "blocked":
            self._fake.block(user)
        elif name:
            self._fake.send_document(user, name, content=sample(name).content)
        else:
            getattr(self._fake, f"send_{kind}")(user)

    async def wait(self, span: timedelta) -> None:
        await self._stage.console.advance(span)

    async def hear(self) -> list[Heard]:
        await asyncio.sleep(0)
        sent, self._read = self._fake.sent()[self._read :], len(self._fake.sent())
        heard: list[Heard] = []
        for message in sent:
            this = self._understand(message)
            if message.files and not message.text and heard and heard[-1].to == this.to and not heard[-1].labels:
                this = join_parts(heard.pop(), this)
            heard.append(this)
        return heard

    def _understand(self, message: Sent) -> Heard:
        who = next(name for name, user_id in self._ids.items() if user_id == message.chat_id)
        for label, data in message.buttons:
            self._buttons.add(who, label, data)
        return Heard(who, message.text, tuple(message.labels), tuple(file.name for file in message.files))

    def _id(self, who: str) -> int:
        """People are nobody by name on Telegram here: else the bot would know what the script has them say."""
        if who not in self._ids:
            self._ids[who] = FIRST_ID + len(self._ids)
            self._fake.names[self._ids[who]] = ""
        return self._ids[who]
