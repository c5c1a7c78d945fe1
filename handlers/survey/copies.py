"""A cooperative's own report as a Word file, of any period, with every change on record."""

import io
import re
from datetime import datetime

from handlers.conversation import Replies, Turn, read_number, say
from handlers.media_types import WORD
from handlers.messages import Attachment, Outgoing
from handlers.survey.copy_paper import add_table, dress
from handlers.survey.definition import Definition
from handlers.survey.figures import write_answer
from handlers.survey.prompts import list_answers
from handlers.survey.sheet import Sheet, find_sheet
from handlers.survey.state import Answer
from handlers.texts import copies as texts
from handlers.texts import rounds as words
from handlers.texts.times import day
from handlers.world import ZONE
from knowledge.vietnamese import fold, nfc
from storage import members, mergers, people, surveys
from storage.surveys import Change
from storage.unit import Unit

COMMAND = "/bansao"
OFFERED = 12
LONGEST_NAME = 40  # characters of a cooperative's name in a file's name


def start(turn: Turn) -> Replies:
    """The reports a person may have a copy of: those of their cooperatives, the newest first."""
    homes = _homes(turn)
    sheets = [sheet for item in surveys.responses_of(turn.unit, homes) if (sheet := find_sheet(turn.unit, item.id))]
    begun = [sheet for sheet in sheets if sheet.state.answers]
    if not begun:
        return say(words.NO_COPY)
    if len(begun) == 1:
        return [copy_of(turn.unit, begun[0], turn.now)]
    several = len({sheet.cooperative.id for sheet in begun}) > 1
    offered = [(f"sv:copy:{one.response.id}", _label(one, several=several)) for one in begun[:OFFERED]]
    return say(words.WHICH_COPY, *offered)


def _homes(turn: Turn) -> list[int]:
    """One's cooperatives, and those one reported for until they became part of another."""
    person = turn.person.id
    return [*members.cooperatives_of(turn.unit, person), *mergers.came_from(turn.unit, person)]


def _label(sheet: Sheet, *, several: bool) -> str:
    return f"{sheet.cooperative.name}: {sheet.title}, {sheet.period}" if several else f"{sheet.title}, {sheet.period}"


def pressed(turn: Turn, response_id: str) -> Replies:
    """A copy of one report; of one's own cooperatives only."""
    number = read_number(response_id)
    sheet = None if number is None else find_sheet(turn.unit, number)
    if sheet is None or sheet.cooperative.id not in _homes(turn):
        return say(words.NO_COPY)
    return [copy_of(turn.unit, sheet, turn.now)]


def copy_of(unit: Unit, sheet: Sheet, now: datetime) -> Outgoing:
    """The message with the file."""
    content = write_copy(sheet, surveys.changes_of(unit, sheet.response.id), _names(unit, sheet), now)
    name = f"{_plain('bao cao ' + sheet.period)}-{_plain(sheet.cooperative.name)[:LONGEST_NAME].strip('-')}.docx"
    return Outgoing(words.COPY_HERE, attachments=(Attachment(name, WORD, content),))


def _plain(text: str) -> str:
    """For a file's name, on any phone: "bao-cao-6-thang-cuoi-nam-2026"."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(nfc(text).lower())))


def _names(unit: Unit, sheet: Sheet) -> dict[int, str]:
    ids = {change.person_id for change in surveys.changes_of(unit, sheet.response.id) if change.person_id}
    found = [people.find_person(unit, person_id) for person_id in sorted(ids)]
    return {person.id: person.name for person in found if person is not None and person.name}


def write_copy(sheet: Sheet, changes: list[Change], names: dict[int, str], now: datetime) -> bytes:
    """The docx: what was answered, its receipt, and each change: who, when, from what, to what."""
    from docx import Document  # takes long to load, and a start should not wait for it

    document = Document()
    dress(document)
    document.core_properties.title = f"{sheet.title}, {sheet.period}"
    document.core_properties.author = ""
    document.core_properties.created = document.core_properties.modified = now.replace(tzinfo=None)
    document.add_heading(sheet.title, level=1)
    document.add_heading(f"{sheet.period[:1].upper()}{sheet.period[1:]}", level=1)
    document.add_heading(sheet.cooperative.name, level=2)
    document.add_paragraph(_state_line(sheet))
    add_table(document, {texts.NUMBER: 1.2, texts.QUESTION: 6.3, texts.ANSWER: 9.5}, _answers(sheet))
    document.add_heading(texts.CHANGES, level=2)
    widths = {texts.WHEN: 2.6, texts.WHO: 3.2, texts.QUESTION: 3.6, texts.OLD: 3.6, texts.NEW: 4.0}
    add_table(document, widths, _changes(sheet, changes, names), small=True)
    document.add_paragraph(texts.printed_at(_moment(now)))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _state_line(sheet: Sheet) -> str:
    if sheet.response.status == "submitted" and sheet.response.submitted_at and sheet.response.code:
        return texts.sent(sheet.response.code, _moment(sheet.response.submitted_at))
    return texts.NOT_SENT_IN_TIME if sheet.round.state == "closed" else texts.not_sent(day(sheet.round.closes_at))


def _answers(sheet: Sheet) -> list[tuple[str, ...]]:
    listed = list_answers(sheet.definition, sheet.state)
    return [(str(number), question.label, written) for number, (question, written) in enumerate(listed, 1)]


def _changes(sheet: Sheet, changes: list[Change], names: dict[int, str]) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for change in changes:
        who = names.get(change.person_id or 0, texts.SOMEBODY)
        who = texts.SOURCES[change.source].format(who=who)
        label = question.label if (question := sheet.definition.find(change.question)) else change.question
        old, new = (_written(sheet.definition, change.question, value) for value in (change.old, change.new))
        rows.append((_moment(change.changed_at), who, label, old or texts.NOTHING, new or texts.NOTHING))
    return rows


def _written(definition: Definition, key: str, value: object) -> str:
    question = definition.find(key)
    if not isinstance(value, dict) or question is None:
        return ""
    return write_answer(question, Answer.from_json(value))


def _moment(at: datetime) -> str:
    """With its year: a copy is kept for long."""
    return f"{at.astimezone(ZONE):%H:%M}, {day(at)}"
