"""New versions of questions in the hands of staff: who is in the middle is told first, and finishes the old one."""

from handlers.conversation import Replies, Turn, say
from handlers.messages import Choice, Kind, Outgoing
from handlers.survey.catalogue import adopt, available
from handlers.survey.definition import Definition
from handlers.texts import calendars as texts
from storage import surveys, versions

COMMAND = "/maucauhoi"


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("desk")) is not None and parts[0] == "version":
        return _use(turn, parts[-1])
    if turn.incoming.kind is not Kind.TEXT or turn.text.lower() != COMMAND:
        return None
    waiting = _waiting(turn)
    return [_offer(turn, item) for item in waiting] or say(texts.VERSIONS_NONE)


def _waiting(turn: Turn) -> list[Definition]:
    """Surveys with an open round that begins with an older version than the newest."""
    newest = available(turn.unit)
    used = {
        this.survey: surveys.find_version(turn.unit, this.survey_version_id)
        for this in surveys.rounds(turn.unit, "open")
    }
    return [
        newest[key] for key, version in sorted(used.items()) if key in newest and version.version < newest[key].version
    ]


def _offer(turn: Turn, item: Definition) -> Outgoing:
    in_progress = versions.count_in_progress(turn.unit, item.key)
    text = texts.new_version(item.title, item.version, in_progress)
    return Outgoing(text, (Choice(f"desk:version:{item.key}", texts.USE_NEW), Choice("desk:cancel", texts.CANCEL)))


def _use(turn: Turn, survey: str) -> Replies:
    item = next((one for one in _waiting(turn) if one.key == survey), None)
    if item is None:
        return say(texts.VERSIONS_NONE)
    adopt(turn.unit, item, turn.now)
    return say(texts.version_used(item.title, item.version))
