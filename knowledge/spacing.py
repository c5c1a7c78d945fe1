"""Spaces left out, typed inside a word, or hit a letter too early or too late: 'thànhviên', 'th ành', 'hợpt ác'.

Only where a piece is no word that is known; among the ways to cut the letters there the likeliest wins, as it stands or
not.
"""

from collections.abc import Iterator

from knowledge.remembering import Remembered
from knowledge.spelling import Speller
from knowledge.telex import repair
from knowledge.vietnamese import canonical, pieces
from knowledge.wordlists import WordLists

_SPACE_COST = 3.0
_LONGEST = 24
_MOST_PARTS = 5
_LONGEST_WORD = 7
_MOST_LOOKED_AT = 6


class Spacing:
    """Cuts letters into words the texts know; immutable but for what it remembers."""

    def __init__(self, lists: WordLists, speller: Speller) -> None:
        self._lists = lists
        self._speller = speller
        self._standing = Remembered(self._find_standing, 20_000)
        self._cuts = Remembered(self._find_cuts, 5_000)

    def words(self, text: str) -> list[str]:
        """The words of a text in canonical form, cut anew where that is likelier than as they were typed."""
        typed = pieces(text)
        standing = list(map(self._standing.__getitem__, typed))
        if all(standing):
            return standing
        found: list[str] = []
        at = 0
        while at < len(typed):
            if all(standing[at : at + 2]):
                found.append(standing[at])
                at += 1
                continue
            taken, parts = self._cut(typed, at, found[-1:])
            found += map(canonical, parts)
            at += taken
        return found

    def _cut(self, typed: list[str], at: int, before: list[str]) -> tuple[int, list[str]]:
        """How many typed pieces to take at a place, and the words they are."""
        options = [(1, typed[at : at + 1]), *self._options(typed, at)]
        if len(options) == 1:
            return options[0]
        end = at + 3
        costs = [
            self._speller.cost([*before, *map(canonical, (*parts, *typed[at + taken : end]))])
            + (_SPACE_COST if number else 0.0)
            for number, (taken, parts) in enumerate(options)
        ]
        return options[min(range(len(options)), key=costs.__getitem__)]

    def _options(self, typed: list[str], at: int) -> Iterator[tuple[int, list[str]]]:
        """Other cuts of one piece by itself, and of it together with the next."""
        if not self._standing[typed[at]]:
            yield from ((1, list(parts)) for parts in self._cuts[typed[at]] if len(parts) > 1)
        if at + 1 < len(typed):
            pieces = typed[at : at + 2]
            yield from ((2, list(parts)) for parts in self._cuts["".join(pieces)] if list(parts) != pieces)

    def _find_standing(self, piece: str) -> str:
        """The word a piece is in canonical form, '' when it needs another cut: it is no known word or short form, no
        number, no keys of an input method."""
        word = canonical(piece)
        key = word.replace("đ", "d")
        stands = (
            word in self._speller
            or word.isdigit()
            or key in self._lists.short
            or word in self._lists.dialect
            or (word.isascii() and (word in self._lists.english or self._speller.knows_fold(word)))
            or repair(word) != word
        )
        return word if stands else ""

    def _find_cuts(self, letters: str) -> tuple[tuple[str, ...], ...]:
        """The likeliest ways to cut letters into known words, each word by itself."""
        if len(letters) > _LONGEST:
            return ()
        found = sorted(self._parts(letters, _MOST_PARTS), key=lambda parts: sum(map(self._word_cost, parts)))
        return tuple(found[:_MOST_LOOKED_AT])

    def _parts(self, letters: str, most: int) -> Iterator[tuple[str, ...]]:
        if self._is_part(letters):
            yield (letters,)
        if most == 1:
            return
        for cut in range(1, min(len(letters), _LONGEST_WORD + 1)):
            if self._is_part(letters[:cut]):
                for rest in self._parts(letters[cut:], most - 1):
                    yield (letters[:cut], *rest)

    def _is_part(self, letters: str) -> bool:
        """A known word: with accents as they are typed, without any by its letters, if it has more than one."""
        if letters.isascii():
            return letters.isdigit() or (len(letters) > 1 and self._speller.knows_fold(letters))
        return canonical(letters) in self._speller

    def _word_cost(self, word: str) -> float:
        return self._speller.cost([canonical(word)])
