"""The official text of an article, page by page, where the alliance has loaded it (python -m scripts.import_law)."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from handlers.conversation import Replies, Turn, say
from handlers.messages import Choice, Outgoing
from handlers.offers import entry_choice
from handlers.texts import official as texts
from handlers.texts.times import day
from knowledge.documents import Citation
from knowledge.lawtext import Paragraph, paginate, write_paragraphs
from storage import laws
from storage.laws import OfficialArticle

AREA = "law"
MOST_BUTTONS = 2  # articles under one answer
LONGEST_PAGE = 1650  # characters: two screens of a phone, and what the channel with the shortest messages holds
SHORTEST_LIMIT = 2000  # characters of a message where a channel's own limit is not known
AROUND = 350  # characters kept free for heading, source and choices


def official_choices(turn: Turn, places: Iterable[Citation]) -> list[Choice]:
    """Buttons to the official texts of cited articles, those that are loaded, the first cited first."""
    asked = list(dict.fromkeys((c.document, c.article) for c in places))
    there = laws.available(turn.unit, asked) if asked else set()
    found = [place for place in asked if place in there][:MOST_BUTTONS]
    named = len({document for document, _ in found}) > 1
    return [Choice(_name(place, 0), texts.open_text(place[1], place[0] if named else "")) for place in found]


def handle(turn: Turn) -> Replies | None:
    parts = turn.pressed(AREA)
    if parts is None:
        return None
    return _show(turn, *parts[:3]) if len(parts) >= 3 else say(texts.GONE)


def show_article(turn: Turn, document: str, article: str) -> Replies | None:
    """The first page of an article's official text; None where it is not loaded."""
    found = laws.find_article(turn.unit, document, article)
    return None if found is None else [_page(turn, found, 0)]


def _show(turn: Turn, document: str, article: str, page: str) -> Replies:
    number = next((d.number for d in turn.world.knowledge.registry if _short(d.number) == document), None)
    wanted = article.replace("dd", "đ")
    found = None if number is None else laws.find_article(turn.unit, number, wanted)
    if found is None or not page.isdecimal() or len(page) > 4:
        return say(texts.GONE)
    return [_page(turn, found, int(page))]


def _page(turn: Turn, found: OfficialArticle, at: int) -> Outgoing:
    pages = paginate(write_paragraphs(Paragraph(*row) for row in found.body), _page_size(turn))
    at = min(at, len(pages) - 1)
    place = (found.text.number, found.number)
    steps = [(at - 1, texts.PREVIOUS)] if at else []
    steps += [(at + 1, texts.NEXT)] if at + 1 < len(pages) else []
    choices = [Choice(_name(place, to), label) for to, label in steps]
    knowledge = turn.world.knowledge
    if (key := f"{place[0]}#{place[1]}") in knowledge.articles:
        choices.append(entry_choice(knowledge, key, texts.SUMMARY))
    text = found.text
    ends = day(date.fromisoformat(text.effective_to)) if text.effective_to else None
    source = texts.source(text.title, text.source, day(date.fromisoformat(text.effective_from)), ends)
    head = texts.heading(found.number, found.heading, at + 1, len(pages))
    return Outgoing(f"{head}\n\n{pages[at]}\n\n{source}", tuple(choices))


def _page_size(turn: Turn) -> int:
    limit = turn.world.text_limits.get(turn.contact.channel, SHORTEST_LIMIT)
    return min(limit - AROUND, LONGEST_PAGE)


def _name(place: tuple[str, str], page: int) -> str:
    """A button's id. Document numbers have letters that ids cannot hold: a few characters of a hash stand for them."""
    document, article = place
    return f"{AREA}:{_short(document)}:{article.replace('đ', 'dd')}:{page}"


def _short(document: str) -> str:
    return sha256(document.encode()).hexdigest()[:12]
