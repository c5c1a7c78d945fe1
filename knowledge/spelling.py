"""Putting accents back and undoing slips, with what the knowledge base's own texts say is likely.

Each typed word has candidates (itself, the accented forms of the same letters, words one slip away); the best chain
of candidates under a model of word pairs wins. A word typed with accents that the texts know is never changed.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from knowledge.vietnamese import fold, has_accent, is_syllable, split_tone

_BEAM = 5
_SLIP_COST = 3.0
_ACCENT_COST = 1.5
_UNKNOWN_COST = 9.0
_WHOLE_COST = 3.0
_RARE = 2.0
_ACCENTED_SHARE = 0.4
_PAIR_SHARE = 0.85
_BOUND_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word as it will be searched. `sure` is False when accents were put back or a slip was undone."""

    typed: str
    word: str
    sure: bool


class Speller:
    """Word and word-pair counts of accented texts; immutable after building."""

    def __init__(self, texts: Iterable[list[str]]) -> None:
        self._counts: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            self._counts.update(text)
            self._pairs.update(pairwise(text))
        self._total = sum(self._counts.values()) or 1
        self._forms: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._counts, key=lambda w: -self._counts[w]):
            self._forms[fold(word)].append(word)
        self._near: dict[str, list[str]] = defaultdict(list)
        for bare in self._forms:
            for shape in _shorter(bare):
                self._near[shape].append(bare)
        self._candidates = lru_cache(maxsize=20000)(self._find_candidates)
        self._pair_cost = lru_cache(maxsize=50000)(self._find_pair_cost)

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def is_compound(self, first: str, second: str) -> bool:
        """Whether two words stand together so often that they are one ('điều kiện', 'thành viên')."""
        together = self._pairs.get((first, second), 0)
        return together >= 2 and together >= _BOUND_SHARE * min(self._counts[first], self._counts[second])

    def knows_fold(self, word: str) -> bool:
        """Whether the texts hold the word with any accents."""
        return fold(word) in self._forms

    def correct(self, typed: list[str]) -> list[Spelled]:
        """The most likely words meant, one per typed word."""
        accented = sum(has_accent(word) for word in typed) >= _ACCENTED_SHARE * len(typed)
        chain = self._best_chain([self._candidates(word, accented) for word in typed])
        return [Spelled(t, w, t == w and (accented or self._is_settled(t))) for t, w in zip(typed, chain, strict=True)]

    def _is_settled(self, word: str) -> bool:
        """A word that has no other reading: typed with accents, or the only word of its letters."""
        return has_accent(word) or len(self._forms.get(fold(word), ())) <= 1

    def _find_candidates(self, word: str, in_accented: bool) -> tuple[tuple[str, float], ...]:
        """Readings of a typed word with their costs; `in_accented` when the message around it carries accents."""
        bare, accented = fold(word), has_accent(word)
        if word.isdigit() or (accented and word in self._counts):
            return ((word, 0.0),)
        whole = is_syllable(word) and (_toneful(word) if accented else in_accented)
        cost = _ACCENT_COST if accented or in_accented else 0.0
        found = dict.fromkeys(self._forms.get(bare, ())[:8], cost)
        if whole:
            found[word] = 0.0
        if (not found or accented) and len(bare) >= 3 and bare.isalpha():
            for form, slip in self._slip_forms(word, bare):
                found.setdefault(form, slip + (_WHOLE_COST if whole else 0.0))
        found.setdefault(word, _UNKNOWN_COST if found else 0.0)
        return tuple(sorted(found.items(), key=lambda item: item[1] + self._word_cost(item[0]))[:8])

    def _slip_forms(self, word: str, bare: str) -> Iterator[tuple[str, float]]:
        for near in self._slips(bare):
            for form in self._forms[near][:4]:
                yield form, _SLIP_COST + (0.0 if _keeps_accents(word, form) else 1.5)

    def _slips(self, bare: str) -> set[str]:
        """Known words one slip away: a letter lost, doubled, changed, or two letters swapped."""
        near = {other for shape in _shorter(bare) for other in self._near.get(shape, ())}
        near.update(other for other in self._near.get(bare, ()))
        near.update(shape for shape in _shorter(bare) if shape in self._forms)
        return {other for other in near if other != bare and abs(len(other) - len(bare)) <= 1}

    @lru_cache(maxsize=20000)  # noqa: B019  (a speller lives as long as the process)
    def _word_cost(self, word: str) -> float:
        return -math.log(self._share(word))

    def _share(self, word: str) -> float:
        """How often a word stands in the texts; one they do not know but that can be Vietnamese is a rare word."""
        count = self._counts[word] or (_RARE if is_syllable(word) else 0.1)
        return count / self._total

    def _find_pair_cost(self, first: str, second: str) -> float:
        alone = self._share(second)
        seen = self._counts[first]
        together = self._pairs.get((first, second), 0) / seen if seen else 0.0
        return -math.log(_PAIR_SHARE * together + (1 - _PAIR_SHARE) * alone)

    def _best_chain(self, choices: list[tuple[tuple[str, float], ...]]) -> list[str]:
        """Viterbi over the candidates, keeping the best few chains at each word."""
        steps: list[list[tuple[float, str, int]]] = []
        last: list[tuple[float, str]] = [(0.0, "")]
        for options in choices:
            row = [self._step(last, word, cost) for word, cost in options]
            row.sort()
            steps.append(row[:_BEAM])
            last = [(total, word) for total, word, _ in row[:_BEAM]]
        return list(_walk_back(steps))

    def _step(self, last: list[tuple[float, str]], word: str, cost: float) -> tuple[float, str, int]:
        if len(last) == 1:
            return (last[0][0] + cost + self._pair_cost(last[0][1], word), word, 0)
        totals = [before + self._pair_cost(first, word) for before, first in last]
        best = min(range(len(totals)), key=totals.__getitem__)
        return (totals[best] + cost, word, best)


def _walk_back(steps: list[list[tuple[float, str, int]]]) -> Iterator[str]:
    chain, at = [], 0
    for row in reversed(steps):
        _, word, at_before = row[at]
        chain.append(word)
        at = at_before
    return reversed(chain)


def _shorter(bare: str) -> set[str]:
    """The word with each letter left out in turn, which words one slip apart have in common."""
    return {bare[:i] + bare[i + 1 :] for i in range(len(bare))}


def _toneful(word: str) -> bool:
    """A syllable closed by a stop must carry a tone; without one some accent was lost."""
    return not (word.endswith(("c", "ch", "p", "t")) and not split_tone(word)[1])


def _keeps_accents(typed: str, form: str) -> bool:
    """Whether every accented letter typed is also in the candidate."""
    return all(char in form for char in typed if not char.isascii())
