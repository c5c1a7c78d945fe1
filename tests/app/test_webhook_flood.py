"""A small flood through the real webhook of a served program; `scripts.bench --only webhooks` has the large one."""

import asyncio

from handlers.flood import MOST
from handlers.texts.flood import too_fast
from scripts.bench_webhooks import bench_webhooks
from tests.app.test_telegram_program import program
from tests.fakes.bot_api import FakeBotApi


async def test_flooded_program_stores_everything_and_answers_everybody_in_order() -> None:
    rows = await asyncio.to_thread(bench_webhooks, 3, 60, 30)
    found = {row.name.partition(": ")[2]: row.value for row in rows}
    assert found["not answered by 200"] == 0
    assert found["not stored"] == 0
    assert found["out of order, or unanswered"] == 0


async def test_flood_of_one_person_gets_one_word_and_others_are_answered(sqlite_url: str) -> None:
    async with FakeBotApi() as fake, program(sqlite_url, fake, telegram_webhook=True):
        for number in range(3 * MOST):
            fake.say(7, f"cảm ơn {number}")
        fake.say(8, "điều 23 luật 2012")
        await fake.until(lambda: not fake.updates.waiting, 60)
        await fake.until(lambda: any("Điều 23" in sent.text for sent in fake.sent(8)), 60)
        await fake.until(lambda: too_fast(f"cảm ơn {MOST}") in [sent.text for sent in fake.sent(7)], 60)
        assert fake.sent(7)[-1].text == too_fast(f"cảm ơn {MOST}")
