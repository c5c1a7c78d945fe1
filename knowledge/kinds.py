"""What a message is, before any law is searched: small talk, abuse, instructions aimed at the bot, other fields."""

from typing import Literal

from knowledge.reading import Sentence
from knowledge.trust import Signs
from knowledge.vietnamese import fold, is_plain_syllable, is_syllable, pieces
from knowledge.wordlists import Match, WordLists, outermost

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
    spelled = [word for sentence in sentences for word in sentence.spelled]
    if len(spelled) > _LONGEST_WHOLE:
        return None
    for bare in ([fold(s.word) for s in spelled], [fold(s.typed) for s in spelled]):
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


def read_signs(
    sentences: list[Sentence], meant: list[str], found: list[Match], told: list[Match], lists: WordLists
) -> tuple[Signs, Kind]:
    """Count the signs and say what the message is by itself; 'law' means: search it.

    `meant` are the words of all its sentences and `found` the kinds they name, `told` those that the sentences name
    that ask: what a story tells beside its question does not say what the question is about.
    """
    said = [kind for _, _, kind in found]
    own = said.count("own")
    asked = [kind for _, _, kind in outermost(told)]
    other = 0 if own else asked.count("other") + asked.count("instead")
    setting, near = asked.count("setting"), asked.count("near")
    if not (own or other or setting) and "likely" in said:
        own = 1
    signs = Signs(own, other, setting, near)
    kind = _kind(sentences, said)
    if kind != "law" or own:
        return signs, kind
    seen = {at for start, length, kind in found if kind in _POLITE for at in range(start, start + length)}
    left = [w for i, w in enumerate(meant) if i not in seen and w not in lists.filler_words] if seen else meant
    return signs, _polite_kind(left, said)


def _kind(sentences: list[Sentence], said: list[str]) -> Kind:
    """The kind the words alone decide; own words keep a rude question a question."""
    if "instruction" in said:
        return "instruction"
    if "opinion" in said:
        return "opinion"
    if "own" in said:
        return "law"
    if "abuse" in said:
        return "abuse"
    if _is_foreign([word for sentence in sentences for word in pieces(sentence.text)]):  # "of" would be Telex for "ò"
        return "foreign"
    typed = [spelled.typed for sentence in sentences for spelled in sentence.spelled]
    return "law" if _has_sense(typed) else "nonsense"


def _polite_kind(left: list[str], said: list[str]) -> Kind:
    """Small talk when hardly anything else is said; what is farthest from a greeting decides."""
    for kind in ("chat", "about", "thanks", "greeting"):
        if kind in said:
            return kind if len(left) <= _FEW or "chat" in said else "law"
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
