"""Memory given back after the knowledge base is built."""

import sys

import pytest

from bot.memory import give_back


def resident() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1])


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_freed_memory_goes_back_where_the_library_can() -> None:
    kept = [bytearray(100_000) for _ in range(400)]
    holes = kept[::2]
    del kept
    full = resident()
    del holes
    if give_back():
        assert resident() < full


def test_a_library_that_cannot_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda _: object())
    assert give_back() is False
