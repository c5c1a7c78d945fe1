"""Understanding one message: what kind it is, which law and time, one question or two, look-up or search."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from knowledge.documents import LAW_2012, LAW_2023, Document, Registry
from knowledge.entries import Article, Entry
from knowledge.index import Index
from knowledge.kinds import Kind, read_signs
from knowledge.lookup import Place, find_place
from knowledge.reading import Features, Reader, Sentence, asking_first
from knowledge.replies import Context
from knowledge.search import Asking, Candidate, Found, search
from knowledge.vietnamese import words
from knowledge.when import Asked, find_asked, find_documents

# Outcomes by cost: a wrong answer costs more than a tap on a choice, and handing off costs a person's time. Chosen on
# the same questions the confidence is fitted on.
ANSWER_FROM = 0.5
CHOICES_FROM = 0.12
TWO_FROM = 0.6
NEARLY_SAME = 0.75
# A message without any word of our field must come closer: most such messages are not ours.
UNSIGNED_ANSWER_FROM = 0.85
UNSIGNED_CHOICES_FROM = 0.4
ALIKE_FROM = 0.5
SETTING_SURE = 0.85

_FOLLOW_UPS = ("thế còn", "vậy còn", "còn", "thế", "vậy", "rồi", "thế thì", "vậy thì", "nếu")
_SHORT_QUESTION = 3
_LEANING = 0.5
_BARE = 7
"""Up to so many words beside a document's number, the document itself is asked about."""


class Library(Protocol):
    """What understanding needs of the knowledge base."""

    registry: Registry
    reader: Reader
    index: Index
    entries: dict[str, Entry]
    articles: dict[str, Article]

    def citing(self, document: str, article: str) -> tuple[Entry, ...]:
        """The entries that cite an article."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a message comes to: candidates to answer with, others to offer, and why."""

    kind: Kind
    asked: Asked
    confidence: float = 0.0
    answers: tuple[Candidate, ...] = ()
    offered: tuple[Candidate, ...] = ()
    explanation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A message read but not yet answered: its sentences, signs, law and time, the article named, what to search."""

    sentences: list[Sentence]
    kind: Kind
    asked: Asked
    place: Place | None
    asking: Asking
    leans: bool = False


def read_message(text: str, on: date, library: Library, context: Context | None = None) -> Message:
    """Read a typed message on day `on`; never raises, whatever is typed."""
    reader = library.reader
    mentions = find_documents(text, library.registry)
    sentences = reader.sentences(_without(text, mentions))
    signs, kind = read_signs(sentences, reader.lists)
    meant = [word for sentence in sentences for word in sentence.words]
    asked = find_asked(meant, [d for _, _, d in mentions], on)
    place = find_place(meant, asked.named)
    features, leans = _leaning(sentences, reader.question(sentences), library, context)
    named_place = f"{place.document}#{place.article}" if place and place.document else None
    told = [word for sentence, weight in asking_first(sentences) if weight == 1 for word in sentence.words]
    asking = Asking(
        features, tuple(told), asked.named, named_place, reader.subjects(meant), reader.focus(told), signs
    )
    return Message(sentences, kind, asked, place, asking, leans)


def understand(
    text: str, on: date, library: Library, context: Context | None = None, explaining: bool = False
) -> Outlook:
    """Decide what to do with a message; never raises, whatever is typed."""
    message = read_message(text, on, library, context)
    if message.place is not None and (found := _look_up(message.place, message.asked, library)) is not None:
        return found
    if message.kind != "law":
        return Outlook(message.kind, message.asked)
    return _search(message, library, explaining)


def _without(text: str, mentions: list[tuple[int, int, Document]]) -> str:
    """The text without document numbers, which say where to look and not for what; alone they are all there is."""
    rest = text
    for start, end, _ in sorted(mentions, key=lambda m: -m[0]):
        figures = " ".join(part for part in text[start:end].split("/") if part.strip().isdigit())
        rest, text = f"{rest[:start]} {rest[end:]}", f"{text[:start]} {figures} {text[end:]}"
    return rest if len(words(rest)) > _BARE else text


def _look_up(place: Place, asked: Asked, library: Library) -> Outlook | None:
    """The article itself when the message asks for nothing else; without a law named, both laws' articles."""
    if not place.bare and not (place.document and place.clause):
        return None
    documents = [place.document] if place.document else [LAW_2023, LAW_2012]
    keys = [key for document in documents for key in _keys_of(document, place.article, library)]
    if not keys:
        return Outlook("law", asked) if place.document and place.bare else None
    found = [Candidate(library.index.item(key), 1.0, 1.0, key) for key in keys]
    asked = replace(asked, named=place.document) if place.document else asked
    return Outlook("law", asked, 0.95, tuple(found[:1]), tuple(found[1:]), (f"look-up of {keys}",))


