"""Reading a typed message: its sentences, which of them ask, and the words meant, ready to be searched."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from knowledge.abbreviations import expand
from knowledge.spacing import Spacing
from knowledge.spelling import Spelled, Speller
from knowledge.vietnamese import fold, words
from knowledge.wordlists import Match, Phrases, Together, WordLists, outermost

MAX_CHARACTERS = 3000
"""Longer messages are read at both ends only: the question of a story stands at its beginning or its end."""

_SENTENCE_END = re.compile(r"(?<=[?!…])\s+|(?<=[.;])\s+(?=\D)|\n+")
_MARKS = "?!….;\n"
"""Where none of these stands inside a text, it is one sentence."""
_KEY_AFTER_MARK = re.compile(r"(\w)([?!.,;:)]+)([sfrxj])(?=\s|$)")
"""A Telex tone key typed after the mark that ends the word: 'nao?f' is 'naof?'."""
_ASKING = Phrases(
    (phrase, "")
    for phrase in (
        "gì", "nào", "sao", "mấy", "bao nhiêu", "bao lâu", "bao giờ", "khi nào", "thế nào", "ra sao", "ai", "ở đâu",
        "đâu",
        "hay không", "phải không", "được không", "có không", "đúng không", "không ạ", "chưa ạ", "có được", "có phải",
        "có cần", "có bị", "hỏi", "không", "chưa",
    )
)  # fmt: skip
_ENUMERATIONS = (
    (["hợp", "tác", "xã", "liên", "hiệp", "hợp", "tác", "xã"], 3),
    (["thành", "viên", "hợp", "tác", "xã", "thành", "viên"], 2),
)
"""Laws say 'thành viên, hợp tác xã thành viên' where people mean the member; only the first words are a subject."""
_MILD_WEIGHT = 0.5
_STORY_WEIGHT = 0.65
_UNSURE_WEIGHT = 0.8
_FOLD_WEIGHT = 0.4
_PAIR_WEIGHT = 0.4
_LOOSE_PAIR_WEIGHT = 0.2
_CONCEPT_WEIGHT = 0.9

Features = dict[str, float]
"""What a text is made of, and how much each part counts: words 'vốn', letters '~von', pairs 'vốn góp', '#meaning'."""


class Named(NamedTuple):
    """What the word lists find in some words: kinds of message, subjects, what is wanted, fillers, meanings, question
    words; overlapping ones too, each by their starts."""

    kinds: list[Match]
    subjects: list[Match]
    focus: list[Match]
    fillers: list[Match]
    concepts: list[Match]
    asking: list[Match]


class Sentence(NamedTuple):
    """One sentence of a message. `words` are those meant, in order, `named` is what the word lists find in them;
    `asks` is True when it has a question mark or a question word."""

    text: str
    spelled: tuple[Spelled, ...]
    words: list[str]
    asks: bool
    named: Named


class Reader:
    """Turns text into sentences and features; immutable."""

    def __init__(self, lists: WordLists, speller: Speller) -> None:
        self.lists = lists
        self.speller = speller
        self._spacing = Spacing(lists, speller)
        self._named = Together(
            [lists.kinds, lists.subjects, lists.focus, lists.filler_phrases, lists.concepts, _ASKING]
        )  # as Named has them

    def sentences(self, text: str) -> list[Sentence]:
        """The sentences of a message, short forms written out and accents put back; empty ones are dropped."""
        if len(text) > MAX_CHARACTERS:
            text = f"{text[: MAX_CHARACTERS // 2]}\n{text[-MAX_CHARACTERS // 2 :]}"
        if text.isascii():
            text = _KEY_AFTER_MARK.sub(r"\1\3\2", text)
        inner = text.strip()[:-1]
        parts = _SENTENCE_END.split(text) if any(mark in inner for mark in _MARKS) else [text]
        read = map(self._sentence, parts)
        return [sentence for sentence in read if sentence.spelled]

    def _sentence(self, text: str) -> Sentence:
        spelled = tuple(self.speller.correct(expand(self._spacing.words(text), self.lists)))
        meant = [s.word for s in spelled]
        if len(kept := _without_enumeration(meant)) < len(meant):
            spelled, meant = tuple([spelled[at] for at in kept]), [meant[at] for at in kept]
        named, text = self.named(meant), text.strip()
        return Sentence(text, spelled, meant, text.endswith("?") or bool(named.asking), named)

    def named(self, meant: list[str]) -> Named:
        """What the word lists find in some words."""
        return Named(*self._named.find(meant))

    def question(self, sentences: Iterable[Sentence]) -> Features:
        """Features of a whole message; in a story, what only leads up to the question counts less."""
        features: Features = {}
        for sentence, weight in asking_first(sentences):
            found = self.features(sentence.spelled, sentence.named)
            if mild := self._mild_words(sentence):
                for name in found:
                    found[name] *= _MILD_WEIGHT if mild.issuperset(name.lstrip("#~").split()) else 1.0
            if not features and weight == 1.0:
                features = found
                continue
            for name, value in found.items():
                features[name] = max(features.get(name, 0.0), value * weight)
        return features

    def _mild_words(self, sentence: Sentence) -> set[str]:
        """The words of subjects that weigh less, unless nothing else is asked about."""
        mild = [(i, n) for i, n, name in outermost(sentence.named.subjects) if name in self.lists.mild]
        return {word for i, n in mild for word in sentence.words[i : i + n]} - {"hợp", "tác", "xã"} if mild else set()

    def features(self, spelled: Iterable[Spelled], named: Named) -> Features:
        """Words, pairs and meanings of one sentence, without what carries no subject; `named` is of its words.

        A word whose accents are not sure is also looked for by its letters.
        """
        kept = list(spelled)
        meant = [word for _, word, _ in kept]
        concepts = named.concepts
        if named.fillers:
            dropped = {at for start, length, _ in named.fillers for at in range(start, start + length)}
            kept = [s for at, s in enumerate(kept) if at not in dropped]
            meant = [word for _, word, _ in kept]
            concepts = self.lists.concepts.find(meant)
        fillers = self.lists.filler_words
        features: Features = {}
        for _, word, sure in kept:
            if word in fillers:
                continue
            if sure:
                features[word] = 1.0
            else:
                features[word] = max(features.get(word, 0.0), _UNSURE_WEIGHT)
                features[self.letters(word)] = _FOLD_WEIGHT
        before, told = "", False
        for word in meant:
            tells = word not in fillers
            if tells and told:
                features[f"{before} {word}"] = _PAIR_WEIGHT
            elif before and (weight := self._pair_weight(before, word)):
                features[f"{before} {word}"] = weight
            before, told = word, tells
        for name in self._meanings(meant, concepts):
            features[name] = _CONCEPT_WEIGHT
        return features

    def subjects(self, meant: list[str]) -> frozenset[str]:
        """Whom or what the words are about; 'vốn điều lệ' hides 'điều lệ'."""
        return names_of(self.lists.subjects.longest(meant))

    def focus(self, meant: list[str]) -> frozenset[str]:
        """What is wanted: a number, a time, papers, who decides … (words/focus.toml)."""
        return names_of(self.lists.focus.find(meant))

    @staticmethod
    def letters(word: str) -> str:
        """The feature a word has by its letters alone."""
        return f"~{fold(word)}"

    def plain(self, text: str) -> list[str]:
        """The words of a text of our own, which needs no repair beyond accents left out."""
        typed = expand(words(text), self.lists)
        if text.isascii() and len(typed) >= 3:
            typed = [s.word for s in self.speller.correct(typed)]
        return [typed[at] for at in _without_enumeration(typed)]

    def stored(self, meant: list[str]) -> list[str]:
        """The features of a text of our own, each once; the letters of its words are left to the index."""
        fillers = self.lists.filler_words
        dropped = self.lists.filler_phrases.covered(meant)
        kept = [word for at, word in enumerate(meant) if at not in dropped] if dropped else meant
        single = [word for word in kept if word not in fillers]
        pairs = [f"{a} {b}" for a, b in pairwise(kept) if a not in fillers or b not in fillers]
        return list(dict.fromkeys((*single, *pairs, *self._meanings(kept, self.lists.concepts.find(kept)))))

    def weight(self, name: str) -> float:
        """What a feature of a text whose words are sure counts."""
        if name[0] == "#":
            return _CONCEPT_WEIGHT
        first, _, second = name.partition(" ")
        return self._pair_weight(first, second) if second else 1.0

    def _pair_weight(self, first: str, second: str) -> float:
        """A pair with a filler counts less, unless the two are one word ('trường hợp'); two fillers count nothing."""
        fillers = self.lists.filler_words
        telling = (first not in fillers) + (second not in fillers)
        if telling == 2 or (telling and (first, second) in self.speller.compounds):
            return _PAIR_WEIGHT
        return _LOOSE_PAIR_WEIGHT if telling else 0.0

    def _meanings(self, meant: list[str], concepts: list[Match]) -> list[str]:
        """One word of a compound does not mean what it means alone ('kiện' in 'điều kiện')."""
        return [f"#{name}" for start, length, name in concepts if length > 1 or not self._is_bound(meant, start)]

    def _is_bound(self, meant: list[str], at: int) -> bool:
        compounds = self.speller.compounds
        before = at > 0 and (meant[at - 1], meant[at]) in compounds
        return before or (at + 1 < len(meant) and (meant[at], meant[at + 1]) in compounds)


def _without_enumeration(text: list[str]) -> list[int]:
    """Positions of the words, without the second half of the pairs that laws name together."""
    places = list(range(len(text)))
    if "viên" not in text and "hiệp" not in text:
        return places
    for phrase, kept in _ENUMERATIONS:
        if any(text.count(word) < phrase.count(word) for word in phrase[-2:]):
            continue
        at = 0
        while at + len(phrase) <= len(places):
            if [text[place] for place in places[at : at + len(phrase)]] == phrase:
                del places[at + kept : at + len(phrase)]
            at += 1
    return places


def asking_first(sentences: Iterable[Sentence]) -> list[tuple[Sentence, float]]:
    """Sentences with what each counts; question marks tell what a story asks, question words where there is none."""
    rows = list(sentences)
    if len(rows) == 1:
        return [(rows[0], 1.0)]
    marked = [s.text.endswith("?") for s in rows]
    asks = marked if any(marked) else [s.asks for s in rows]
    return [(s, 1.0 if ask or not any(asks) else _STORY_WEIGHT) for s, ask in zip(rows, asks, strict=True)]


def names_of(matches: Iterable[Match]) -> frozenset[str]:
    """The groups of some matches."""
    return frozenset([name for _, _, name in matches])


def is_word(name: str) -> bool:
    """Whether a feature is a single word, not letters, a pair or a meaning."""
    return name[0] not in "~#" and " " not in name
