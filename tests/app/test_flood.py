"""A flood from one person: one kind word, silence until it calms, nothing lost, nobody else kept waiting."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.clock import ManualClock
from bot.runner import Runner
from bot.turn import Turns
from handlers import flood
from handlers.conversation import Replies, Talk, Turn, say
from handlers.flood import CALM, MOST, WINDOW, Verdict
from handlers.messages import Address, Incoming, Kind
from storage.engine import Database
from storage.tables.traffic import IncomingRow, OutboxRow
from tests.app.test_turns import WORLD
from tests.stage import MORNING

SECOND = timedelta(seconds=1)


class House:
    """Turns that answer every message with its own words, on a channel of the outside world."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock(MORNING)
        self.handled: list[str] = []
        self.turns = Turns(database, WORLD, self.clock, (self.handle,))
        self.runner = Runner(database, self.turns, self.clock, 2, lambda channel: None)

    def handle(self, turn: Turn) -> Replies:
        self.handled.append(turn.contact.address)
        return say(f"nghe: {turn.text}")

    def event(self, number: int, at: datetime, who: str = "an", kind: Kind = Kind.TEXT) -> Incoming:
        return Incoming(Address("telegram", who), f"{who}:{number}", kind, at, text=f"{number}")

    async def settle(self) -> None:
        await self.runner.sweep_once()
        await self.runner.settle()

    def said(self, who: str = "an") -> list[str]:
        with self.database.reading() as unit:
            query = select(OutboxRow).where(OutboxRow.address == who).order_by(OutboxRow.id)  # type: ignore[arg-type]
            return [row.payload["text"] for row in unit.session.scalars(query)]

    def states(self) -> Counter[str]:
        with self.database.reading() as unit:
            return Counter(unit.session.scalars(select(IncomingRow.state)))


@pytest.fixture
def house(database: Database) -> House:
    return House(database)


async def test_flood_gets_one_word_and_everything_is_kept(house: House) -> None:
    house.turns.receive(*[house.event(number, MORNING + number * SECOND / 16) for number in range(300)])
    await house.settle()
    *answers, word = house.said()
    assert answers == [f"nghe: {number}" for number in range(MOST)]
    assert f"trước tin: «{MOST}»" in word
    assert house.states() == {"handled": MOST, "read_over": 300 - MOST}


async def test_after_the_flood_everything_is_as_before(house: House) -> None:
    house.turns.receive(*[house.event(number, MORNING) for number in range(MOST + 5)])
    house.turns.receive(house.event(100, MORNING + CALM), house.event(101, MORNING + CALM))
    await house.settle()
    assert house.said()[MOST + 1 :] == ["nghe: 100", "nghe: 101"]


async def test_others_are_answered_in_the_middle_of_a_flood(house: House) -> None:
    """Whoever has more waits behind those who have one message."""
    house.turns.receive(*[house.event(number, MORNING + number * WINDOW, "an") for number in range(60)])
    house.turns.receive(house.event(1, MORNING, "bình"), house.event(2, MORNING, "bình"))
    await house.settle()
    assert house.handled.index("bình") <= 4
    assert [place for place, who in enumerate(house.handled) if who == "bình"][-1] <= 8
    assert house.said("bình") == ["nghe: 1", "nghe: 2"]
    assert house.said("an") == [f"nghe: {number}" for number in range(60)]


async def test_block_is_seen_in_the_middle_of_a_flood(house: House) -> None:
    house.turns.receive(*[house.event(number, MORNING) for number in range(MOST + 2)])
    house.turns.receive(house.event(99, MORNING, kind=Kind.BLOCKED))
    await house.settle()
    assert house.states()["handled"] == MOST + 1


async def test_more_people_than_the_runner_remembers_are_all_answered(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.runner.MOST_READY", 5)
    await asyncio.gather(*(house.runner.receive(house.event(1, MORNING, f"p{number}")) for number in range(23)))
    while house.states()["waiting"]:
        await house.settle()
    assert sorted(house.handled) == sorted(f"p{number}" for number in range(23))


@given(st.lists(st.floats(0, 30), min_size=1, max_size=300))
def test_at_most_one_word_until_it_calms(gaps: list[float]) -> None:
    talk, at, warned = Talk(), MORNING, False
    for number, gap in enumerate(gaps):
        at += timedelta(seconds=gap)
        incoming = Incoming(Address("web", "an"), str(number), Kind.TEXT, at, text="x")
        verdict = flood.count(talk, incoming)
        if verdict is Verdict.WARN:
            assert not warned
            warned = True
        if verdict is Verdict.READ_OVER:
            assert warned
            assert gap < CALM.total_seconds()
        if verdict is Verdict.ANSWER:
            warned = False
        talk = Talk.from_json(talk.to_json())


def test_who_writes_slower_than_the_limit_is_always_answered() -> None:
    talk = Talk()
    for number in range(500):
        at = MORNING + number * WINDOW / MOST
        incoming = Incoming(Address("web", "an"), str(number), Kind.TEXT, at, text="x")
        assert flood.count(talk, incoming) is Verdict.ANSWER
