"""kill -9 in the middle of an announcement to 200 people: everyone has it once, or is named as uncertain."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from handlers.texts import announce as texts
from handlers.texts import announce_reports
from storage import cooperatives, members, people
from storage.cooperatives import CooperativeFacts
from storage.engine import Database
from storage.tables.traffic import OutboxRow
from tests.faults.processes import Platform, Product, telegram_settings, wait_until

STAFF, FIRST, COUNT = 900, 1001, 200
RECIPIENTS = range(FIRST, FIRST + COUNT)
NEWS = "Mời họp lúc 8 giờ thứ Hai tại trụ sở Liên minh."


def prepare(database: Database) -> None:
    """200 people of 20 cooperatives, and one of the alliance's staff."""
    now = datetime.now(UTC)
    with database.unit() as unit:
        facts = [CooperativeFacts(name=f"HTX {number}", folded_name=f"{number}") for number in range(20)]
        homes = [cooperatives.add(unit, item, now) for item in facts]
        for user_id in (STAFF, *RECIPIENTS):
            person, _ = people.meet(unit, "telegram", str(user_id), now)
            people.set_name(unit, person.id, f"Người {user_id}")
            people.record_consent(unit, person.id, "full", "test", now)
            if user_id == STAFF:
                members.make_staff(unit, person.id, "admin", now)
            else:
                members.join(unit, person.id, homes[user_id % 20], now)


@pytest.fixture
def platform(tmp_path: Path) -> Iterator[Platform]:
    started = Platform(tmp_path / "sent.jsonl", "--latency", "20")
    yield started
    started.stop()


@pytest.fixture
def opened(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    prepare(database)
    yield database
    database.close()


@pytest.fixture
def product(platform: Platform, opened: Database, tmp_path: Path) -> Iterator[Product]:
    started = Product(tmp_path / "product.log", **telegram_settings(platform, opened.url))
    started.start()
    yield started
    if started.is_alive():
        started.kill()


def announce(platform: Platform) -> None:
    platform.act("say", user_id=STAFF, text="/thongbao")
    wait_until(lambda: texts.TYPE_TEXT in platform.texts(STAFF), "the staff are asked for the text")
    platform.act("say", user_id=STAFF, text=NEWS)
    wait_until(lambda: texts.TO_WHOM in platform.texts(STAFF), "the staff are asked to whom")
    platform.press(STAFF, texts.EVERYBODY)
    wait_until(lambda: any("Gửi đi chứ?" in text for text in platform.texts(STAFF)), "the staff are asked to confirm")
    platform.press(STAFF, texts.SEND)


def received(platform: Platform) -> Counter[int]:
    return Counter(sent["chat_id"] for sent in platform.arrived() if sent["text"] == NEWS)


def states(database: Database) -> dict[int, str]:
    with database.reading() as unit:
        rows = unit.session.scalars(select(OutboxRow).where(OutboxRow.purpose == "announcement"))  # type: ignore[arg-type]
        return {int(row.address): row.state for row in rows}


def let_leases_run_out(database: Database) -> None:
    """As if the minute that a claim lasts had passed."""
    with database.unit() as unit:
        past = datetime.now(UTC) - timedelta(seconds=1)
        unit.changed(update(OutboxRow).where(OutboxRow.lease_until.is_not(None)).values(lease_until=past))  # type: ignore[union-attr]


def is_over(database: Database) -> bool:
    found = states(database).values()
    return len(found) == COUNT and not {"waiting", "claimed", "sending"} & set(found)


@pytest.mark.parametrize(
    ("database_url", "kills"),
    [("sqlite", (1,)), ("sqlite", (20, 110, 190)), ("postgresql", (37, 140))],
    indirect=["database_url"],
    ids=str,
)
def test_everybody_has_it_once_or_is_named_as_uncertain(
    platform: Platform, product: Product, opened: Database, kills: tuple[int, ...]
) -> None:
    announce(platform)
    for count in kills:
        wait_until(lambda count=count: len(received(platform)) >= count, f"{count} have it")  # type: ignore[misc]
        product.kill()
        let_leases_run_out(opened)
        product.start()
    wait_until(lambda: is_over(opened), "every message has ended")
    ended, arrived = states(opened), received(platform)
    uncertain = {user_id for user_id, state in ended.items() if state == "uncertain"}
    assert set(ended) == set(RECIPIENTS)
    assert set(ended.values()) <= {"sent", "uncertain"}
    assert all(arrived[user_id] == 1 for user_id in RECIPIENTS if user_id not in uncertain)
    assert all(arrived[user_id] <= 1 for user_id in uncertain)
    assert len(uncertain) <= 8 * len(kills)  # never more than what was in flight
    report = report_of(platform)
    assert f"{announce_reports.STATES['sent']}: {COUNT - len(uncertain)}" in report
    named = {user_id for user_id in RECIPIENTS if f"Người {user_id}," in report}
    assert named <= uncertain
    assert len(named) == min(len(uncertain), 20)


def report_of(platform: Platform) -> str:
    platform.act("say", user_id=STAFF, text="/guitoi")
    reports = wait_until(lambda: [text for text in platform.texts(STAFF) if "Thông báo số 1 «" in text], "the report")
    return str(reports[-1])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_ordinary_stop_in_the_middle_leaves_nobody_uncertain(
    platform: Platform, product: Product, opened: Database
) -> None:
    announce(platform)
    wait_until(lambda: len(received(platform)) >= 40, "40 have it")
    assert product.stop() == 0
    assert set(states(opened).values()) <= {"sent", "waiting"}
    product.start()
    wait_until(lambda: is_over(opened), "every message has ended")
    assert received(platform) == Counter(RECIPIENTS)
