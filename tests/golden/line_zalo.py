"""People on Zalo: the real channels against their fakes, delivered to by webhook.

There people read numbers, or words to type, where others see buttons; a press in a transcript is typed here.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from bot.channels.attached import Shared
from bot.channels.channel import Channel
from bot.channels.web.serving import Serving, serve_webhooks
from bot.channels.webhooks import Door
from bot.channels.zalo_bot.channel import ZaloBotChannel
from bot.channels.zalo_oa.channel import ZaloOaChannel
from handlers.messages import Attachment
from handlers.texts import attached, general, menu
from tests.fakes import zalo_bot, zalo_oa
from tests.fakes.zalo_bot import FakeZaloBot, chat_of
from tests.fakes.zalo_oa import FakeZaloOa, user_of
from tests.golden.lines import Heard, any_place, join_parts, leave_out_how, read_mark, read_text, take_out_of_reach
from tests.samples import jpeg, sample
from tests.stage import Stage

NUMBERED = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)
QUOTED = re.compile(r"«(.+?)»( …)?")
LINKED = re.compile(r"^• (.+): https://\S+$", re.MULTILINE)
LINKS = "https://hoi.example.vn/tep/"
TOLD_CHANGES = ("ĐÍNH CHÍNH tin", "THU HỒI:")
TALKING = timedelta(days=6)


async def share(attachment: Attachment) -> Shared:
    return Shared(attachment.name, attachment.media_type, LINKS + attachment.name)


class Reader:
    """One person: understands what is written instead of buttons, and knows what to type for each."""

    def __init__(self) -> None:
        self.typed: dict[str, str] = {}  # label -> what chooses it: its number while the list is the last, else itself

    def understand(self, who: str, text: str) -> Heard:
        text, files = self._take_files(leave_out_how(text))
        for head in (menu.TYPE_NUMBER, menu.OR_TYPE):
            words, found, choices = text.rpartition(head)
            if found and (head == menu.TYPE_NUMBER or choices.lstrip(": \n•").startswith("«")):
                labels = self._take_numbers(choices) if head == menu.TYPE_NUMBER else self._take_words(choices)
                return Heard(who, words.strip(), tuple(labels), files)
        return Heard(who, text, (), files)

    def _take_files(self, text: str) -> tuple[str, tuple[str, ...]]:
        if attached.FILES not in text:
            return text, ()
        files = tuple(LINKED.findall(text))
        return LINKED.sub("", text).replace(attached.FILES, "").strip(), files

    def _take_numbers(self, choices: str) -> list[str]:
        numbered = NUMBERED.findall(choices)
        self.typed = {label: label for label in self.typed} | {label: number for number, label in numbered}
        return [label for _, label in numbered]

    def _take_words(self, choices: str) -> list[str]:
        labels = list(_spell_out(QUOTED.findall(choices)))
        self.typed |= {label: label for label in labels}
        return labels

    def choose(self, label: str) -> str:
        """What to type; a label may be cut after its first words by …"""
        for known, typed in self.typed.items():
            if _matches(label, known):
                return typed
        raise AssertionError(f"nothing to type for {label!r} among {list(self.typed)}")


def _spell_out(quoted: list[tuple[str, str]]) -> Iterator[str]:
    """«Sửa câu 1» … «Sửa câu 5»: all five."""
    labels = iter(quoted)
    for label, more in labels:
        if not more:
            yield label
            continue
        stem, first = re.fullmatch(r"(.*\D)(\d+)", label).groups()  # type: ignore[union-attr]
        last = int(re.search(r"\d+$", next(labels)[0])[0])  # type: ignore[index]
        yield from (f"{stem}{number}" for number in range(int(first), last + 1))


class ZaloLine:
    """What both lines share: the door, and the people by name."""

    channel_name = ""
    kinds: dict[str, str] = {}  # noqa: RUF012

    def __init__(self) -> None:
        self._readers: dict[str, Reader] = {}
        self._read = 0
        self._server: Serving | None = None

    async def pick_up(self, stage: Stage) -> None:
        self._stage = stage
        door = Door()
        self._server = serve_webhooks(door, "127.0.0.1", 0)
        await self._server.start()
        self._channel = self.build(door, f"http://127.0.0.1:{self._server.port}")
        stage.console.app.channels[self.channel_name] = self._channel
        await self._channel.start(stage.console.app.runner.receive)
        await self.ready(f"http://127.0.0.1:{self._server.port}")

    async def hang_up(self) -> None:
        await self._channel.stop()
        if self._server is not None:
            await self._server.stop()

    async def let_in(self, who: str) -> None:
        self._reader(who)
        self._stage.console.make_staff(who, self.channel_name, self.address(who))

    def can(self, line: str, *, only_some: bool) -> bool:
        how, what = read_mark(line)
        if how == "*":
            return not only_some or self.has_button(line.partition("*")[0], what)
        return how != "~" and (how != "!" or what in (*self.kinds, "blocked") or " " in what)

    async def act(self, who: str, how: str, what: str) -> None:
        reader = self._reader(who)
        if how == "!" and what == "blocked":
            await self.blocks(who)
        elif how == "!" and " " in what:
            await self.sends(who, sample(what.partition(" ")[2]))
        elif how == "!":
            await self.does(who, self.kinds[what], {})
        else:
            await self.does(
                who, self.kinds["text"], {"text": self.press(reader, who, what) if how == "*" else read_text(what)}
            )
        await self._stage.console.settle()

    def press(self, reader: Reader, who: str, label: str) -> str:
        return reader.choose(label)

    async def wait(self, span: timedelta) -> None:
        await self._stage.console.advance(span)

    async def hear(self) -> list[Heard]:
        heard: list[Heard] = []
        pictures: list[Heard] = []
        for who, text, labels, picture in self.news():
            if picture:
                pictures.append(Heard(who, "", (), (picture.removeprefix(LINKS),)))
                continue
            this = self._reader(who).understand(who, text)
            self.forget_buttons(who, this.labels)
            # Where others see an earlier message change, people here are told in so many words.
            told = this.text.startswith(TOLD_CHANGES)
            this = Heard(who, this.text, this.labels or labels, this.files, is_change=told)
            mine = [one for one in pictures if one.to == who]
            pictures = [one for one in pictures if one.to != who]
            for one in reversed(mine):
                this = join_parts(Heard(who, this.text, this.labels, one.files + this.files), Heard(who, ""))
            heard.append(this)
        return heard + pictures

    def _reader(self, who: str) -> Reader:
        return self._readers.setdefault(who, Reader())

    # What differs

    def has_button(self, who: str, label: str) -> bool:
        """Whether a button was drawn, which stays to be pressed."""
        return False

    def forget_buttons(self, who: str, labels: Sequence[str]) -> None:
        """These labels are to be typed from now on."""

    async def blocks(self, who: str) -> None:
        take_out_of_reach(self._stage, self.channel_name, self.address(who))

    async def sends(self, who: str, file: Attachment) -> None:
        raise NotImplementedError

    def build(self, door: Door, url: str) -> Channel:
        raise NotImplementedError

    async def ready(self, url: str) -> None:
        raise NotImplementedError

    def address(self, who: str) -> str:
        raise NotImplementedError

    async def does(self, who: str, event: str, content: dict[str, Any]) -> None:
        raise NotImplementedError

    def news(self) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
        """(who, text, labels of buttons, a picture's address) of what came since the last time."""
        raise NotImplementedError


class ZaloBotLine(ZaloLine):
    """Nobody is known by name: else the bot would know what the script has them say."""

    channel_name = "zalo_bot"
    kinds = {kind: f"message.{kind}.received" for kind in ("text", "sticker", "voice", "image")} | {
        "photo": "message.image.received",
        "unknown": "message.unsupported.received",
    }

    def __init__(self, fake: FakeZaloBot) -> None:
        super().__init__()
        self._fake = fake
        self._shown_as: dict[str, str] = {}  # the picture of a page -> the file it is a picture of

    def can(self, line: str, *, only_some: bool) -> bool:
        """The platform passes on no files. People there photograph the page, where that says the same."""
        how, what = read_mark(line)
        return not (how == "!" and " " in what and only_some) and super().can(line, only_some=only_some)

    async def sends(self, who: str, file: Attachment) -> None:
        self._shown_as["anh.jpg"] = file.name
        await self.does(who, self.kinds["photo"], {"photo_url": self._fake.host(jpeg())})

    def build(self, door: Door, url: str) -> Channel:
        self._fake.deliverer.url = ""
        return ZaloBotChannel(
            zalo_bot.TOKEN, api_url=self._fake.url, door=door, public_url=url, share=share, first_pause=0.02
        )

    async def ready(self, url: str) -> None:
        await self._fake.until(lambda: self._fake.deliverer.url.startswith(url))

    def address(self, who: str) -> str:
        return chat_of(who)

    async def does(self, who: str, event: str, content: dict[str, Any]) -> None:
        nameless = {"id": chat_of(who), "display_name": "", "is_bot": False}
        self._fake.act(who, event, **{"from": nameless}, **content)
        await self._fake.settle()

    def news(self) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
        names = {chat_of(who): who for who in self._readers}
        sent, self._read = self._fake.sent[self._read :], len(self._fake.sent)
        for message in sent:
            text, photo = message.text, message.photo
            for picture, name in self._shown_as.items():
                text, photo = text.replace(picture, name), photo.replace(picture, name)
            yield names[message.chat_id], text, (), photo


class ZaloOaLine(ZaloLine):
    """The platform takes nothing more for who has not written for seven days: in a long wait everybody sends a sticker
    now and then, whose answer is not heard.
    """

    channel_name = "zalo_oa"
    kinds = {kind: f"user_send_{kind}" for kind in ("text", "sticker", "location", "file")} | {
        "photo": "user_send_image",
        "voice": "user_send_audio",
        "contact": "user_send_business_card",
        "unknown": "user_send_hologram",
    }

    def __init__(self, fake: FakeZaloOa) -> None:
        super().__init__()
        self._fake = fake
        self._buttons: dict[tuple[str, str], str] = {}
        self._unheard = 0

    def build(self, door: Door, url: str) -> Channel:
        app = self._stage.console.app
        return ZaloOaChannel(
            app.database,
            app.clock,
            door,
            oa_id=zalo_oa.OA_ID,
            app_id=zalo_oa.APP_ID,
            app_secret=zalo_oa.APP_SECRET,
            webhook_secret=zalo_oa.OA_SECRET,
            refresh=zalo_oa.REFRESH,
            api_url=self._fake.url,
            oauth_url=self._fake.url,
            share=share,
            paid=True,
        )

    async def ready(self, url: str) -> None:
        self._fake.deliverer.url = f"{url}/webhooks/zalo_oa"
        self._fake.now = self._stage.now

    async def let_in(self, who: str) -> None:
        await super().let_in(who)
        self._fake.words[user_of(who)] = self._stage.now

    async def wait(self, span: timedelta) -> None:
        while span > TALKING:
            await super().wait(TALKING)
            span -= TALKING
            for who in self._readers:
                self._unheard += 1
                await self.does(who, self.kinds["sticker"], {})
            await self._stage.console.settle()
        await super().wait(span)

    def has_button(self, who: str, label: str) -> bool:
        return any(name == who and _matches(label, drawn) for name, drawn in self._buttons)

    def forget_buttons(self, who: str, labels: Sequence[str]) -> None:
        for label in labels:
            self._buttons.pop((who, label), None)

    async def blocks(self, who: str) -> None:
        await self._fake.act(who, "unfollow")
        await self._stage.console.settle()

    async def sends(self, who: str, file: Attachment) -> None:
        payload = {"url": self._fake.host(file.content), "name": file.name, "size": str(len(file.content))}
        await self.does(who, self.kinds["file"], {"attachments": [{"type": "file", "payload": payload}]})

    def address(self, who: str) -> str:
        return user_of(who)

    async def does(self, who: str, event: str, content: dict[str, Any]) -> None:
        self._fake.now = self._stage.now
        assert await self._fake.act(who, event, message=content) == 200

    def press(self, reader: Reader, who: str, label: str) -> str:
        found = [payload for (name, drawn), payload in self._buttons.items() if name == who and _matches(label, drawn)]
        return found[-1] if found else reader.choose(label)

    def news(self) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
        names = {user_of(who): who for who in self._readers}
        sent, self._read = self._fake.sent[self._read :], len(self._fake.sent)
        for message in sent:
            who = names[message.user_id]
            if self._unheard and message.text == general.STICKER:
                self._unheard -= 1
                continue
            for label, payload in message.buttons:
                self._buttons.pop((who, label), None)
                self._buttons[who, label] = payload
            yield who, message.text, tuple(label for label, _ in message.buttons), message.picture


def _matches(label: str, drawn: str) -> bool:
    label, drawn = any_place(label), any_place(drawn)
    return drawn == label or (label.endswith("…") and drawn.startswith(label[:-1]))