def _keys_of(document: str, article: str, library: Library) -> list[str]:
    """The article's summary, then the entries that cite it."""
    key = f"{document}#{article}"
    summary = [key] if key in library.articles else []
    return summary + [entry.key for entry in library.citing(document, article)]


def _search(message: Message, library: Library, explaining: bool) -> Outlook:
    found, signs = search(message.asking, library.index), message.asking.signs
    explanation = explain(found, message.asking.features, library.index) if explaining else ()
    kind: Kind = "other_field" if (signs.other or signs.setting) else "law"
    if not found.candidates:
        return Outlook(kind, message.asked, explanation=explanation)
    first = found.candidates[0].confidence
    if first < CHOICES_FROM:
        return Outlook(kind, message.asked, first, explanation=explanation)
    answers = _answers(found, message.sentences, message.asking, library) if first >= ANSWER_FROM else ()
    return Outlook("law", message.asked, first, answers, found.candidates, explanation)


def _answers(found: Found, sentences: list[Sentence], asking: Asking, library: Library) -> tuple[Candidate, ...]:
    """One answer, or two when two sentences each ask something else and each is answered surely."""
    questions = [s for s in sentences if s.text.endswith("?")]
    if not 2 <= len(questions) <= 3:
        return found.candidates[:1]
    firsts = []
    for sentence in questions:
        part = replace(asking, features=library.reader.features(sentence.spelled), words=tuple(sentence.words), focus=library.reader.focus(sentence.words))
        own = search(part, library.index)
        if own.candidates and own.candidates[0].confidence >= TWO_FROM:
            firsts.append(own.candidates[0])
    distinct = list({c.item.key: c for c in firsts}.values())
    return tuple(distinct[:2]) if len(distinct) >= 2 else found.candidates[:1]


def _leaning(
    sentences: list[Sentence], features: Features, library: Library, context: Context | None
) -> tuple[Features, bool]:
    """A short question that leans on the last answer takes the last question's words along, at half weight."""
    last = library.entries.get(context.last_entry or "") if context else None
    if last is None or not _leans(sentences, library.reader):
        return features, False
    before = library.reader.features(library.reader.plain(last.question))
    joined = {n: max(features.get(n, 0.0), before.get(n, 0.0) * _LEANING) for n in {**before, **features}}
    return joined, True


def _leans(sentences: list[Sentence], reader: Reader) -> bool:
    meant = [word for s in sentences for word in s.words]
    begins = " ".join(meant)
    own = [w for w in meant if w not in reader.lists.filler_words]
    return len(own) <= _SHORT_QUESTION or (begins.startswith(_FOLLOW_UPS) and len(own) <= 2 * _SHORT_QUESTION)


def explain(found: Found, features: Features, index: Index) -> tuple[str, ...]:
    """Why the candidates stand in this order: what the question was read as, and each candidate's scores."""
    weights = sorted(((w * index.idf.get(n, 0.0), n) for n, w in features.items()), reverse=True)
    lines = ["read as: " + ", ".join(f"{name} {weight:.1f}" for weight, name in weights[:20])]
    for c in found.candidates[:5]:
        fields = index.matched_fields(c.item, features)
        measures = ", ".join(f"{name} {value:.2f}" for name, value in c.measures.items())
        lines.append(f"{c.item.key}: {c.score:.3f} ({measures}); nearest {c.wording!r}; fields {fields}")
    if found.measures is not None:
        lines.append(f"confidence {found.candidates[0].confidence:.2f} from {found.measures}")
    return tuple(lines)
