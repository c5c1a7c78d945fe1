"""Looking up an article by command: /dieu 23 2012. Its buttons lead to the other law and to the articles beside it."""

import re

from handlers.ask import open_entry
from handlers.conversation import Replies, Turn, say
from handlers.messages import Kind, Outgoing
from handlers.offers import entry_choice
from handlers.official import show_article
from handlers.texts import articles as texts
from handlers.welcome import greet_stranger
from knowledge.documents import LAW_2012, LAW_2023, Document
from knowledge.knowledge_base import KnowledgeBase
from knowledge.vietnamese import fold, nfc
from knowledge.when import find_documents

COMMAND = "/dieu"
_ARTICLE = re.compile(r"(?<![\w/])(?:khoan \d+[a-z]? )?(?:dieu )?(?:so )?(\d{1,3}[a-z]?)(?![\w/])")
_YEAR = re.compile(r"(?<![\w/])(2012|2023)(?![\w/])")
_NUMBER = re.compile(r"\d+/\d{4}")


def handle(turn: Turn) -> Replies | None:
    command, _, named = turn.text.partition(" ")
    if turn.incoming.kind is not Kind.TEXT or command.lower() != COMMAND:
        return None
    return [*greet_stranger(turn), *(_look_up(turn, named) if named.strip() else [_how(turn)])]


def _how(turn: Turn) -> Outgoing:
    knowledge = turn.world.knowledge
    first = ((LAW_2023, texts.FIRST_2023), (LAW_2012, texts.FIRST_2012))
    return Outgoing(texts.HOW, tuple(entry_choice(knowledge, f"{law}#1", label) for law, label in first))


def _look_up(turn: Turn, named: str) -> Replies:
    knowledge = turn.world.knowledge
    document, rest = _find_document(named, knowledge, old_leads=turn.world.leading_law == "2012")
    if document is None:
        return say(texts.UNKNOWN_LAW)
    found = _ARTICLE.search(rest)
    if found is None:
        return [_how(turn)]
    key = f"{document.number}#{found[1].lower()}"
    if key in knowledge.articles:
        return open_entry(turn, knowledge.token(key))
    if (official := show_article(turn, document.number, found[1].lower())) is not None:
        return official
    numbers = knowledge.registry.articles(document.number)
    if found[1].lower() in numbers or not numbers:
        return say(texts.no_summary(document.name, found[1]))
    return say(texts.no_such_article(document.name, len(numbers)))


def _find_document(named: str, knowledge: KnowledgeBase, *, old_leads: bool) -> tuple[Document | None, str]:
    """The document that is named (the law in force when none is), and the rest of the text without accents."""
    text = fold(nfc(named))
    mentions = find_documents(named, knowledge.registry)
    for start, end, document in mentions:
        return document, f"{text[:start]} {text[end:]}"
    if (bare := _NUMBER.search(text)) is not None:
        return knowledge.registry.find(bare[0]), f"{text[: bare.start()]} {text[bare.end() :]}"
    year = _YEAR.search(text)
    rest = _YEAR.sub(" ", text)
    law = {"2012": LAW_2012, "2023": LAW_2023}[year[1]] if year else LAW_2012 if old_leads else LAW_2023
    return knowledge.registry[law], rest
