"""The whole program in a process of its own, as people run it: `python -m bot` on a new database."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0  # seconds for a start; other programs use the computer too


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as chosen:
        return int(chosen.getsockname()[1])


class Program:
    """Started, stopped and killed as often as a test likes; `folder` keeps its database and what it printed."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database_url = f"sqlite:///{(folder / 'htx.db').as_posix()}"
        self._settings = {
            "WEB_PORT": str(self.port),
            "DATA_DIR": str(folder),
            "ALLIANCE_NAME": "Liên minh HTX",
        } | settings
        self._process: subprocess.Popen[bytes] | None = None

    def launch(self) -> "subprocess.Popen[bytes]":
        """Start it without waiting."""
        environment = {
            **os.environ,
            **self._settings,
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "error",
            "PYTHONUTF8": "1",
        }
        with self._output.open("ab") as output:
            command = [sys.executable, "-m", "bot"]
            self._process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=output, stderr=output)
        return self._process

    def start(self) -> None:
        """Start it, and wait until it serves."""
        process = self.launch()
        until = time.monotonic() + PATIENCE
        while not self._serves():
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the program did not start:\n{self.printed}")
            time.sleep(0.1)

    def _serves(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", timeout=2, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    def end(self, how: int = signal.SIGTERM, seconds: float = PATIENCE) -> int:
        """Tell it to end, or kill it; its exit code."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.send_signal(how)
        return self._process.wait(seconds)

    def kill(self) -> None:
        """As when the power fails."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    @property
    def _output(self) -> Path:
        return self.folder / "printed.txt"

    @property
    def printed(self) -> str:
        return self._output.read_text(encoding="utf-8")
