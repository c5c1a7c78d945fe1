"""Writing out the short forms people type: htx, hđqt, bhxh, ko, dc, bn."""

from knowledge.telex import repair
from knowledge.wordlists import WordLists

_MOST_SETTLED = 50_000
_UNITS = frozenset({"k", "kg"})


def expand(typed: list[str], lists: WordLists) -> list[str]:
    """The words with short forms written out and Telex or VNI keys decoded.

    A short form is recognised in any case and with or without đ ('ĐHTV', 'dhtv', Telex 'ddhtv'). After a number one
    that is a unit as well stays as it is: 'k' and 'kg' are then a thousand and a weight.
    """
    found: list[str] = []
    before = ""
    for at, word in enumerate(typed):
        meaning = lists.settled.get(word)
        if meaning is None or (word in _UNITS and before.isdigit()):
            meaning = _decide(word, before, typed[at + 1] if at + 1 < len(typed) else "", lists)
        found += meaning
        before = word
    return found


def _decide(word: str, before: str, after: str, lists: WordLists) -> tuple[str, ...]:
    """What a word means between its neighbours; what does not depend on them is remembered."""
    itself = (word if not word.isascii() else repair(word),)
    if word in _UNITS and before.isdigit():
        return itself
    if (spoken := lists.dialect.get(word)) is not None:
        return itself if after in spoken.before or before in spoken.after else spoken.meaning
    key = _key(word, lists)
    if (second := lists.ambiguous.get(key)) is not None and before in second.before:
        return second.meaning
    meaning = lists.short.get(key, itself)
    if second is None and len(lists.settled) < _MOST_SETTLED:
        lists.settled[word] = meaning
    return meaning


def _key(word: str, lists: WordLists) -> str:
    """A short form as the list writes it: đ as d, also when it was typed as dd; '' when the word can be none."""
    bare = word.replace("đ", "d")
    if not bare.isascii():
        return ""
    return bare if bare in lists.short else bare.replace("dd", "d")
