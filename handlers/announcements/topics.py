"""Topics people can leave and come back to. What they signed up for themselves is no topic."""

from handlers.conversation import Replies, Turn, say
from handlers.messages import Kind
from handlers.texts import announce
from handlers.texts import topics as texts
from storage import topics


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("topic")) is not None:
        return _toggle(turn, parts[0])
    if turn.incoming.kind is Kind.TEXT and turn.text.lower() == "/chude":
        return _show(turn, texts.ASK)
    return None


def _show(turn: Turn, text: str) -> Replies:
    gone = topics.left(turn.unit, turn.person.id)
    offered = [
        (f"topic:{'on' if key in gone else 'off'}-{key}", texts.line(name, wanted=key not in gone))
        for key, name in announce.TOPICS.items()
    ]
    return say(text, *offered, ("topic:done", texts.DONE))


def _toggle(turn: Turn, what: str) -> Replies:
    """A button says what it does and not "the other way": a second tap on it changes nothing."""
    way, _, topic = what.partition("-")
    if what == "done":
        return say(texts.FINISHED)
    if topic not in announce.TOPICS or way not in ("on", "off"):
        return say(texts.UNKNOWN)
    if way == "on":
        topics.come_back(turn.unit, turn.person.id, topic)
    else:
        topics.leave(turn.unit, turn.person.id, topic, turn.now)
    return _show(turn, texts.changed(announce.TOPICS[topic], wanted=way == "on"))
