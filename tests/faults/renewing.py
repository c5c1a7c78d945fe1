"""A process that renews a Zalo OA key and is killed at a moment: `python -m tests.faults.renewing URL FAKE WHEN`.

WHEN: "asking" (it never comes further: the platform does not answer), "answered" (before the commit), "stored" (after).
"""

import asyncio
import sys
import time
from typing import Any

from bot.channels.zalo_oa.api import ZaloOaApi
from bot.channels.zalo_oa.keys import KeyKeeper
from bot.clock import ManualClock
from storage.engine import Database
from tests.fakes.zalo_oa import APP_ID, APP_SECRET, REFRESH
from tests.stage import MORNING


def wait_to_be_killed(*_: Any) -> None:
    print("now", flush=True)
    time.sleep(600)


async def main(url: str, fake: str, when: str) -> None:
    api = ZaloOaApi(APP_ID, APP_SECRET, api_url=fake, oauth_url=fake, answer_seconds=600)
    keeper = KeyKeeper(api, Database(url), ManualClock(MORNING))
    keeper.plant(REFRESH)
    if when == "answered":
        keeper._write = wait_to_be_killed  # type: ignore[method-assign]
    await keeper.access()
    wait_to_be_killed()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
