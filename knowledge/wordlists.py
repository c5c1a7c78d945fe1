"""The word lists of the content folder: short forms, words with the same meaning, fillers, and kinds of message."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knowledge.vietnamese import fold, words


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A short form with a second meaning, taken when one of these words stands before it.

    For a dialect word: its meaning, not taken when one of `before` stands after it or one of `after` before it.
    """

    meaning: tuple[str, ...]
    before: frozenset[str]
    after: frozenset[str] = frozenset()


Match = tuple[int, int, str]
"""A phrase in a list of words: where it starts, how many words it has, its group."""


class _Node:
    """The phrases that begin with the same words: the names of those that end here, and how they go on."""

    __slots__ = ("names", "next")

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self.next: dict[str, _Node] = {}


class _Joint:
    """The same of several lists; each name with the number of its list."""

    __slots__ = ("names", "next")

    def __init__(self) -> None:
        self.names: tuple[tuple[int, str], ...] = ()
        self.next: dict[str, _Joint] = {}


class Phrases:
    """Phrases found in a list of words; each carries the name of its group. `first` is the tree of their words."""

    def __init__(self, phrases: Iterable[tuple[str, str]] = ()) -> None:
        self.first: dict[str, _Node] = {}
        for phrase, name in phrases:
            following, node = self.first, _Node()
            for word in words(phrase):
                node = following.setdefault(word, _Node())
                following = node.next
            node.names += (name,)

    def find(self, text: list[str]) -> list[Match]:
        """All phrases, also overlapping ones; by their starts."""
        return [(start, end - start, name) for start, end, node in self._walk(text) for name in node.names]

    def longest(self, text: list[str]) -> list[Match]:
        """The phrases that do not stand inside a longer one."""
        return outermost(self.find(text))

    def covered(self, text: list[str]) -> set[int]:
        """Positions of the words that belong to some phrase."""
        return {at for start, end, _ in self._walk(text) for at in range(start, end)}

    def _walk(self, text: list[str]) -> list[tuple[int, int, _Node]]:
        """Where phrases start and end, shorter ones first where several start at one word."""
        found = []
        size = len(text)
        for start, node in enumerate(map(self.first.get, text)):
            if node is None:
                continue
            end = start + 1
            while node is not None:
                if node.names:
                    found.append((start, end, node))
                node = node.next.get(text[end]) if end < size else None
                end += 1
        return found


class Together:
    """Several lists of phrases as one tree, so that words are walked once for all of them: most of the time goes not
    into comparing words but into fetching one tree after the other from memory."""

    def __init__(self, lists: Sequence[Phrases]) -> None:
        self._size = len(lists)
        self._first: dict[str, _Joint] = {}
        for number, phrases in enumerate(lists):
            _join(self._first, phrases.first, number)

    def find(self, text: list[str]) -> list[list[Match]]:
        """What each of the lists finds, in their order, as `Phrases.find` gives it."""
        found: list[list[Match]] = [[] for _ in range(self._size)]
        size = len(text)
        for start, node in enumerate(map(self._first.get, text)):
            end = start + 1
            while node is not None:
                for number, name in node.names:
                    found[number].append((start, end - start, name))
                node = node.next.get(text[end]) if end < size else None
                end += 1
        return found


def _join(into: dict[str, _Joint], following: Mapping[str, _Node], number: int) -> None:
    for word, node in following.items():
        joint = into.setdefault(word, _Joint())
        joint.names += tuple((number, name) for name in node.names)
        _join(joint.next, node.next, number)


def outermost(matches: list[Match]) -> list[Match]:
    """Those of the matches, by their starts, that do not stand inside a longer one."""
    found: list[Match] = []
    last = reach = -1
    for match in matches:
        start, end = match[0], match[0] + match[1]
        if start == last and end > reach:  # it begins as the one before, which stands inside it
            found = [row for row in found if row[0] != start]
        if end > reach:
            last, reach = start, end
        if (start, end) == (last, reach):
            found.append(match)
    return found


