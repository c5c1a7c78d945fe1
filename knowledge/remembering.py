"""Remembering what has been worked out, for words and pairs of words that come again in nearly every message."""

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Remembered(dict[Key, Value]):
    """Values by key, each found once by `find`; at `most` of them all are forgotten, and found again when asked for.

    A dictionary, since it is asked for every word of a message: `lru_cache` also moves what it finds to the front of a
    list, so that reading one value writes to the memory of three others.
    """

    def __init__(self, find: Callable[[Key], Value], most: int) -> None:
        super().__init__()
        self._find, self._most = find, most

    def __missing__(self, key: Key) -> Value:
        value = self._find(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value
