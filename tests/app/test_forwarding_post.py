"""The signed POST, against a receiver over real HTTP."""

import io
import logging
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest

from bot.forwarding.post import PostTarget
from bot.logs import QUIET, configure_logging
from storage.engine import Database
from storage.forwards import PAUSES
from tests.app.forwarding_office import SECRET, Office
from tests.fakes.receiver import FakeReceiver


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """What is tested here is the same on every database; `test_forwarding` runs on both."""
    opened = Database(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
async def receiver() -> AsyncIterator[FakeReceiver]:
    async with FakeReceiver(SECRET) as started:
        yield started


async def test_the_key_is_in_both_headers_and_the_signature_is_checked(
    database: Database, receiver: FakeReceiver
) -> None:
    office = Office(database, PostTarget(receiver.url, SECRET))
    await office.forwarding.run_due()
    (taken,) = receiver.taken
    assert taken.key == taken.headers["idempotency-key"] == office.forwards[0].key
    assert taken.headers["content-type"] == "application/json; charset=utf-8"
    assert office.forwards[0].reason == "HTTP 200"


async def test_another_secret_is_refused_and_tried_again(database: Database, receiver: FakeReceiver) -> None:
    office = Office(database, PostTarget(receiver.url, "whsec_" + "YW5vdGhlciBzZWNyZXQ="))
    await office.forwarding.run_due()
    assert len(receiver.refused) == 1
    assert (office.states, office.forwards[0].reason) == (
        [("post", "waiting", 1)],
        "the receiver answered HTTP 401",
    )


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        ("500", "the receiver answered HTTP 500"),
        ("404", "the receiver answered HTTP 404"),
        ("redirect", "the receiver answered HTTP 307"),
        ("refuse", "RemoteProtocolError while sending"),
        ("hang", "no answer within 0.5 seconds"),
    ],
)
async def test_what_was_not_taken_is_sent_again_the_same(
    database: Database, receiver: FakeReceiver, plan: str, reason: str
) -> None:
    office = Office(database, PostTarget(receiver.url, SECRET, seconds=0.5 if plan == "hang" else 30))
    receiver.plan(plan)
    await office.forwarding.run_due()
    assert (office.states, office.forwards[0].reason) == ([("post", "waiting", 1)], reason)
    assert await office.run_after(PAUSES[0] - timedelta(seconds=1)) == 0
    office.targets["post"] = PostTarget(receiver.url, SECRET)
    await office.run_after(timedelta(seconds=1))
    assert office.states == [("post", "done", 2)]
    assert [one.key for one in receiver.taken] == [office.forwards[0].key]


async def test_taken_but_not_answered_is_recognised_by_its_key(database: Database, receiver: FakeReceiver) -> None:
    office = Office(database, PostTarget(receiver.url, SECRET))
    receiver.plan("drop")
    await office.forwarding.run_due()
    await office.run_after(PAUSES[0])
    assert office.states == [("post", "done", 2)]
    first, second = receiver.taken
    assert (first.key, first.body) == (second.key, second.body)
    assert len(receiver.reports) == 1


async def test_an_answer_without_an_end_is_not_read(database: Database, receiver: FakeReceiver) -> None:
    office = Office(database, PostTarget(receiver.url, SECRET))
    receiver.plan("flood")
    await office.forwarding.run_due()
    assert office.states == [("post", "done", 1)]


async def test_an_answer_given_twice_changes_nothing(database: Database, receiver: FakeReceiver) -> None:
    office = Office(database, PostTarget(receiver.url, SECRET))
    receiver.plan("twice")
    await office.forwarding.run_due()
    await office.run_after(PAUSES[0])
    assert (office.states, office.forwards[0].reason) == ([("post", "done", 1)], "HTTP 200")
    assert receiver.seen == 1


async def test_nobody_listening_is_tried_again(database: Database) -> None:
    office = Office(database, PostTarget("http://127.0.0.1:1/results", SECRET))
    await office.forwarding.run_due()
    assert office.forwards[0].reason == "ConnectError while sending"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged, as the running program is set up to, down to DEBUG; put back afterwards."""
    root, factory = logging.getLogger(), logging.getLogRecordFactory()
    handlers, level = list(root.handlers), root.level
    levels = {name: logging.getLogger(name).level for name in QUIET}
    configure_logging("DEBUG")
    written = io.StringIO()
    root.addHandler(logging.StreamHandler(written))
    yield written
    logging.setLogRecordFactory(factory)
    root.handlers = handlers
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


async def test_neither_the_secret_nor_the_address_is_logged_or_kept(
    database: Database, receiver: FakeReceiver, log: io.StringIO
) -> None:
    office = Office(database, PostTarget(receiver.url, SECRET))
    receiver.plan("500", "refuse")
    for pause in (timedelta(), PAUSES[0], PAUSES[1]):
        await office.run_after(pause)
        kept = log.getvalue() + str(office.forwards)
        assert office.forwards[0].key in log.getvalue()
        assert not [word for word in (SECRET, SECRET[6:], "do-not-log-this", "/results") if word in kept]
    assert office.states == [("post", "done", 3)]
