"""Turns: in order, whole or not at all, and never silent when they fail."""

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from bot.clock import ManualClock
from bot.runner import FLOOD, Runner
from bot.settings import Settings
from bot.turn import Turns
from handlers.conversation import ChangedMeanwhile, Replies, Turn, say
from handlers.messages import Address, Incoming, Kind
from handlers.texts.general import SOMETHING_BROKE
from storage import incoming, members, people
from storage.engine import Database
from storage.tables.traffic import IncomingRow, OutboxRow
from tests.stage import MORNING, Stage, world_of

WORLD = world_of(Settings(database_url="sqlite:///unused"))


class Bench:
    """Turns with one handler of the test's own."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = ManualClock(MORNING)
        self.handled: list[str] = []
        self.broken: set[str] = set()
        self.turns = Turns(database, WORLD, self.clock, (self.handle,))
        self.runner = Runner(database, self.turns, self.clock, 4, lambda channel: None)

    def handle(self, turn: Turn) -> Replies:
        people.set_name(turn.unit, turn.person.id, turn.text)
        if turn.text in self.broken:
            raise RuntimeError("broken on purpose")
        self.handled.append(turn.text)
        return say(f"nghe: {turn.text}")

    def event(self, text: str, who: str = "an", number: str | None = None) -> Incoming:
        return Incoming(Address("terminal", who), number or f"{who}:{text}", Kind.TEXT, self.clock.now(), text=text)

    async def settle(self) -> None:
        await self.runner.sweep_once()
        await self.runner.settle()

    def outbox(self, who: str = "an") -> list[str]:
        with self.database.reading() as unit:
            query = select(OutboxRow).where(OutboxRow.address == who).order_by(OutboxRow.id)  # type: ignore[arg-type]
            return [row.payload["text"] for row in unit.session.scalars(query)]

    def states(self) -> list[str]:
        with self.database.reading() as unit:
            return list(unit.session.scalars(select(IncomingRow.state).order_by(IncomingRow.id)))  # type: ignore[arg-type]

    def name(self, who: str = "an") -> str | None:
        with self.database.unit() as unit:
            return people.meet(unit, "terminal", who, MORNING)[0].name


@pytest.fixture
def bench(database: Database) -> Bench:
    return Bench(database)


async def test_messages_of_one_person_are_answered_in_order(bench: Bench) -> None:
    words = [f"tin {number}" for number in range(12)]
    await asyncio.gather(*(bench.runner.receive(bench.event(word)) for word in words))
    await bench.runner.settle()
    with bench.database.reading() as unit:
        stored = [row.payload["text"] for row in unit.session.scalars(select(IncomingRow).order_by(IncomingRow.id))]  # type: ignore[arg-type]
    assert sorted(stored) == sorted(words)
    assert bench.handled == stored
    assert bench.outbox() == [f"nghe: {word}" for word in stored]


async def test_event_delivered_twice_is_answered_once(bench: Bench) -> None:
    for _ in range(2):
        await bench.runner.receive(bench.event("chào", number="7"))
    await bench.runner.settle()
    assert bench.outbox() == ["nghe: chào"]


async def test_event_stored_by_a_process_that_died_is_handled_by_the_next(bench: Bench) -> None:
    bench.turns.receive(bench.event("chào"))
    following = Bench(bench.database)
    await following.settle()
    assert following.handled == ["chào"]


async def test_two_processes_answer_each_message_once_and_in_order(bench: Bench) -> None:
    other = Bench(bench.database)
    for number in range(10):
        bench.turns.receive(bench.event(f"{number}"))
    while len(bench.handled) + len(other.handled) < 10:
        await asyncio.gather(bench.settle(), other.settle())
    assert bench.outbox() == [f"nghe: {number}" for number in range(10)]


async def test_failed_turn_changes_nothing_and_is_tried_again(bench: Bench) -> None:
    bench.broken = {"hỏng"}
    bench.turns.receive(bench.event("hỏng"))
    await bench.settle()
    assert (bench.states(), bench.outbox(), bench.name()) == (["waiting"], [], None)
    bench.broken = set()
    bench.clock.advance(bench.clock.now() - MORNING + (MORNING.replace(minute=1) - MORNING))
    await bench.settle()
    assert (bench.states(), bench.outbox(), bench.name()) == (["handled"], ["nghe: hỏng"], "hỏng")


async def test_turn_that_always_fails_is_told_to_the_person_and_staff_and_later_ones_go_on(bench: Bench) -> None:
    with bench.database.unit() as unit:
        staff, _ = people.meet(unit, "terminal", "cán bộ", MORNING)
        members.make_staff(unit, staff.id, "admin", MORNING)
    bench.broken = {"hỏng"}
    for word in ("hỏng", "sau"):
        bench.turns.receive(bench.event(word))
    for _ in range(3):
        await bench.settle()
        bench.clock.advance(MORNING.replace(minute=1) - MORNING)
    assert bench.states() == ["failed", "handled"]
    assert bench.outbox() == [SOMETHING_BROKE, "nghe: sau"]
    (told,) = bench.outbox("cán bộ")
    assert "không xử lý được" in told
    with bench.database.reading() as unit:
        kept = unit.session.scalars(select(IncomingRow).where(IncomingRow.state == "failed")).one()  # type: ignore[arg-type]
        assert (kept.payload["text"], kept.attempts) == ("hỏng", 3)


async def test_others_are_answered_while_one_turn_fails(bench: Bench) -> None:
    bench.broken = {"hỏng"}
    bench.turns.receive(bench.event("hỏng"))
    bench.turns.receive(bench.event("chào", "binh"))
    await bench.settle()
    assert bench.outbox("binh") == ["nghe: chào"]


async def test_turn_is_done_again_when_something_changed_under_it(bench: Bench) -> None:
    tries = iter([True, True, False])

    def handler(turn: Turn) -> Replies:
        if next(tries):
            raise ChangedMeanwhile
        return say("xong")

    bench.turns = Turns(bench.database, WORLD, bench.clock, (handler,))
    bench.turns.receive(bench.event("chào"))
    while bench.turns.handle_next("terminal", "an"):
        pass
    assert bench.outbox() == ["xong"]


async def test_message_that_comes_while_one_is_handled_is_not_forgotten(bench: Bench) -> None:
    """Also when it comes at the very end of the other's turn; no sweep helps here."""
    for number in range(30):
        await bench.runner.receive(bench.event(f"{number}"))
        if number % 3 == 0:
            await asyncio.sleep(0)
    await bench.runner.settle()
    assert len(bench.handled) == 30


