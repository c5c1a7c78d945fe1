"""Questions that lean on the last answer: 'thế còn liên hiệp?', 'bao lâu?', 'ở đâu?'."""

from dataclasses import replace

from knowledge.reading import Features, Reader, Sentence
from knowledge.search import Asking

_OPENINGS = ("thế còn", "vậy còn", "còn", "thế", "vậy", "rồi", "thế thì", "vậy thì", "nếu")
_SHORT = 3
_OPENED = 6
_CARRIED = 0.5
"""How much the words of the last question count beside those of the new one."""


def leans(sentences: list[Sentence], reader: Reader) -> bool:
    """Whether a message says too little by itself: hardly a telling word, or few after 'thế còn'."""
    meant = [word for s in sentences for word in s.words]
    telling = [w for w in meant if w not in reader.lists.filler_words]
    return len(telling) <= _SHORT or (" ".join(meant).startswith(_OPENINGS) and len(telling) <= _OPENED)


def lean(asking: Asking, last: str, reader: Reader) -> Asking:
    """The question with what the last one was about; a body or a member now named replaces the one named before."""
    said = reader.plain(last)
    carried = {name: reader.weight(name) * _CARRIED for name in reader.stored(said)}
    entities = reader.lists.entities
    subjects = reader.subjects(said)
    kept = subjects - entities if asking.subjects & entities else subjects
    return replace(
        asking,
        features=_joined(asking.features, carried),
        words=(*asking.words, *(word for word in said if word not in asking.words)),
        subjects=asking.subjects | kept,
        focus=asking.focus or reader.focus(said),
        signs=replace(asking.signs, own=max(asking.signs.own, 1)),
    )


def _joined(now: Features, before: Features) -> Features:
    return {name: max(now.get(name, 0.0), before.get(name, 0.0)) for name in {**before, **now}}
