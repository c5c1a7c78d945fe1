"""The whole product on one database and a clock moved by hand, with people who are names.

stage = Stage(url)
await stage.says("an", "htx cần mấy người")
await stage.presses("an", "Đồng ý")
assert "Cảm ơn" in stage.read("an")
"""

import functools
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.terminal.channel import Sent
from bot.console import Console
from bot.forwarding import target_names
from bot.settings import Settings
from handlers.messages import Kind
from handlers.world import QuietHours, World
from knowledge.knowledge_base import KnowledgeBase
from storage import cooperatives, members, people
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from storage.people import Contact, Person

MORNING = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""Friday 20/11/2026, 09:00 in Vietnam."""


@functools.cache
def knowledge() -> KnowledgeBase:
    """The shipped knowledge base, read once for all tests."""
    return KnowledgeBase.load()


def world_of(settings: Settings) -> World:
    return World(
        knowledge=knowledge(),
        alliance_name="Liên minh HTX tỉnh Lai Châu",
        alliance_phone="0213 3876 543",
        province="Lai Châu",
        quiet=QuietHours(settings.quiet_from, settings.quiet_until),
        forward_targets=target_names(settings),
    )


class Stage:
    """People talk to the product; everything it says is kept by person."""

    def __init__(self, url: str, start: datetime = MORNING, **settings: Any) -> None:
        self.settings = Settings(database_url=url, **settings)
        self.heard: list[Sent] = []
        self.console = self._begin(start)

    def _begin(self, now: datetime) -> Console:
        return Console(self.settings, now, world_of(self.settings))

    @property
    def database(self) -> Database:
        return self.console.app.database

    @property
    def now(self) -> datetime:
        return self.console.clock.now()

    def restart(self) -> None:
        """The process ends and another one begins on the same database."""
        self.console.close()
        self.console = self._begin(self.now)

    def close(self) -> None:
        self.console.close()

    async def does(self, who: str, kind: Kind, **what: Any) -> list[Sent]:
        """Someone does something; all that is sent because of it, to anyone."""
        sent = await self.console.hear(who, kind, **what)
        self.heard += sent
        return sent

    async def says(self, who: str, text: str) -> list[str]:
        """Someone types; what that person then reads."""
        return _texts(await self.does(who, Kind.TEXT, text=text), who)

    async def presses(self, who: str, label: str) -> list[str]:
        """Someone presses the newest button with that label; what that person then reads."""
        return _texts(await self.does(who, Kind.CHOICE, choice=self.button(who, label)), who)

    async def waits(self, **time: float) -> list[Sent]:
        """Time passes; all that is sent meanwhile."""
        sent = await self.console.advance(timedelta(**time))
        self.heard += sent
        return sent

    def messages(self, who: str) -> list[Sent]:
        return [sent for sent in self.heard if sent.to == who]

    def read(self, who: str) -> str:
        """The last message a person got."""
        return self.messages(who)[-1].outgoing.text

    def labels(self, who: str) -> list[str]:
        """The buttons under the last message a person got."""
        return [choice.label for choice in self.messages(who)[-1].outgoing.choices]

    def button(self, who: str, label: str) -> str:
        """The id of the newest button of that label; a label may be cut after its first words by …"""
        for sent in reversed(self.messages(who)):
            for choice in sent.outgoing.choices:
                if choice.label == label or (label.endswith("…") and choice.label.startswith(label[:-1])):
                    return choice.id
        raise AssertionError(f"{who} never got a button {label!r}")

    # What is there without anybody saying it

    def cooperative(self, name: str = "HTX Rau sạch Mường So", **facts: Any) -> int:
        with self.database.unit() as unit:
            return cooperatives.add(unit, CooperativeFacts(name=name, folded_name=name.lower(), **facts), self.now)

    def invite(self, cooperative: int, uses: int = 3, **options: Any) -> str:
        with self.database.unit() as unit:
            return members.invite(unit, "cooperative", self.now, uses=uses, cooperative_id=cooperative, **options)

    def manager(self, who: str, *homes: int) -> None:
        """Someone who agreed and reports for these cooperatives."""
        with self.database.unit() as unit:
            person, _ = people.meet(unit, "terminal", who, self.now)
            people.set_name(unit, person.id, who)
            people.record_consent(unit, person.id, "full", "test", self.now)
            for home in homes:
                members.join(unit, person.id, home, self.now)

    def staff(self, who: str = "cán bộ") -> None:
        self.console.make_staff(who)

    def person(self, who: str) -> tuple[Person, Contact]:
        with self.database.unit() as unit:
            return people.meet(unit, "terminal", who, self.now)


def _texts(sent: list[Sent], who: str) -> list[str]:
    return [item.outgoing.text for item in sent if item.to == who]