@dataclass(frozen=True, slots=True)
class WordLists:
    """All lists, in canonical spelling. Empty lists are allowed: the search then knows no short forms or synonyms.

    `settled` remembers what words mean whatever stands beside them; it is filled while reading.
    `phrases` are all of them together, for the spelling to know words that the legal texts do not hold.
    """

    short: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settled: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False)
    ambiguous: Mapping[str, Ambiguous] = field(default_factory=dict)
    dialect: Mapping[str, Ambiguous] = field(default_factory=dict)
    english: Mapping[str, str] = field(default_factory=dict)
    longest_english: int = 0
    concepts: Phrases = field(default_factory=Phrases)
    filler_phrases: Phrases = field(default_factory=Phrases)
    filler_words: frozenset[str] = frozenset()
    subjects: Phrases = field(default_factory=Phrases)
    focus: Phrases = field(default_factory=Phrases)
    entities: frozenset[str] = frozenset()
    mild: frozenset[str] = frozenset()
    kinds: Phrases = field(default_factory=Phrases)
    whole: Mapping[str, str] = field(default_factory=dict)
    around: frozenset[str] = frozenset()
    elsewhere: Phrases = field(default_factory=Phrases)
    phrases: tuple[tuple[str, ...], ...] = ()
    replies: Mapping[str, str] = field(default_factory=dict)


def load_words(folder: Path) -> WordLists:
    """Read content/words; a missing file leaves its list empty."""
    short, synonyms = _toml(folder / "abbreviations.toml"), _toml(folder / "synonyms.toml")
    fillers, kinds = _toml(folder / "fillers.toml"), _toml(folder / "kinds.toml")
    about, focus = _toml(folder / "subjects.toml"), _toml(folder / "focus.toml")
    subjects: dict[str, list[str]] = about.get("subjects", {})
    unless: dict[str, dict[str, Any]] = short.get("unless_after", {})
    whole: dict[str, Any] = kinds.get("whole", {})
    english = {" ".join(words(k)): v for k, v in _toml(folder / "english.toml").get("words", {}).items()}
    return WordLists(
        short={key: tuple(words(value)) for key, value in short.get("words", {}).items()},
        ambiguous={
            key: Ambiguous(tuple(words(row["meaning"])), frozenset(w for b in row["before"] for w in words(b)))
            for key, row in unless.items()
        },
        english=english,
        longest_english=max((len(phrase.split()) for phrase in english), default=0),
        dialect={
            key: Ambiguous(
                tuple(words(row["meaning"])),
                frozenset(row.get("unless_before", ())),
                frozenset(row.get("unless_after", ())),
            )
            for key, row in short.get("dialect", {}).items()
        },
        concepts=Phrases((phrase, group[0]) for group in synonyms.get("groups", []) for phrase in group),
        filler_phrases=Phrases((phrase, "") for phrase in fillers.get("phrases", [])),
        filler_words=frozenset(words(fillers.get("words", ""))),
        focus=Phrases((phrase, name) for name, rows in focus.items() for phrase in rows),
        entities=frozenset(about.get("entities", [])),
        mild=frozenset(about.get("mild", [])),
        subjects=Phrases((phrase, name) for name, rows in subjects.items() for phrase in rows),
        kinds=Phrases((phrase, kind) for kind, rows in kinds.items() if isinstance(rows, list) for phrase in rows),
        whole={fold(" ".join(words(t))): kind for kind, rows in whole.items() if isinstance(rows, list) for t in rows},
        around=frozenset(fold(word) for word in str(whole.get("around", "")).split()),
        elsewhere=Phrases((t, row["ask"]) for row in kinds.get("elsewhere", {}).values() for t in row["words"]),
        phrases=tuple(tuple(words(text)) for text in _known_texts(synonyms, fillers, kinds, short)),
        replies=dict(kinds.get("replies", {})),
    )


def _known_texts(
    synonyms: dict[str, Any], fillers: dict[str, Any], kinds: dict[str, Any], short: dict[str, Any]
) -> Iterator[str]:
    """All accented phrases of the lists, from which the spelling learns words that the legal texts may not hold."""
    yield "điều khoản điểm luật nghị định thông tư quyết định"
    for group in (*synonyms.get("groups", []), *(rows for rows in kinds.values() if isinstance(rows, list))):
        yield from group
    yield from fillers.get("phrases", [])
    yield from fillers.get("words", "").split()
    yield from short.get("words", {}).values()


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
