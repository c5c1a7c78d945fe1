"""How alike two questions are, and which questions ask the same: for putting the askers of one question together.

The words are read as the search reads them (accents put back, short forms written out): "bao gio mo lop ke toan" and
"Khi nào mở lớp kế toán ạ?" come together. Joining what is not the same sends somebody the answer to another question,
which is worse than one question too many in the staff's list: so bodies, numbers and names that differ keep two apart.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from knowledge.knowledge_base import KnowledgeBase
from knowledge.reading import asking_first
from knowledge.spelling import Spelled
from knowledge.vietnamese import fold, is_plain_syllable

ALIKE = 0.62
"""From this likeness on two questions are taken for one.

On the wordings of the shipped entries: of pairs of one entry 19 in 100 come together (they were written to differ); of
1,345 wordings of other entries some one came this near in 22 of 100 tries, so among 50 open questions in about 1.
"""
_SAME_SPELLING = 88
"""Words without a meaning in common this alike in spelling (0..100) are taken for one: names typed with a slip."""

_FILLER = 0.4
_ADDRESSED = frozenset({"alliance"})
"""Bodies that are spoken to as often as about: "Liên minh ơi, bao giờ …"."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a question is made of: its telling words and meanings with what each counts, its bodies and its numbers.

    `strange` are words no entry knows: names of places and people. `letters` are all words as they were typed, without
    accents: what putting accents back made of a word without them may not be what was meant.
    """

    weights: dict[str, float]
    letters: dict[str, float]
    bodies: frozenset[str]
    numbers: frozenset[str]
    strange: frozenset[str]


class Likeness:
    """Compares questions by the words that a knowledge base knows; remembers what it read."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self._reader, self._index = knowledge.reader, knowledge.index
        self._fillers = frozenset(fold(word) for word in self._reader.lists.filler_words)
        self.read = lru_cache(maxsize=4000)(self._read)

    def _read(self, text: str) -> Signature:
        """The signature of a question as it was typed; empty for a text without a telling word."""
        sentences = self._reader.sentences(text)
        told = [[_believed(s) for s in sentence.spelled] for sentence, weight in asking_first(sentences) if weight == 1]
        meant = [word for sentence in told for word in sentence]
        weights: dict[str, float] = {}
        for sentence_words in told:
            weights |= self._weigh(sentence_words)
        return Signature(
            weights,
            self._weigh_letters(fold(s.typed) for sentence in sentences for s in sentence.spelled),
            self._reader.subjects(meant) & self._index.entities - _ADDRESSED,
            frozenset(re.findall(r"\d+", " ".join(meant))),
            frozenset(fold(w) for w in meant if w not in self._index.idf and w not in self._reader.lists.filler_words),
        )

    def _weigh(self, meant: list[str]) -> dict[str, float]:
        """Telling words by their letters, each phrase with a known meaning as that meaning alone."""
        lists, idf, unknown = self._reader.lists, self._index.idf, self._index.unknown
        dropped = lists.filler_phrases.covered(meant)
        named = [(start, length, f"#{name}") for start, length, name in lists.concepts.longest(meant)]
        inside = {at for start, length, _ in named for at in range(start, start + length)}
        weights = {name: idf.get(name, unknown) for _, _, name in named}
        for at, word in enumerate(meant):
            if at not in dropped and at not in inside and word not in lists.filler_words:
                weights[fold(word)] = idf.get(word, unknown)
        return weights

    def _weigh_letters(self, typed: Iterable[str]) -> dict[str, float]:
        """Every word by its letters; those of fillers count little, because they may be another word's too."""
        unknown, idf = self._index.unknown, self._index.idf
        return {w: idf.get(f"~{w}", unknown) * (_FILLER if w in self._fillers else 1.0) for w in typed}

    def between(self, one: Signature, other: Signature) -> float:
        """0 (nothing in common, or a body, a number or a name that differs) to 1 (the same words)."""
        if one.bodies != other.bodies or _apart(one.numbers, other.numbers) or _named_apart(one, other):
            return 0.0
        return max(_shared(one.weights, other.weights), _shared(one.letters, other.letters))


def _shared(one: dict[str, float], other: dict[str, float]) -> float:
    """How much of the weight of both is in both, 0..1."""
    total = sum(one.values()) + sum(other.values())
    return 2 * sum(min(w, other[name]) for name, w in one.items() if name in other) / total if total else 0.0


def _believed(spelled: Spelled) -> str:
    """The word meant; what has other letters and can be Vietnamese is left as typed: entries do not know every word."""
    plain = fold(spelled.typed)
    return spelled.typed if plain != fold(spelled.word) and is_plain_syllable(plain) else spelled.word


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Both say which, and nothing of it is the same."""
    return bool(one) and bool(other) and one.isdisjoint(other)


def _named_apart(one: Signature, other: Signature) -> bool:
    """Both name a place or a person, and no name of the one is spelled like one of the other."""
    if not one.strange or not other.strange:
        return False
    return not any(fuzz.ratio(a, b) >= _SAME_SPELLING for a in one.strange for b in other.strange)


def nearest(new: Signature, known: Sequence[Iterable[Signature]], likeness: Likeness) -> int | None:
    """Which of the groups a question belongs to, by its nearest member; None when none is alike.

    No member may differ from it in body, number or name: who asks without a place stands with one place only.
    """
    best, at = 0.0, None
    for number, members in enumerate(known):
        likes = [likeness.between(new, member) for member in members]
        near = max(likes) if likes and min(likes) > 0 else 0.0
        if near > best:
            best, at = near, number
    return at if best >= ALIKE else None


def group(texts: Sequence[str], likeness: Likeness) -> list[list[int]]:
    """Positions of texts that ask the same, in the order in which each group was first asked."""
    groups: list[list[int]] = []
    read = [likeness.read(text) for text in texts]
    for at, signature in enumerate(read):
        found = nearest(signature, [[read[n] for n in members] for members in groups], likeness)
        if found is None:
            groups.append([at])
        else:
            groups[found].append(at)
    return groups
