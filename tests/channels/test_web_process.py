"""`python -m bot` from outside: how it ends, and what it says when it cannot begin."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.web_program import Program


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    made = Program(tmp_path)
    yield made
    made.kill()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_well_when_told_to_though_a_page_is_open(program: Program, how: signal.Signals) -> None:
    program.start()
    with httpx.Client(base_url=program.url, timeout=30, trust_env=False) as page:
        page.get("/")
        with page.stream("GET", "/events") as stream:
            lines = stream.iter_lines()
            assert next(lines) == "retry: 2000"
            assert program.end(how) == 0
            list(lines)  # the stream ended as streams end: reading on raises nothing
    printed = program.printed
    assert f"Web chat:  {program.url}" in printed
    assert "graceful shutdown exceeded" not in printed
    assert "Traceback" not in printed
    assert "Warning" not in printed


def test_a_taken_port_ends_it_with_a_sentence(program: Program) -> None:
    with socket.create_server(("127.0.0.1", program.port)):
        assert program.launch().wait(60) == 2
    last = program.printed.splitlines()[-1]
    assert last.startswith(f"Cannot listen on 127.0.0.1:{program.port}")
    assert "Set WEB_PORT to another number" in last
    assert "Traceback" not in program.printed
    assert "is running." not in program.printed


def test_a_setting_that_cannot_work_ends_it_with_a_sentence(tmp_path: Path) -> None:
    wrong = Program(tmp_path, PROVINCE="Paris", TELEGRAM_TOKEN="secret-but-wrong")
    assert wrong.launch().wait(60) == 2
    assert wrong.printed.startswith("Setting TELEGRAM_TOKEN: is malformed")
    assert "secret-but-wrong" not in wrong.printed
    assert len(wrong.printed.splitlines()) == 1
