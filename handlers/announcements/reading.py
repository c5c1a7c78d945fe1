"""One typed line -> to whom. Pure: what places, tags and rounds there are comes in as a Lexicon.

The line is read word by word, accents or not. Conditions of one kind are alternatives ("xã A, xã B": either), of
different kinds all must hold ("nông nghiệp, xã A"), "hoặc" between different kinds, and a semicolon anywhere, begin
another group, and "trừ" turns round what follows, as long as it speaks of the same kind of thing. Words that mean
nothing here are told back: an announcement must never go to more people than its author meant.
"""

import re
from dataclasses import dataclass, field

from handlers.announcements.segments import Tree, dimension, join
from handlers.announcements.words import (
    FILLERS,
    NEGATIONS,
    OR_WORDS,
    Found,
    Lexicon,
    match_answered,
    match_members,
    match_phrase,
    match_place,
    match_tag,
    match_word,
)
from handlers.texts import segments as texts
from knowledge.vietnamese import fold, nfc

LONGEST = 500  # characters
WORD = re.compile(r"[^\W_]+|;")
Read = Tree | str
"""The tree, or a sentence that says what could not be understood."""


@dataclass(slots=True)
class _Reader:
    """Where the reading stands: the groups so far, and what the words before mean for the next condition."""

    groups: list[list[tuple[Tree, bool]]] = field(default_factory=lambda: [[]])
    negated: str | None = None  # None: not; "": what comes; else the dimension that is turned round
    may_split: bool = False
    last: str = ""
    unknown: list[str] = field(default_factory=list)
    trouble: str = ""

    def take(self, leaf: Tree) -> None:
        kind = dimension(leaf)
        if self.may_split and kind != self.last:
            self.groups.append([])
        if self.negated is not None and self.negated not in ("", kind):
            self.negated = None
        if self.negated == "":
            self.negated = kind
        self.groups[-1].append((leaf, self.negated is not None))
        self.may_split, self.last = False, kind


def read_segment(line: str, lexicon: Lexicon) -> Read:
    """What a line says; words that are not understood make it a kind sentence instead."""
    line = nfc(line)
    if len(line) > LONGEST:
        return texts.TOO_LONG
    if any(bracket in line for bracket in "()[]"):
        return texts.NO_BRACKETS
    written = WORD.findall(line)
    reader = _Reader()
    words, place = [fold(word) for word in written], 0
    last_unknown = len(words)
    while place < len(words) and not reader.trouble:
        here, count = place, len(reader.unknown)
        place += _step(reader, words[place:], written[place], lexicon)
        if len(reader.unknown) > count:
            if here == last_unknown + 1:  # "xa muong so" is one name that is not known, not three words
                reader.unknown[-2:] = [" ".join(reader.unknown[-2:])]
            last_unknown = here
    return _finish(reader)


def _step(reader: _Reader, words: list[str], written: str, lexicon: Lexicon) -> int:
    """Read what the words begin with; how many they were."""
    group = words[: words.index(";")] if ";" in words else words  # no condition reaches into the next group
    found = _find(group, lexicon)
    if found is not None:
        _note(reader, found, lexicon)
        return found.words
    if words[0] == ";":
        reader.groups.append([])
        reader.negated, reader.last = None, ""
        return 1
    if length := match_word(words, OR_WORDS):
        reader.may_split, reader.negated = True, None
    elif length := match_word(words, NEGATIONS):
        reader.negated = ""
    elif not (length := match_word(words, FILLERS)):
        reader.unknown.append(written)
        return 1
    return length


def _find(words: list[str], lexicon: Lexicon) -> Found | None:
    if words[:3] == ["hop", "tac", "xa"] or words[:1] == ["htx"]:
        return None  # the end of it is no "xã"
    found = [
        match_answered(words, lexicon, texts.NO_ROUND),
        match_members(words),
        match_tag(words, lexicon),
        match_phrase(words),
        match_place(words, lexicon),
    ]
    return max((one for one in found if one is not None), key=lambda one: one.words, default=None)


def _note(reader: _Reader, found: Found, lexicon: Lexicon) -> None:
    if found.leaf is not None:
        reader.take(found.leaf)
    elif found.trouble == texts.NO_ROUND:
        reader.trouble = found.trouble
    else:
        several = [name for name, _ in lexicon.places[found.trouble]]
        reader.trouble = texts.several_places(found.trouble, several)


def _finish(reader: _Reader) -> Read:
    if reader.trouble:
        return reader.trouble
    if reader.unknown:
        return texts.not_understood(reader.unknown)
    groups = [group for group in reader.groups if group]
    if not groups or any(not leaf and negated for group in groups for leaf, negated in group):
        return texts.NOTHING_SAID
    trees = [_build(group) for group in groups]
    return {} if {} in trees else join("any", _distinct(trees))


def _build(group: list[tuple[Tree, bool]]) -> Tree:
    kept: dict[str, list[Tree]] = {}
    for leaf, negated in group:
        if leaf and not negated and leaf not in kept.setdefault(dimension(leaf), []):
            kept[dimension(leaf)].append(leaf)
    parts = [part for kind, same in kept.items() for part in (same if kind == "members" else [join("any", same)])]
    return join("all", parts + _distinct([{"not": leaf} for leaf, negated in group if negated]))


def _distinct(trees: list[Tree]) -> list[Tree]:
    return [tree for place, tree in enumerate(trees) if tree not in trees[:place]]
