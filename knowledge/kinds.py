"""What a message is, before any law is searched: small talk, abuse, instructions aimed at the bot, other fields."""

from collections import Counter
from typing import Literal

from knowledge.reading import Sentence, asking_first
from knowledge.trust import Signs
from knowledge.vietnamese import fold, is_plain_syllable, is_syllable
from knowledge.wordlists import WordLists

Kind = Literal[
    "law",
    "greeting",
    "thanks",
    "about",
    "chat",
    "abuse",
    "instruction",
    "nonsense",
    "opinion",
    "other_field",
    "foreign",
    "later",
    "stop",
    "help",
    "unclear",
]
"""What a message is. Only 'law' carries legal answers or choices; every other kind has its own short reply."""

_ENGLISH_LIST = """the is are was what how who when where why can could do does of to for
    in on and or my your you we i me it this that
    with have has be not if a an please tell about need want many much"""
_ENGLISH = frozenset(_ENGLISH_LIST.split())
_POLITE: tuple[Kind, ...] = ("greeting", "thanks", "about", "chat")
_FEW = 2
_LONGEST_WHOLE = 8


def whole_kind(sentences: list[Sentence], lists: WordLists) -> Kind | None:
    """What a message says when it says nothing else: 'để mai', 'quay lại', 'menu', 'tôi không hiểu'; else None."""
    said = [fold(spelled.word) for sentence in sentences for spelled in sentence.spelled]
    typed = [fold(spelled.typed) for sentence in sentences for spelled in sentence.spelled]
    for bare in (said, typed) if len(said) <= _LONGEST_WHOLE else ():
        while bare:
            if (kind := lists.whole.get(" ".join(bare))) is not None:
                return kind  # type: ignore[return-value]
            if bare[-1] in lists.around:
                bare = bare[:-1]
            elif bare[0] in lists.around:
                bare = bare[1:]
            else:
                break
    return None


def read_signs(sentences: list[Sentence], lists: WordLists) -> tuple[Signs, Kind]:
    """Count the signs and say what the message is by itself; 'law' means: search it.

    What a story tells beside its question does not say what the question is about.
    """
    meant = [word for sentence in sentences for word in sentence.words]
    asking = [word for sentence, weight in asking_first(sentences) if weight == 1 for word in sentence.words]
    counts: Counter[str] = Counter()
    seen: set[int] = set()
    for start, length, kind in lists.kinds.find(meant):
        counts[kind] += 1
        if kind in _POLITE:
            seen.update(range(start, start + length))
    asked = Counter(kind for _, _, kind in lists.kinds.longest(asking))
    left = [w for i, w in enumerate(meant) if i not in seen and w not in lists.filler_words]
    typed = [spelled.typed for sentence in sentences for spelled in sentence.spelled]
    other = asked["other"] + (0 if counts["own"] else asked["instead"])
    signs = Signs(counts["own"], other, asked["setting"], asked["near"])
    return signs, _kind(typed, left, counts)


def _kind(typed: list[str], left: list[str], counts: Counter[str]) -> Kind:
    """The kind the words alone decide; own words keep a rude or polite question a question."""
    if counts["instruction"]:
        return "instruction"
    if counts["opinion"]:
        return "opinion"
    if not counts["own"]:
        if counts["abuse"]:
            return "abuse"
        if _is_foreign(typed):
            return "foreign"
        if not _has_sense(typed):
            return "nonsense"
    return _polite_kind(left, counts)


def _polite_kind(left: list[str], counts: Counter[str]) -> Kind:
    """Small talk when hardly anything else is said; what is farthest from a greeting decides."""
    found = [kind for kind in ("chat", "about", "thanks", "greeting") if counts[kind]]
    if found and not counts["own"] and (len(left) <= _FEW or "chat" in found):
        return found[0]  # type: ignore[return-value]
    return "law"


def _is_foreign(typed: list[str]) -> bool:
    english = [word for word in typed if word in _ENGLISH]
    if all(is_plain_syllable(word) for word in english):  # "can giay to gi" is Vietnamese without its accents
        return False
    return len(typed) >= 3 and len(english) >= 2 and len(english) / len(typed) >= 0.25


def _has_sense(typed: list[str]) -> bool:
    """At least one word of two letters or more that can be Vietnamese and is more than an interjection."""
    return any(len(w) > 1 and (is_syllable(w) or is_plain_syllable(w)) and not _is_interjection(w) for w in typed)


def _is_interjection(word: str) -> bool:
    return len(word) <= 2 and all(letter in "aăâeêioôơuưyơới" for letter in word)
