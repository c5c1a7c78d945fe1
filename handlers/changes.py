"""What changed from the Law 2012 to the Law 2023, a topic at a time: /khacbiet."""

import re

from handlers.conversation import Replies, Turn, read_number, say
from handlers.messages import Choice, Kind, Outgoing
from handlers.texts import articles as texts
from handlers.welcome import greet_stranger
from knowledge.changes import Change
from knowledge.handbook import shipped
from knowledge.outline import say_sources
from knowledge.vietnamese import fold

COMMAND = "/khacbiet"
PAGE = 8  # topics in one message

_NEW, _OLD = (rf"luat (?:hop tac xa |htx )?(?:nam )?(?:{name})" for name in ("moi|2023", "cu|2012"))
_WHAT = r"(?: gi| cho nao| diem nao| the nao| nhu the nao| ra sao| o dau)?"
_WANTS = re.compile(
    rf"{_NEW} (?:co )?(?:gi )?(?:khac|thay doi)(?: biet)?(?: nhung)?{_WHAT}(?: so)?(?: voi)? {_OLD}{_WHAT}"
    rf"|so sanh (?:{_NEW} (?:va|voi) {_OLD}|{_OLD} (?:va|voi) {_NEW})"
    rf"|(?:cac |nhung )?diem (?:moi|khac|khac nhau|khac biet) (?:giua hai luat|cua {_NEW})"
)


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("change")) is not None:
        return _pressed(turn, parts)
    if turn.incoming.kind is not Kind.TEXT or not wants_changes(turn.text):
        return None
    return [*greet_stranger(turn), listing(0)]


def wants_changes(text: str) -> bool:
    """Whether a message asks for all the differences and not for one of them."""
    if text.split(" ")[0].lower() == COMMAND:
        return True
    said = " ".join(re.findall(r"\w+", fold(text).lower()))
    return len(said) <= 80 and _WANTS.fullmatch(said) is not None


def listing(page: int) -> Outgoing:
    """Topics by taps."""
    changes = shipped().changes
    if not changes[page * PAGE :]:
        page = 0
    choices = [
        Choice(f"change:show:{at}", changes[at].title) for at in range(len(changes))[page * PAGE : (page + 1) * PAGE]
    ]
    if changes[(page + 1) * PAGE :]:
        choices.append(Choice(f"change:list:{page + 1}", texts.MORE_CHANGES))
    return Outgoing(texts.CHANGES, tuple(choices))


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    changes = shipped().changes
    match parts:
        case ["list", page]:
            return [listing(read_number(page) or 0)]
        case ["show", number] if (at := read_number(number)) is not None and at < len(changes):
            return [_show(turn, at, changes[at])]
        case _:
            return say(texts.CHANGE_GONE)


def _show(turn: Turn, at: int, change: Change) -> Outgoing:
    total = len(shipped().changes)
    choices = [Choice(f"change:list:{at // PAGE}", texts.ALL_CHANGES)]
    if at:
        choices.insert(0, Choice(f"change:show:{at - 1}", texts.PREVIOUS))
    if at + 1 < total:
        choices.insert(0, Choice(f"change:show:{at + 1}", texts.NEXT))
    return Outgoing(say_change(turn, change, f"{at + 1}/{total}"), tuple(choices))


def say_change(turn: Turn, change: Change, number: str) -> str:
    registry = turn.world.knowledge.registry
    before = (change.before.text, say_sources(change.before.citations, registry))
    now = (change.now.text, say_sources(change.now.citations, registry))
    return texts.change(change.title, before, now, change.advice, change.unverified, number)
