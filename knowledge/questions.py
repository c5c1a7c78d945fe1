"""Understanding one message: what kind it is, which law and time, one question or two, look-up or search."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple, Protocol

from knowledge.answer import resolve_date
from knowledge.documents import LAW_2012, LAW_2023, Document, Registry
from knowledge.english import translate
from knowledge.entries import Article, Entry
from knowledge.follow_ups import leans, opens, write_out
from knowledge.index import Index
from knowledge.kinds import Kind, read_signs, whole_kind
from knowledge.lookup import Place, find_place
from knowledge.parts import Part, split_questions
from knowledge.reading import Features, Reader, Sentence, asking_first, names_of
from knowledge.replies import Context
from knowledge.search import NAMES, Asking, Candidate, Found, search
from knowledge.vietnamese import words
from knowledge.when import Asked, find_asked, find_documents, law_words
from knowledge.wordlists import outermost

# Outcomes by cost: a wrong answer costs more than a tap on a choice, and handing off costs a person's time.
CHOICES_FROM = 0.12
UNSIGNED_CHOICES_FROM = 0.2
GUESS_FROM = 0.3
"""From here on the likeliest answer is given as a guess, with other questions beside it: on new questions it is right
more than four times in ten, and who sees that it is wrong has the choices at hand, so it costs less than choices alone.
Only where no word points to another field."""
OTHER_ANSWER_FROM = 0.6
NEAR_ANSWER_FROM = 0.8
SETTING_ANSWER_FROM = 0.85
"""A message with words of another field must come closer, one with words of a neighbouring field, of which we know
little, more so, and most of all one in which a cooperative seems to be only the setting."""
UNSIGNED_ANSWER_FROM = 0.9
"""So must a message without any word of our field, also to be offered choices: most such messages are not ours."""
TWO_FROM = 0.6
"""Each of two questions in one message must be answered this surely by itself."""
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


class Outlook(NamedTuple):
    """What a message comes to: candidates to answer with, others to offer, and why.

    `translated` when it was English.
    """

    kind: Kind
    asked: Asked
    confidence: float = 0.0
    answers: tuple[Candidate, ...] = ()
    offered: tuple[Candidate, ...] = ()
    explanation: tuple[str, ...] = ()
    translated: bool = False
    elsewhere: str = ""


class Message(NamedTuple):
    """A message read but not yet answered: its sentences, kind, law and time, the article named, what to search."""

    sentences: list[Sentence]
    kind: Kind
    asked: Asked
    place: Place | None
    asking: Asking


def read_message(text: str, on: date, library: Library) -> Message:
    """Read a typed message on day `on`; never raises, whatever is typed."""
    reader = library.reader
    mentions = find_documents(text, library.registry)
    sentences = reader.sentences(_without(text, mentions))
    meant = [word for sentence in sentences for word in sentence.words]
    told = [word for sentence, weight in asking_first(sentences) if weight == 1 for word in sentence.words]
    named = sentences[0].named if len(sentences) == 1 else reader.named(meant)
    named_asking = named if len(told) == len(meant) else reader.named(told)
    signs, kind = read_signs(sentences, meant, named.kinds, named_asking.kinds, reader.lists)
    kind = whole_kind(sentences, reader.lists) or kind
    asked = find_asked(meant, [d for _, _, d in mentions], on)
    place = find_place(meant, asked.named)
    named_place = f"{place.document}#{place.article}" if place and place.document else None
    if asked.named in (LAW_2012, LAW_2023):
        sentences = _without_law(sentences, reader)
    asking = Asking(
        reader.question(sentences),
        asked.named,
        named_place,
        names_of(outermost(named.subjects)),
        names_of(named_asking.focus),
        signs,
        _documents_of_the_day(asked, on, library.registry),
    )
    return Message(sentences, kind, asked, place, asking)


def _without_law(sentences: list[Sentence], reader: Reader) -> list[Sentence]:
    """The sentences without the words that only name the law asked about, where enough is left to be a question."""
    cut = []
    for sentence in sentences:
        dropped = law_words(sentence.words)
        kept = [at for at in range(len(sentence.words)) if at not in dropped]
        if dropped and len(kept) > _BARE:
            spelled, meant = tuple([sentence.spelled[at] for at in kept]), [sentence.words[at] for at in kept]
            sentence = sentence._replace(spelled=spelled, words=meant, named=reader.named(meant))
        cut.append(sentence)
    return cut


@lru_cache(maxsize=256)
def _documents_of_the_day(asked: Asked, on: date, registry: Registry) -> frozenset[str]:
    """What was in force at the time asked about, and the document named, in force or not."""
    day = resolve_date(registry, on, asked.as_of, asked.named)
    return frozenset(d.number for d in registry if d.in_force(day) or d.number == asked.named)


def _last_question(context: Context | None, library: Library) -> str | None:
    """What was answered last: the question of an entry, the heading of an article."""
    key = context.last_entry if context and context.last_entry else ""
    if key in library.entries:
        return library.entries[key].question
    return library.articles[key].heading if key in library.articles else None


def understand(
    text: str, on: date, library: Library, context: Context | None = None, explaining: bool = False
) -> Outlook:
    """Decide what to do with a message; never raises, whatever is typed."""
    message = read_message(text, on, library)
    if message.kind == "foreign" and (meant := translate([w.lower() for w in words(text)], library.reader.lists)):
        return understand(meant, on, library, context, explaining)._replace(translated=True)
    if message.place is not None and (found := _look_up(message.place, message.asked, library)) is not None:
        return found
    if message.kind != "law":
        return Outlook(message.kind, message.asked)
    own = _search(message, library, explaining)
    found = _leaning(message, own, on, library, context, explaining) or own
    return found if found.answers else found._replace(elsewhere=_elsewhere(message, library.reader))


def _elsewhere(message: Message, reader: Reader) -> str:
    """Whom to ask about a message of another field; '' when no word tells the field."""
    meant = [word for sentence in message.sentences for word in sentence.words]
    return next((ask for _, _, ask in reader.lists.elsewhere.longest(meant)), "")


def _leaning(
    message: Message, own: Outlook, on: date, library: Library, context: Context | None, explaining: bool
) -> Outlook | None:
    """What a message comes to that leans on the last answer, where it does and that is likelier than what it says."""
    last = _last_question(context, library)
    meant = [word for sentence in message.sentences for word in sentence.words]
    if context is None or last is None or not leans(message.sentences, library.reader):
        return None
    if own.answers and not opens(meant):
        return None
    written = write_out(meant, last, library.reader)
    whole = read_message(written.text, on, library)
    if whole.kind != "law":
        return None
    asking = whole.asking._replace(without=context.last_entry)  # who goes on from an answer wants another one
    found = _search(whole._replace(asked=message.asked, asking=asking), library, explaining)
    if not written.asks_the_same:  # most words were not typed just now, so that they prove little
        found = found._replace(answers=())
    is_likelier = found.confidence >= (CHOICES_FROM if opens(meant) else own.confidence)
    return found if is_likelier and (found.answers or found.offered) else None


def _without(text: str, mentions: list[tuple[int, int, Document]]) -> str:
    """The text without document numbers, which say where to look and not for what; alone they are all there is."""
    if not mentions:
        return text
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
    found = [Candidate(library.index.item(key), 1.0, 1.0) for key in keys]
    asked = asked._replace(named=place.document) if place.document else asked
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
    ours = message.asking.signs.own or message.asked.named
    if first < (CHOICES_FROM if ours else UNSIGNED_CHOICES_FROM):
        return Outlook(kind, message.asked, first, explanation=explanation)
    answers = _answers(found, message, library) if first >= _answer_from(message) else ()
    return Outlook("law", message.asked, first, answers, found.candidates, explanation)


def _answer_from(message: Message) -> float:
    """The confidence from which a message is answered."""
    signs = message.asking.signs
    if not (signs.own or message.asked.named):
        return UNSIGNED_ANSWER_FROM
    if signs.setting:
        return SETTING_ANSWER_FROM
    if signs.near:
        return NEAR_ANSWER_FROM
    return OTHER_ANSWER_FROM if signs.other else GUESS_FROM


def _answers(found: Found, message: Message, library: Library) -> tuple[Candidate, ...]:
    """One answer, or two when two questions each ask something else and each is answered surely."""
    firsts = []
    for part in split_questions(message.sentences, library.reader):
        own = search(_part_asking(part, message.asking, library.reader), library.index)
        if own.candidates and own.candidates[0].confidence >= TWO_FROM:
            firsts.append(own.candidates[0])
    distinct = list({c.item.key: c for c in firsts}.values())
    return tuple(distinct[:2]) if len(distinct) >= 2 else found.candidates[:1]


def _part_asking(part: Part, asking: Asking, reader: Reader) -> Asking:
    meant = [s.word for s in part]
    named = reader.named(meant)
    return asking._replace(
        features=reader.features(part, named),
        focus=names_of(named.focus),
        subjects=names_of(outermost(named.subjects)) or asking.subjects,
    )


def explain(found: Found, features: Features, index: Index) -> tuple[str, ...]:
    """Why the candidates stand in this order: what the question was read as, and each candidate's scores."""
    weights = sorted(((w * index.idf.get(n, 0.0), n) for n, w in features.items()), reverse=True)
    lines = ["read as: " + ", ".join(f"{name} {weight:.1f}" for weight, name in weights[:20])]
    for c, row, at in list(zip(found.candidates, found.rows.tolist(), found.wordings, strict=True))[:5]:
        fields = index.matched_fields(c.item, features)
        measures = ", ".join(f"{name} {value:.2f}" for name, value in zip(NAMES, row, strict=True))
        lines.append(f"{c.item.key}: {c.score:.3f} ({measures}); nearest {c.item.phrases[at]!r}; fields {fields}")
    if found.measures is not None:
        lines.append(f"confidence {found.candidates[0].confidence:.2f} from {found.measures}")
    return tuple(lines)
