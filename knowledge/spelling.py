"""Putting accents back and undoing slips, with what the knowledge base's own texts say is likely.

Each typed word has candidates (itself, the accented forms of the same letters, words one slip away); the best chain
of candidates under a model of word pairs wins. A word that stands as it was typed is looked at again only where it
stands in no known pair, and changed only into one that does.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from knowledge.mistyping import accents_cost, slip_cost, sounding_like
from knowledge.remembering import Remembered
from knowledge.vietnamese import fold, has_accent, is_syllable, split_tone

_BEAM = 5
_MOST_CANDIDATES = 8
_ACCENT_COST = 1.5
_UNKNOWN_COST = 9.0
_WHOLE_COST = 4.0
_KNOWN_COST = 6.0
"""What it costs, beside the slip, to read a word as another one: one that can be Vietnamese, one the texts know."""
_FITS_FROM = 2
"""A pair that stands in the texts this often is no chance."""
_MOST_SLIP = 4.0
"""A word that can stand is not read as one it takes a less likely slip than this to come from."""
_RARE = 2.0
_ACCENTED_SHARE = 0.4
_PAIR_SHARE = 0.85
_BOUND_SHARE = 0.12
_MOST_WORDS, _MOST_PAIRS = 20_000, 50_000
"""So many typed words and pairs of words are remembered."""

_BOTH = (True, False)
"""Among words with accents, and among words without."""

Choices = tuple[tuple[str, float], ...]
"""Readings of a typed word, each with what it costs."""

_Step = tuple[float, str, int]
"""The best way to a word: what it costs so far, the word, the place of the word before it in its row."""


class Spelled(NamedTuple):
    """A word as it will be searched. `sure` is False when accents were put back or a slip was undone."""

    typed: str
    word: str
    sure: bool


class Speller:
    """Word and word-pair counts of accented texts; immutable after building but for what it remembers.

    `compounds` are the pairs of words that stand together so often that they are one ('điều kiện', 'thành viên').
    """

    def __init__(self, texts: Iterable[list[str]]) -> None:
        self._counts: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            self._counts.update(text)
            self._pairs.update(pairwise(text))
        self._fitting = {pair for pair, count in self._pairs.items() if count >= _FITS_FROM}
        self.compounds = frozenset(pair for pair in self._fitting if self._is_bound(*pair))
        self._total = sum(self._counts.values()) or 1
        self._forms: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._counts, key=lambda w: -self._counts[w]):
            self._forms[fold(word)].append(word)
        self._near: dict[str, list[str]] = defaultdict(list)
        for bare in self._forms:
            for shape in _shorter(bare):
                self._near[shape].append(bare)
        self._accented = Remembered(has_accent, _MOST_WORDS)
        self._kept = Remembered(_as_typed, _MOST_WORDS)
        self._candidates = {a: Remembered(partial(self._find_candidates, in_accented=a), _MOST_WORDS) for a in _BOTH}
        self._others = {a: Remembered(partial(self._find_others, in_accented=a), _MOST_WORDS) for a in _BOTH}
        self._word_cost = Remembered(self._find_word_cost, _MOST_WORDS)
        self._pair_cost = Remembered(self._find_pair_cost, _MOST_PAIRS)

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def _is_bound(self, first: str, second: str) -> bool:
        """Whether two words that stand together more than once do so often enough to be one."""
        return self._pairs[first, second] >= _BOUND_SHARE * min(self._counts[first], self._counts[second])

    def knows_fold(self, word: str) -> bool:
        """Whether the texts hold the word with any accents."""
        return fold(word) in self._forms

    def correct(self, typed: list[str]) -> list[Spelled]:
        """The most likely words meant, one per typed word."""
        if not typed:
            return []
        accented = sum(map(self._accented.__getitem__, typed)) >= _ACCENTED_SHARE * len(typed)
        choices = list(map(self._candidates[accented].__getitem__, typed))
        chain = self._best_chain(choices)
        if self._add_others(choices, typed, chain, accented):
            chain = self._best_chain(choices)
        if accented and chain == typed:
            return list(map(self._kept.__getitem__, typed))
        return [Spelled(t, w, t == w and (accented or self._is_settled(t))) for t, w in zip(typed, chain, strict=True)]

    def cost(self, typed: list[str]) -> float:
        """How unlikely the likeliest reading of some words is, in nats."""
        candidates = self._candidates[any(map(self._accented.__getitem__, typed))]
        return self._weigh([candidates[word] for word in typed])[1]

    def _is_settled(self, word: str) -> bool:
        """A word that has no other reading: typed with accents, or the only word of its letters."""
        return self._accented[word] or len(self._forms.get(fold(word), ())) <= 1

    def _find_candidates(self, word: str, in_accented: bool) -> Choices:
        """Readings of a typed word with their costs; `in_accented` when the message around it carries accents."""
        bare, accented = fold(word), has_accent(word)
        if word.isdigit() or (accented and word in self._counts):
            return ((word, 0.0),)
        whole = is_syllable(word) and (_toneful(word) if accented else in_accented)
        if whole and accented:
            return ((word, 0.0),)
        cost = _ACCENT_COST if in_accented else 0.0
        found = {form: accents_cost(word, form) if accented else cost for form in self._forms.get(bare, ())[:8]}
        if whole:
            found[word] = 0.0
        if (not found or accented) and not whole and len(bare) >= 3 and bare.isalpha():
            for form, slip in self._slip_forms(word, bare):
                found.setdefault(form, slip)
        found.setdefault(word, _UNKNOWN_COST if found or not word.isalpha() else 0.0)
        return self._likeliest(found)

    def _likeliest(self, found: dict[str, float]) -> Choices:
        ranked = sorted(found.items(), key=lambda item: item[1] + self._word_cost[item[0]])
        return tuple(ranked[:_MOST_CANDIDATES])

    def _slip_forms(self, word: str, bare: str) -> Iterator[tuple[str, float]]:
        for near in self._slips(bare):
            for form in self._forms[near]:
                yield form, slip_cost(word, form)

    def _slips(self, bare: str) -> set[str]:
        """Known words one slip away: a letter lost, doubled, changed, two letters swapped, or written by ear."""
        near = {other for shape in _shorter(bare) for other in self._near.get(shape, ())}
        near.update(self._near.get(bare, ()))
        near.update(shape for shape in _shorter(bare) if shape in self._forms)
        near.update(other for other in sounding_like(bare) if other in self._forms)
        return near - {bare}

    def _add_others(self, choices: list[Choices], typed: list[str], chain: list[str], accented: bool) -> bool:
        """Widen the choices of the words that stand in no known pair by those one slip away that do."""
        known = list(map(self._pairs.__contains__, pairwise(chain)))
        fitting, found = self._fitting, False
        for at, (is_before, is_after) in enumerate(zip((False, *known), (*known, False), strict=True)):
            if is_before or is_after:
                continue
            before = chain[at - 1] if at else ""
            after = chain[at + 1] if at + 1 < len(chain) else ""
            others = self._others[accented][typed[at]]
            if more := [row for row in others if (before, row[0]) in fitting or (row[0], after) in fitting]:
                choices[at] = (*choices[at], *more)
                found = True
        return found

    def _find_others(self, word: str, in_accented: bool) -> Choices:
        """Words one slip away from one that can stand as it was typed."""
        bare = fold(word)
        if len(bare) < 2 or not bare.isalpha():
            return ()
        known = {form for form, _ in self._candidates[in_accented][word]}
        extra = _KNOWN_COST if word in self._counts else _WHOLE_COST
        found = dict(self._slip_forms(word, bare))
        if has_accent(word):
            found |= {form: accents_cost(word, form) for form in self._forms.get(bare, ())}
        return tuple((f, cost + extra) for f, cost in found.items() if cost <= _MOST_SLIP and f not in known)

    def _find_word_cost(self, word: str) -> float:
        return -math.log(self._share(word))

    def _share(self, word: str) -> float:
        """How often a word stands in the texts; one they do not know but that can be Vietnamese is a rare word."""
        count = self._counts[word] or (_RARE if is_syllable(word) or word.isdigit() else 0.1)
        return count / self._total

    def _find_pair_cost(self, pair: tuple[str, str]) -> float:
        first, second = pair
        alone = self._share(second)
        seen = self._counts[first]
        together = self._pairs.get(pair, 0) / seen if seen else 0.0
        return -math.log(_PAIR_SHARE * together + (1 - _PAIR_SHARE) * alone)

    def _best_chain(self, choices: list[Choices]) -> list[str]:
        """The likeliest words. One that has a single reading parts those before it from those after it, so only the
        stretches between such words are weighed, each with its neighbours."""
        chain = [options[0][0] for options in choices]
        end = 0
        for start in [at for at, options in enumerate(choices) if len(options) > 1]:
            if start < end:
                continue
            end = start + 1
            while end < len(choices) and len(choices[end]) > 1:
                end += 1
            chain[start : end + 1] = self._weigh(choices[start : end + 1], chain[start - 1] if start else "")[0]
        return chain

    def _weigh(self, choices: list[Choices], before: str = "") -> tuple[list[str], float]:
        """Viterbi over the candidates, keeping the best few chains at each word; the best chain and its cost."""
        row: list[_Step] = [(0.0, before, 0)]
        steps = []
        for options in choices:
            if len(row) == 1:
                total, first, _ = row[0]
                row = [(total + cost + self._pair_cost[first, word], word, 0) for word, cost in options]
            else:
                row = [self._step(row, word, cost) for word, cost in options]
            row.sort()
            del row[_BEAM:]
            steps.append(row)
        return _walk_back(steps), row[0][0]

    def _step(self, last: list[_Step], word: str, cost: float) -> _Step:
        totals = [before + self._pair_cost[first, word] for before, first, _ in last]
        least = min(totals)
        return (least + cost, word, totals.index(least))


def _as_typed(word: str) -> Spelled:
    return Spelled(word, word, sure=True)


def _walk_back(steps: list[list[_Step]]) -> list[str]:
    chain, at = [], 0
    for row in reversed(steps):
        _, word, at_before = row[at]
        chain.append(word)
        at = at_before
    return chain[::-1]


def _shorter(bare: str) -> set[str]:
    """The word with each letter left out in turn, which words one slip apart have in common."""
    return {bare[:i] + bare[i + 1 :] for i in range(len(bare))}


def _toneful(word: str) -> bool:
    """A syllable closed by a stop must carry a tone; without one some accent was lost."""
    return not (word.endswith(("c", "ch", "p", "t")) and not split_tone(word)[1])