async def test_runner_outlives_a_database_that_is_out_of_reach(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(channel: str, address: str) -> bool:
        raise OSError("no database")

    with monkeypatch.context() as patch:
        patch.setattr(bench.turns, "handle_next", unreachable)
        await bench.runner.receive(bench.event("chào"))
        await bench.runner.settle()
    await bench.settle()
    assert bench.handled == ["chào"]


async def test_an_event_of_no_use_is_kept_and_counted_but_never_handled(database: Database) -> None:
    bench = Bench(database)
    strange = Incoming(Address("terminal", ""), "9", Kind.IGNORED, MORNING, text="brand_new_kind")
    assert not bench.turns.receive(strange)
    assert not bench.turns.receive(strange)  # delivered twice, counted once
    await bench.runner.sweep_once()
    await bench.runner.settle()
    assert bench.handled == []
    with database.reading() as unit:
        assert incoming.count_ignored(unit) == {"terminal": 1}


@pytest.fixture
def two_stages(sqlite_url: str) -> Iterator[tuple[Stage, Stage]]:
    stages = Stage(sqlite_url), Stage(sqlite_url)
    yield stages
    for stage in stages:
        stage.close()


async def test_whole_product_twice_on_one_database_answers_once(two_stages: tuple[Stage, Stage]) -> None:
    first, second = two_stages
    incoming = Incoming(Address("terminal", "an"), "1", Kind.TEXT, MORNING, text="htx can bao nhieu thanh vien")
    first.console.app.turns.receive(incoming)
    second.console.app.turns.receive(incoming)
    start = threading.Barrier(2)

    def handle(stage: Stage) -> None:
        start.wait()
        stage.console.app.turns.handle_next("terminal", "an")

    await asyncio.gather(*(asyncio.to_thread(handle, stage) for stage in two_stages))
    sent = [*await first.waits(minutes=1), *await second.waits(minutes=1)]
    assert len(sent) == 2  # the greeting and the answer


async def test_one_turn_at_a_time_while_a_flood_waits_to_be_stored(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = [bench.event("có trước", who=f"người {number}") for number in range(4)]
    bench.turns.receive(*waiting)
    store, is_open, active, most = bench.turns.receive, threading.Event(), [0], [0]

    def store_slowly(*events: Incoming) -> None:
        assert is_open.wait(30)
        store(*events)

    handle_next = bench.turns.handle_next

    def watch(channel: str, address: str) -> bool:
        active[0] += 1
        most[0] = max(most[0], active[0])
        time.sleep(0.02)
        active[0] -= 1
        return handle_next(channel, address)

    monkeypatch.setattr(bench.turns, "receive", store_slowly)
    monkeypatch.setattr(bench.turns, "handle_next", watch)
    flood = [
        asyncio.create_task(bench.runner.receive(bench.event("lũ", who=f"xa {number}"))) for number in range(FLOOD + 10)
    ]
    await asyncio.sleep(0)
    await bench.runner.sweep_once()
    await bench.runner.settle()
    assert (len(bench.handled), most[0]) == (4, 1)
    is_open.set()
    await asyncio.gather(*flood)
    await bench.settle()
    assert len(bench.handled) == 4 + FLOOD + 10
    assert most[0] > 1
