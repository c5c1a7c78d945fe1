"""How likely one word is typed for another: what a slip costs, in nats (1 is about a third as likely, 3 a twentieth).

The costs are judgements about thumbs on a phone keyboard and about what dialects mix up, not fitted to any question.
"""

from collections.abc import Iterator
from functools import lru_cache

from knowledge.vietnamese import fold, split_tone

KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_DOUBLED, _SWAPPED, _BESIDE, _SOUND = 2.0, 2.5, 2.5, 2.5
_MISSING, _EXTRA, _FIRST, _OTHER = 2.5, 3.0, 1.0, 4.0
_TONE_LOST, _TONE_NEAR, _TONE_WRONG, _TONE_ADDED = 0.7, 1.0, 2.0, 3.0
_SHAPE_LOST, _SHAPE_ADDED = 0.7, 1.5
_SHAPED = frozenset("ăâêôơưđ")
_STARTS = (("tr", "ch"), ("s", "x"), ("gi", "d"), ("gi", "r"), ("r", "d"), ("n", "l"), ("d", "v"), ("ng", "ngh"),
           ("g", "gh"), ("ph", "f"), ("qu", "w"), ("kh", "k"), ("c", "k"))  # fmt: skip
_ENDS = (("n", "ng"), ("n", "nh"), ("c", "t"), ("ch", "t"), ("i", "y"), ("iu", "uu"), ("iu", "ieu"), ("oi", "ui"),
         ("im", "iem"), ("om", "am"), ("iet", "it"))  # fmt: skip
"""What is written alike because it is spoken alike somewhere, without accents: at the beginning, at the end."""


def _neighbours() -> frozenset[tuple[str, str]]:
    """Pairs of keys that touch each other."""
    shifts = (0.0, 0.5, 1.5)
    places = {key: (row, at + shifts[row]) for row, keys in enumerate(KEY_ROWS) for at, key in enumerate(keys)}
    return frozenset(
        (a, b)
        for a, (row, column) in places.items()
        for b, (other, at) in places.items()
        if a != b and abs(row - other) <= 1 and abs(column - at) <= 1
    )


_NEAR_KEYS = _neighbours()


def slip_cost(typed: str, form: str) -> float:
    """What it costs to read `typed` as `form`: letters slipped, accents lost or mistaken; 0 when they are the same."""
    return letters_cost(fold(typed), fold(form)) + accents_cost(typed, form)


def letters_cost(typed: str, meant: str) -> float:
    """The slip between two words without accents that are one slip apart, or are spoken alike."""
    if typed == meant:
        return 0.0
    at = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    first = _FIRST if at == 0 else 0.0
    if meant in sounding_like(typed):
        return _SOUND
    if len(typed) > len(meant):
        return _DOUBLED if typed[at] in typed[max(at - 1, 0) : at] else first + _EXTRA
    if len(typed) < len(meant):
        return first + _MISSING
    if typed[at + 1 :] == meant[at + 1 :]:
        return first + (_BESIDE if (typed[at], meant[at]) in _NEAR_KEYS else _OTHER)
    return first + _SWAPPED


def accents_cost(typed: str, form: str) -> float:
    """The accents of `form` that were not typed, and those typed that it has not."""
    (letters, tone), (meant, right) = split_tone(typed), split_tone(form)
    cost = _tone_cost(tone, right)
    lost = any(letter in _SHAPED and letter not in letters for letter in meant)
    added = sum(letter in _SHAPED and letter not in meant for letter in letters)
    return cost + (_SHAPE_LOST if lost else 0.0) + _SHAPE_ADDED * added


def _tone_cost(typed: str, meant: str) -> float:
    if typed == meant:
        return 0.0
    if not typed or not meant:
        return _TONE_ADDED if typed else _TONE_LOST
    return _TONE_NEAR if typed + meant in ("rx", "xr") else _TONE_WRONG


@lru_cache(maxsize=4096)
def sounding_like(bare: str) -> frozenset[str]:
    """Other spellings, without accents, of a word that somewhere is spoken the same; one change each."""
    return frozenset(other for other in _sounding(bare) if other != bare)


def _sounding(bare: str) -> Iterator[str]:
    for pairs, at_end in ((_STARTS, False), (_ENDS, True)):
        for pair in pairs:
            for old, new in (pair, pair[::-1]):
                if at_end and bare.endswith(old) and len(bare) > len(old):
                    yield bare[: -len(old)] + new
                elif not at_end and bare.startswith(old) and len(bare) > len(old):
                    yield new + bare[len(old) :]
