"""The whole program with a Telegram token, as it is started by its command."""

import asyncio
from pathlib import Path

from tests.fakes.bot_api import FakeBotApi
from tests.web_program import Program


async def test_program_receives_once_and_answers(tmp_path: Path) -> None:
    async with FakeBotApi() as fake:
        program = Program(tmp_path, TELEGRAM_TOKEN=fake.token, TELEGRAM_API_URL=fake.url)
        try:
            await asyncio.to_thread(program.start)
            fake.say(7, "xin chào")
            await fake.until(lambda: fake.sent(7), 60)
            await asyncio.sleep(1)  # a second receiver would have met the first by now
            assert fake.calls.count("deleteWebhook") == 1
            assert "Another program" not in program.printed
        finally:
            await asyncio.to_thread(program.end)
