"""The slips people make when they type Vietnamese on a phone, made on purpose to measure what the reading forgives.

`slip` makes one kind in one word. Keys are those of a Telex keyboard where accents are concerned: 'hợp' is typed
h-o-w-p-j or h-o-j-w-p, so a tone can be left out, hit beside, or land on the next word.
"""

import random
from collections.abc import Callable, Sequence

from knowledge.vietnamese import fold, put_tone, split_tone, words

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = (
    ("tr", "ch"), ("ch", "tr"), ("s", "x"), ("x", "s"), ("gi", "d"), ("d", "gi"), ("r", "d"), ("n", "l"), ("l", "n"),
    ("ngh", "ng"), ("gh", "g"), ("qu", "w"), ("ph", "f"),
)  # fmt: skip
_ENDINGS = (("ng", "n"), ("n", "ng"), ("c", "t"), ("t", "c"), ("i", "y"), ("y", "i"), ("nh", "n"))
"""What dialects and haste mix up: at the beginning, at the end."""

Slip = Callable[[str, random.Random], str]


def _beside(key: str) -> str:
    """The keys around a key of a phone keyboard."""
    for row, keys in enumerate(_ROWS):
        if (at := keys.find(key)) >= 0:
            near = keys[max(at - 1, 0) : at] + keys[at + 1 : at + 2]
            below = _ROWS[row + 1][max(at - 1, 0) : at + 1] if row < 2 else ""
            above = _ROWS[row - 1][at : at + 2] if row else ""
            return near + below + above
    return key


def hit_beside(word: str, rng: random.Random) -> str:
    """One letter is the key beside it."""
    plain = [at for at, letter in enumerate(word) if letter.isascii() and letter.isalpha()]
    if not plain:
        return word
    at = rng.choice(plain)
    return word[:at] + rng.choice(_beside(word[at])) + word[at + 1 :]


def drop(word: str, rng: random.Random) -> str:
    """One letter is missing."""
    at = rng.randrange(len(word))
    return word[:at] + word[at + 1 :]


def double(word: str, rng: random.Random) -> str:
    """One letter stands twice."""
    at = rng.randrange(len(word))
    return word[: at + 1] + word[at:]


def swap(word: str, rng: random.Random) -> str:
    """Two letters changed places."""
    if len(word) < 2:
        return word
    at = rng.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def lose_tone(word: str, rng: random.Random) -> str:
    """The tone was not typed."""
    return split_tone(word)[0]


def mistake_tone(word: str, rng: random.Random) -> str:
    """Another tone than meant: hỏi for ngã, or the key beside."""
    bare, tone = split_tone(word)
    if not tone:
        return word
    others = {"r": "xs", "x": "rj", "s": "fr", "f": "sr", "j": "xf"}
    return put_tone(bare, rng.choice(others[tone]))


def lose_shape(word: str, rng: random.Random) -> str:
    """The tone is there, circumflex, horn and breve are not: 'họp' for 'hợp'."""
    bare, tone = split_tone(word)
    return put_tone(fold(bare), tone)


def lose_accents(word: str, rng: random.Random) -> str:
    """No accent at all."""
    return fold(word)


def mishear(word: str, rng: random.Random) -> str:
    """Written as it is spoken at home: ch for tr, x for s, n for l, n for ng."""
    starts = [(a, b) for a, b in _SOUNDS if word.startswith(a)]
    ends = [(a, b) for a, b in _ENDINGS if word.endswith(a) and len(word) > len(a)]
    if not starts and not ends:
        return word
    at = rng.randrange(len(starts) + len(ends))
    if at < len(starts):
        return starts[at][1] + word[len(starts[at][0]) :]
    return word[: -len(ends[at - len(starts)][0])] + ends[at - len(starts)][1]


IN_WORDS: dict[str, Slip] = {
    "beside": hit_beside, "dropped": drop, "doubled": double, "swapped": swap, "tone lost": lose_tone,
    "tone wrong": mistake_tone, "shape lost": lose_shape, "accents lost": lose_accents, "misheard": mishear,
}  # fmt: skip
"""Slips inside one word, by name."""
BETWEEN_WORDS = ("joined", "parted", "space early", "space late")
KINDS = (*IN_WORDS, *BETWEEN_WORDS)
"""All kinds."""


def slip(text: str, kind: str, rng: random.Random, share: float = 0.12) -> str:
    """The text with slips of one kind in about `share` of its words, at least one where there is a word for it."""
    typed = words(text)
    count = max(round(len(typed) * share), 1)
    if kind in BETWEEN_WORDS:
        return _between(typed, kind, count, rng)
    places = [at for at, word in enumerate(typed) if len(word) >= 3 and word.isalpha()]
    rng.shuffle(places)
    for at in places:
        if count and (changed := IN_WORDS[kind](typed[at], rng)) != typed[at]:
            typed[at] = changed
            count -= 1
    return " ".join(typed)


def _between(typed: Sequence[str], kind: str, count: int, rng: random.Random) -> str:
    """Spaces left out, put into a word, or hit a letter too early or too late."""
    places = [at for at in range(len(typed) - 1) if len(typed[at]) >= 2 and len(typed[at + 1]) >= 2]
    chosen = set(rng.sample(places, min(count, len(places))))
    parts: list[str] = []
    for at, word in enumerate(typed):
        if at in chosen and kind == "parted":
            cut = rng.randrange(1, len(word))
            parts.append(f"{word[:cut]} {word[cut:]} ")
        elif at in chosen:
            parts.append(f"{word[:-1]} {word[-1]}" if kind == "space early" else word)
        elif at - 1 in chosen and kind == "space late":
            parts.append(f"{word[0]} {word[1:]} ")
        else:
            parts.append(f"{word} ")
    return "".join(parts).strip()


def mistype(text: str, rng: random.Random) -> str:
    """A text as somebody in a hurry types it: one or two kinds of slips."""
    for kind in rng.sample(KINDS, rng.choice((1, 1, 2))):
        text = slip(text, kind, rng)
    return text
