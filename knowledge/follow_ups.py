"""Questions that lean on the last answer: 'thế còn liên hiệp?', 'bao lâu?', 'ở đâu?'.

They are written out whole from the last question, and then read like any other: 'Thành lập hợp tác xã cần bao nhiêu
thành viên' and 'thế còn liên hiệp' make 'thành lập liên hiệp hợp tác xã cần bao nhiêu thành viên'.
"""

from dataclasses import dataclass

from knowledge.reading import Reader, Sentence
from knowledge.vietnamese import fold
from knowledge.wordlists import Phrases

_LONG_OPENINGS = ("thế còn", "vậy còn", "thế thì", "vậy thì")
_OPENINGS = Phrases((text, "") for text in (*_LONG_OPENINGS, "còn", "thế", "vậy", "rồi", "nếu"))
_OPENING_LETTERS = Phrases((fold(text), "") for text in _LONG_OPENINGS)
"""Two words are told by their letters too: accents put back may be others ("thể còn")."""
_ENDINGS = Phrases((text, "") for text in ("thì sao", "thì thế nào", "thì như thế nào", "sao", "thế nào"))
_ASKED = Phrases((text, "") for text in ("những gì", "gì", "nào", "không", "thế nào", "như thế nào", "là gì", "sao"))
_COOPERATIVE = ["hợp", "tác", "xã"]
_UNION = "union"
_SHORT = 3
_OPENED = 6


def leans(sentences: list[Sentence], reader: Reader) -> bool:
    """Whether a message says too little by itself: hardly a telling word, or few after 'thế còn'."""
    meant = [word for s in sentences for word in s.words]
    telling = [w for w in meant if w not in reader.lists.filler_words]
    return len(telling) <= _SHORT or (opens(meant) and len(telling) <= _OPENED)


def opens(meant: list[str]) -> bool:
    """Whether a message begins as people go on from an answer."""
    return _opening(meant) > 0


def _opening(meant: list[str]) -> int:
    """How many words at the beginning only go on from an answer."""
    found = [*_OPENINGS.find(meant), *_OPENING_LETTERS.find([fold(word) for word in meant[:2]])]
    return max((length for start, length, _ in found if start == 0), default=0)


@dataclass(frozen=True, slots=True)
class Written:
    """A question written out. `asks_the_same` of another body or other people; else it asks something else."""

    text: str
    asks_the_same: bool


def write_out(meant: list[str], last: str, reader: Reader) -> Written:
    """The question meant, from the words typed and the question answered last.

    A body alone takes the place of the one asked about; a group of people that of the members; what else is said
    takes the place of how the last question asked.
    """
    said = _bare(meant)
    before = reader.plain(last)
    subjects = reader.lists.subjects.longest(said)
    if not subjects or _besides(said, subjects, reader):
        return Written(" ".join([*_without(before, reader.lists.focus, _ASKED), *said]), False)
    start, length, name = subjects[0]
    phrase = said[start : start + length]
    if name in _bodies(reader):
        return Written(" ".join(_exchanged(before, _body(before, reader), _full(phrase, name))), True)
    return Written(" ".join(_exchanged(before, _alike(before, phrase), phrase)), True)


def _bare(meant: list[str]) -> list[str]:
    """The words without those that only go on from an answer."""
    said = meant[_opening(meant) :]
    for length in sorted((n for start, n, _ in _ENDINGS.find(said) if start + n == len(said)), reverse=True)[:1]:
        said = said[:-length]
    return said or meant


def _besides(said: list[str], subjects: list[tuple[int, int, str]], reader: Reader) -> list[str]:
    """Telling words outside the subjects."""
    covered = {at for start, length, _ in subjects for at in range(start, start + length)}
    rest = [word for at, word in enumerate(said) if at not in covered]
    return [word for word in rest if word not in reader.lists.filler_words and word not in _COOPERATIVE]


def _bodies(reader: Reader) -> frozenset[str]:
    return reader.lists.entities | {_UNION}


def _full(phrase: list[str], name: str) -> list[str]:
    return ["liên", "hiệp", *_COOPERATIVE] if name == _UNION else phrase


def _body(before: list[str], reader: Reader) -> tuple[int, int]:
    """Where the last question names a body: another one first, else the cooperative; at the end when none."""
    for start, length, name in reader.lists.subjects.longest(before):
        if name in _bodies(reader):
            return start, length
    for at in range(len(before) - 2):
        if before[at : at + 3] == _COOPERATIVE:
            return at, 3
    return len(before), 0


def _alike(before: list[str], phrase: list[str]) -> tuple[int, int]:
    """Where the last question has the first two words of a subject, such as 'thành viên'; before all when nowhere."""
    for at in range(len(before) - 1):
        if before[at : at + 2] == phrase[:2]:
            return at, 2
    return 0, 0


def _exchanged(before: list[str], place: tuple[int, int], phrase: list[str]) -> list[str]:
    start, length = place
    return [*before[:start], *phrase, *before[start + length :]]


def _without(before: list[str], *asked: Phrases) -> list[str]:
    covered = {at for phrases in asked for at in phrases.covered(before)}
    return [word for at, word in enumerate(before) if at not in covered]
