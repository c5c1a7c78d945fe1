"""Writing out the short forms people type: htx, hđqt, bhxh, ko, dc, bn."""

from collections.abc import Iterator

from knowledge.telex import repair
from knowledge.wordlists import WordLists


def expand(typed: list[str], lists: WordLists) -> list[str]:
    """The words with short forms written out and Telex or VNI keys decoded.

    A short form is recognised in any case and with or without đ ('ĐHTV', 'dhtv', Telex 'ddhtv'). After a number a
    short form stays as it is: 'k' and 'kg' are then a thousand and a weight.
    """
    return list(_expand(typed, lists))


def _expand(typed: list[str], lists: WordLists) -> Iterator[str]:
    before = ""
    for at, word in enumerate(typed):
        meaning = None if before.isdigit() else _meaning(word, before, lists)
        if meaning is None and (spoken := lists.dialect.get(word)) is not None:
            after = typed[at + 1] if at + 1 < len(typed) else ""
            meaning = None if after in spoken.before else spoken.meaning
        yield from meaning or (word if not word.isascii() else repair(word),)
        before = word


def _meaning(word: str, before: str, lists: WordLists) -> tuple[str, ...] | None:
    bare = word.replace("đ", "d")
    if not bare.isascii():
        return None
    key = bare if bare in lists.short else bare.replace("dd", "d")
    second = lists.ambiguous.get(key)
    if second is not None and before in second.before:
        return second.meaning
    return lists.short.get(key)
