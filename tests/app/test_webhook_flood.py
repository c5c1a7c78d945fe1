"""A small flood through the real webhook of a served program; `scripts.bench --only webhooks` has the large one."""

import asyncio

from scripts.bench_webhooks import bench_webhooks


async def test_flooded_program_stores_everything_and_answers_everybody_in_order() -> None:
    rows = await asyncio.to_thread(bench_webhooks, 3, 60, 30)
    found = {row.name.partition(": ")[2]: row.value for row in rows}
    assert found["not answered by 200"] == 0
    assert found["not stored"] == 0
    assert found["out of order, or unanswered"] == 0
