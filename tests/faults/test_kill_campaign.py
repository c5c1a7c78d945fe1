"""Random kills in the middle of an announcement, on a platform that refuses, cuts off and loses answers.

One run a database in CI; `--kill-runs 50 --kill-people 1000` is the whole campaign. Failures name the seed.
"""

import random
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import outbox, people
from storage.engine import Database
from storage.outbox import NewMessage
from storage.tables.traffic import OutboxRow
from tests.faults.processes import PATIENCE, Platform, Product, telegram_settings, wait_until
from tests.faults.test_killed_announcement import let_leases_run_out

NEWS = "Mời họp lúc 8 giờ thứ Hai tại trụ sở Liên minh."
FIRST = 1001
FAULTS = ("429:97", "500:61", "reset:83", "cut:71")
PER_SECOND = 30
KILLS = 2
IN_FLIGHT = 8


def enqueue(database: Database, count: int) -> None:
    now = datetime.now(UTC)
    with database.unit() as unit:
        contacts = [people.meet(unit, "telegram", str(FIRST + number), now)[1] for number in range(count)]
        payload = {"text": NEWS, "choices": [], "free_input": False, "files": []}
        outbox.put(
            unit,
            [
                NewMessage("telegram", item.address, payload, now, now, item.id, "bulk", "announcement", item.address)
                for item in contacts
            ],
        )


def states(database: Database) -> dict[int, str]:
    with database.reading() as unit:
        rows = unit.session.execute(select(OutboxRow.address, OutboxRow.state))  # type: ignore[call-overload]
        return {int(address): state for address, state in rows}


def hurry(database: Database) -> None:
    """As if the pauses between tries had passed."""
    from sqlalchemy import update

    with database.unit() as unit:
        now = datetime.now(UTC)
        unit.changed(update(OutboxRow).where(OutboxRow.state == "waiting").values(due_at=now))  # type: ignore[arg-type]


def campaign(seed: int, url: str, replicas: int, count: int, folder: Path) -> None:
    """One announcement with kills at random moments; what became of everybody is checked at its end."""
    chance = random.Random(seed)
    options = [word for fault in FAULTS for word in ("--bulk-fault", fault)]
    platform = Platform(folder / "sent.jsonl", "--latency", "10", *options)
    database = Database(url)
    enqueue(database, count)
    settings = telegram_settings(platform, url) | {"telegram_bulk_per_second": PER_SECOND}
    products = [Product(folder / f"product{number}.log", **settings) for number in range(replicas)]
    try:
        for product in products:
            product.start()
        for _ in range(KILLS):
            begun = len(platform.arrived())
            wait_until(lambda begun=begun: len(platform.arrived()) > begun or is_over(database), "it goes on")  # type: ignore[misc]
            time.sleep(chance.uniform(0, 0.7 * count / PER_SECOND / KILLS))
            product = chance.choice(products)
            product.kill()
            let_leases_run_out(database)
            product.start()
        wait_until(
            lambda: hurry(database) or is_over(database), f"every message has ended (seed {seed})", PATIENCE + count / 3
        )
        check(seed, states(database), Counter(int(sent["chat_id"]) for sent in platform.arrived()), count)
    finally:
        for product in products:
            if product.is_alive():
                product.kill()
        platform.stop()
        database.close()


def is_over(database: Database) -> bool:
    return not {"waiting", "sending"} & set(states(database).values())


def check(seed: int, ended: dict[int, str], arrived: Counter[int], count: int) -> None:
    everybody = set(range(FIRST, FIRST + count))
    uncertain = {user for user, state in ended.items() if state == "uncertain"}
    print(f"seed {seed}: {len(everybody) - len(uncertain)} sent, {len(uncertain)} uncertain")
    assert set(ended) == everybody, seed
    assert set(ended.values()) <= {"sent", "uncertain"}, (seed, Counter(ended.values()))
    assert all(arrived[user] == 1 for user in everybody - uncertain), seed
    assert all(arrived[user] <= 1 for user in uncertain), seed
    # Cut connections, and what was on its way at a kill. A kill lets go of the other replica's claims too: see above.
    assert len(uncertain) <= count // 71 + count // 83 + 2 + 2 * IN_FLIGHT * KILLS, seed


def test_one_process_on_sqlite_reaches_everybody_once(
    seed: int, sqlite_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    campaign(seed, sqlite_url, 1, request.config.getoption("--kill-people"), tmp_path)


def test_two_replicas_on_postgresql_reach_everybody_once(
    seed: int, postgres_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    campaign(seed, postgres_url, 2, request.config.getoption("--kill-people"), tmp_path)
