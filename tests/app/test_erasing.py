"""What erasing leaves behind, seen over every table there is: a table or a column nobody thought of fails here.

Each table gets one row of Lan's: her word in every text, her person and her address wherever a row can name them.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, Table, insert, select, update
from sqlmodel import AutoString, SQLModel, col

import storage.tables  # noqa: F401  (defines the tables)
from handlers.texts import privacy as texts
from storage import people
from storage.tables.columns import UtcDateTime
from storage.tables.people import ContactRow
from storage.tables.traffic import StoredFileRow
from tests.stage import Stage

WORD = "bí mật của Lan"
NOT_OF_PEOPLE = {
    "calendar": "when rounds are opened",
    "cooperative": "the alliance's own list",
    "cooperative_tag": "words for cooperatives",
    "correction": "entries of the knowledge base",
    "file_link": "expires by itself",
    "forward": "where figures went",
    "forward_try": "what the receiver said",
    "pace": "from when on a token may send again",
    "gathering": "an invitation's hour and place",
    "invite": "codes of cooperatives",
    "law_article": "published law",
    "law_text": "published law",
    "note": "facts of the installation",
    "platform_key": "keys of the installation",
    "round": "a survey's time",
    "survey_version": "questions",
}
"""Tables whose words are nobody's own, and why."""
FIGURES = "the cooperative's answers, without who gave them"
STAFF_ACTS = "what the alliance did, by somebody without a name"
KEPT = {
    "answer": (FIGURES, {"question", "value"}),
    "answer_change": (FIGURES, {"question", "old", "new"}),
    "response": (FIGURES, {"code", "progress"}),
    "seat": ("the cooperative's answer to an invitation", {"person_id", "state"}),
    "stored_file": ("photos among the answers, files of announcements", {"name", "media_type", "content", "sha256"}),
    "broadcast": (STAFF_ACTS, {"text", "topic", "segment", "created_by", "changed_by"}),
    "cooperative_split": (STAFF_ACTS, {"old_name", "person_id"}),
    "cooperative_merger": (STAFF_ACTS, {"person_id", "rounds"}),
    "learned": (STAFF_ACTS, {"author_id", "decided_by", "entry", "key", "content", "based_on", "reason"}),
    "learned_change": (STAFF_ACTS, {"person_id", "what"}),
    "staff": ("that the role has ended", {"person_id", "role"}),
    "membership": ("that it has ended", {"person_id"}),
    "consent": ("proof of what was agreed to and taken back", {"person_id", "choice", "text_version"}),
    "contact": ("the address, to know a stop by", {"person_id", "address"}),
    "sending_window": ("until when the platform lets an answer through", {"address"}),
    "incoming": ("that something came, for 30 days: what comes again is known", {"address", "external_id", "reason"}),
    "outbox": (
        "that something went, for 12 months",
        {"address", "contact_id", "external_id", "reason", "key", "claimed_by", "tried"},
    ),
}
"""What stays of a person who had everything erased: why, and in which columns."""


def fill(stage: Stage, person_id: int, contact_id: int) -> None:
    """One row in every table but the person and the addresses."""
    ids: dict[str, Any] = {"person": person_id, "contact": contact_id}
    later = stage.now + timedelta(days=300)  # so that nothing of it is due meanwhile
    with stage.database.unit() as unit:
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in ids:
                row = {column.name: value_for(column, ids, later) for column in table.columns}
                row = {name: value for name, value in row.items() if value is not None} | SPECIAL.get(table.name, {})
                (ids[table.name],) = unit.session.execute(insert(table).values(row)).inserted_primary_key or (None,)


SPECIAL: dict[str, dict[str, Any]] = {
    "incoming": {"state": "handled"},
    "outbox": {"state": "sent"},
    "broadcast": {"files": []},
    "round": {"reminders": [3]},
    "web_message": {"address": "lan-web"},
}


def value_for(column: Column[Any], ids: dict[str, Any], now: datetime) -> Any:
    for key in column.foreign_keys:
        return ids.get(key.column.table.name)
    if column.name == "changed_by":
        return ids["person"]
    if column.primary_key and isinstance(column.type, Integer):
        return None
    if column.name in ("channel", "address"):
        return {"channel": "terminal", "address": "lan"}[column.name]
    default = column.default
    if default is not None and default.is_scalar and default.arg is not None:  # type: ignore[attr-defined]
        return None
    return of_type(column, now)


def of_type(column: Column[Any], now: datetime) -> Any:
    """A value a column takes, with the word in it where it takes words."""
    samples: tuple[tuple[type, Any], ...] = (
        (JSON, {"text": WORD, "files": []}),
        (AutoString, WORD),
        (LargeBinary, WORD.encode()),
        (Boolean, False),
        (Integer, 1),
        (Float, 0.5),
        (UtcDateTime, now),
        (Date, now.date()),
    )
    return next(value for kind, value in samples if isinstance(column.type, kind))


def left(stage: Stage, person_id: int, contacts: set[int]) -> set[str]:
    """The columns that still hold the word, the person or an address of hers."""
    found: set[str] = set()
    with stage.database.reading() as unit:
        for table in SQLModel.metadata.sorted_tables:
            for row in unit.session.execute(select(table)).mappings():
                found |= {f"{table.name}.{name}" for name in row if tells(table, name, row[name], person_id, contacts)}
    return found


def tells(table: Table, name: str, value: Any, person_id: int, contacts: set[int]) -> bool:
    targets = {key.column.table.name for key in table.columns[name].foreign_keys}
    if "person" in targets or name == "changed_by":
        return bool(value == person_id)
    if "contact" in targets:
        return value in contacts
    if name == "address":
        return value in ("lan", "lan-web")
    shown = value.decode() if isinstance(value, bytes) else str(value)
    return WORD in shown or WORD.encode("unicode_escape").decode() in shown


async def test_erasing_leaves_only_what_is_kept_for_a_reason(stage: Stage) -> None:
    stage.manager("lan")
    person, contact = stage.person("lan")
    with stage.database.unit() as unit:
        _, web = people.meet(unit, "web", "lan-web", stage.now)
        unit.session.execute(update(ContactRow).where(col(ContactRow.id) == web.id).values(person_id=person.id))
    fill(stage, person.id, contact.id)
    await stage.says("lan", "/xoa")
    await stage.presses("lan", texts.ERASE)
    rest = {
        place for place in left(stage, person.id, {contact.id, web.id}) if place.partition(".")[0] not in NOT_OF_PEOPLE
    }
    assert rest == {f"{table}.{column}" for table, (_, columns) in KEPT.items() for column in columns}


async def test_file_with_a_persons_data_goes_with_it_and_after_a_month(stage: Stage) -> None:
    stage.manager("lan")
    stage.manager("minh")
    for who in ("lan", "minh"):
        await stage.says(who, "/dulieu")
    assert exported(stage) == 2
    await stage.says("lan", "/xoa")
    await stage.presses("lan", texts.ERASE)
    assert exported(stage) == 1
    stage.console.clock.advance(timedelta(days=32))
    await stage.console.app.jobs.purge()
    assert exported(stage) == 0


def exported(stage: Stage) -> int:
    with stage.database.reading() as unit:
        return len(
            list(unit.session.scalars(select(StoredFileRow.id).where(col(StoredFileRow.name) == texts.DATA_FILE_NAME)))
        )
