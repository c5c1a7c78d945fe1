"""The glossary: /tunghia, and a short explanation when a question that nothing else answers is just a term."""

from handlers.conversation import Replies, Turn, read_number, say
from handlers.messages import Choice, Kind, Outgoing
from handlers.offers import entry_choice, entry_choices
from handlers.texts import terms as texts
from handlers.welcome import greet_stranger
from knowledge.handbook import shipped
from knowledge.knowledge_base import SURE, Reply
from knowledge.outline import say_sources
from knowledge.terms import Term
from storage import inbox

COMMAND = "/tunghia"
PAGE = 10  # terms in one message


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("term")) is not None:
        return _pressed(turn, parts)
    command, _, named = turn.text.partition(" ")
    if turn.incoming.kind is not Kind.TEXT or command.lower() != COMMAND:
        return None
    return [*greet_stranger(turn), *(_look_up(turn, named.strip()) if named.strip() else [listing(0)])]


def find_explanation(turn: Turn, reply: Reply) -> Outgoing | None:
    """The term that the typed text asks for and nothing more, when no entry surely answers it better; else None.

    `reply` is what the entries say; the questions it offers stay within reach.
    """
    is_sure = reply.outcome == "answer" and (reply.kind != "law" or reply.confidence >= SURE)
    term = None if is_sure else shipped().find_term(turn.text)
    if term is None:
        return None
    asked = inbox.record_asked(turn.unit, turn.contact.id, turn.text, "answer", f"term:{term.key}", 1.0, turn.now)
    shown, knowledge = explain(turn, term), turn.world.knowledge
    offered = [entry_choice(knowledge, item.entry, item.question) for item in reply.choices]
    return Outgoing(shown.text, (*shown.choices, *offered, Choice(f"ask:p:{asked}", texts.ASK_PERSON)))


def explain(turn: Turn, term: Term) -> Outgoing:
    knowledge = turn.world.knowledge
    text = texts.explanation(term.name, term.meaning, say_sources(term.citations, knowledge.registry))
    return Outgoing(text, tuple(entry_choices(knowledge, term.related)))


def listing(page: int) -> Outgoing:
    """Terms by taps, in the order of the file: those of one matter stand together."""
    terms = shipped().terms
    offered = terms[page * PAGE : (page + 1) * PAGE] or terms[:PAGE]
    choices = [_choice(term) for term in offered]
    if terms[(page + 1) * PAGE :]:
        choices.append(Choice(f"term:list:{page + 1}", texts.MORE))
    return Outgoing(texts.LIST, tuple(choices))


def _look_up(turn: Turn, typed: str) -> Replies:
    term = shipped().find_term(typed)
    if term is not None:
        return [explain(turn, term)]
    near = shipped().near_terms(typed)
    return [Outgoing(texts.NEAR, tuple(_choice(item) for item in near))] if near else say(texts.NOT_FOUND)


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    match parts:
        case ["list", page]:
            return [listing(read_number(page) or 0)]
        case ["show", key]:
            found = next((term for term in shipped().terms if term.key == key), None)
            return say(texts.GONE) if found is None else [explain(turn, found)]
        case _:
            return say(texts.GONE)


def _choice(term: Term) -> Choice:
    return Choice(f"term:show:{term.key}", term.name)
