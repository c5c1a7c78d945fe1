"""Why the assistant answered as it did: staff reply to the answer, or name its number."""

import re

from handlers.conversation import Replies, Turn, read_number, say
from handlers.desk.replying import offered
from handlers.learning.why import Why, find_why
from handlers.messages import Kind
from handlers.texts import feedback as texts
from handlers.texts.learned import CORRECT
from handlers.texts.times import clock_time
from knowledge.vietnamese import fold, nfc
from storage import inbox

_ASKED = re.compile(r"/visao|(?:vi|tai) sao (?:lai )?(?:bot|may|tro ly)(?: lai)? (?:tra loi|noi)\b")
_NUMBER = re.compile(r"\d{1,18}")
_LATEST = 5  # answers offered when none is named


def is_asked(text: str) -> bool:
    """Whether the words ask why the assistant answered so."""
    return _ASKED.match(fold(nfc(text))) is not None


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("desk")) is not None and parts[0] == "why":
        return _say_why(turn, parts[-1])
    if turn.incoming.kind is not Kind.TEXT or not is_asked(turn.text):
        return None
    judged = [choice for choice in offered(turn, "ask") if choice.startswith("ask:y:")]
    if judged:
        return _say_why(turn, judged[0].rpartition(":")[2])
    named = _NUMBER.findall(turn.text)
    return _say_why(turn, named[0]) if named else _offer_latest(turn)


def _say_why(turn: Turn, number: str) -> Replies:
    wanted = read_number(number)
    knowledge = turn.world.knowledge
    why = None if wanted is None else find_why(turn.unit, knowledge, wanted)
    if why is None:
        return say(texts.no_such_answer(number))
    fix = [(f"lm:fix:{knowledge.token(why.entry)}", CORRECT)] if why.entry in knowledge.entries else []
    return say(describe(why), *fix)


def describe(why: Why) -> str:
    """A past answer as staff read it."""
    lines = [texts.why_head(why.number, clock_time(why.asked_at), why.question)]
    if why.entry is None:
        return "\n".join([*lines, texts.NOT_ANSWERED.get(why.outcome, texts.NOT_ANSWERED["other"])])
    lines += [texts.why_entry(why.title or why.entry, why.version, why.is_current), texts.why_score(why.confidence)]
    lines += [texts.why_citations(why.citations)] if why.citations else []
    lines += [texts.why_judged(why.useful, why.reason, why.reason_text)] if why.useful is not None else []
    return "\n".join(lines)


def _offer_latest(turn: Turn) -> Replies:
    """The answers this staff member got last: what one tries oneself is what one wonders about."""
    own = inbox.latest_answers(turn.unit, turn.contact.id, _LATEST)
    if not own:
        return say(texts.WHY_HOW)
    return say(texts.WHY_WHICH, *((f"desk:why:{item.id}", texts.why_choice(item.id, item.text)) for item in own))
