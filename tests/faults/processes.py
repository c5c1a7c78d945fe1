"""The product and the platform as processes of their own, so that one can be killed beside the other."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from tests.fakes.bot_api import TOKEN

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0  # seconds; this computer may be busy with other things


def wait_until(condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """The first true value of a condition; AssertionError naming `what` when it has not come in `patience` seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(0.02)
    raise AssertionError(f"it never came to this: {what}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Platform:
    """The fake Telegram server. `record` is a file with a JSON object for each message that arrived."""

    def __init__(self, record: Path, *options: str) -> None:
        self.record = record
        record.touch()
        command = [sys.executable, "-m", "tests.fakes.bot_api", "--port", "0", "--record", str(record), *options]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self.url = self._process.stdout.readline().split()[1]
        self._client = httpx.Client(base_url=self.url, trust_env=False)

    def act(self, verb: str, **arguments: Any) -> None:
        self._client.post(f"/control/{verb}", json=arguments).raise_for_status()

    def arrived(self) -> list[dict[str, Any]]:
        lines = self.record.read_text(encoding="utf-8").splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def texts(self, user_id: int) -> list[str]:
        return [sent["text"] for sent in self.arrived() if sent["chat_id"] == user_id]

    def press(self, user_id: int, label: str) -> None:
        """Press the newest button of that label."""
        for sent in reversed(self.arrived()):
            for text, data in sent["buttons"]:
                if sent["chat_id"] == user_id and text == label:
                    self.act("press", user_id=user_id, data=data, message_id=sent["message_id"])
                    return
        raise AssertionError(f"{user_id} has no button {label!r}")

    def stop(self) -> None:
        self._client.close()
        self._process.kill()
        self._process.communicate()


class Product:
    """`python -m bot` with settings from the environment."""

    def __init__(self, log: Path, **settings: object) -> None:
        plain = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        self._environment = plain | {name.upper(): str(value) for name, value in settings.items()}
        self._environment["PYTHONUNBUFFERED"] = "1"
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        # In a folder without a `.env`, which would be the developer's own.
        environment = self._environment | {"PYTHONPATH": str(ROOT)}
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot"], cwd=self.log.parent, env=environment, stdout=log, stderr=log
            )
        before = self.log.read_text(encoding="utf-8").count("is running")
        wait_until(lambda: self._said(before) or not self.is_alive(), "the product starts")
        assert self.is_alive(), self.log.read_text(encoding="utf-8")

    def _said(self, before: int) -> bool:
        return self.log.read_text(encoding="utf-8").count("is running") > before

    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """kill -9: nothing is finished, nothing is said."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """As Ctrl+C or a service manager stops it; its exit code."""
        assert self._process
        self._process.terminate()
        return self._process.wait(PATIENCE)


def telegram_settings(platform: Platform, database_url: str) -> dict[str, object]:
    return {
        "database_url": database_url,
        "web_enabled": "false",
        "telegram_token": TOKEN,
        "telegram_api_url": platform.url,
        "telegram_bulk_per_second": 30,
        "quiet_from": 0,
        "quiet_until": 0,  # equal: never quiet, whatever time it is when the tests run
    }
