"""When an entry is corrected, those who got the old answer are told once, with the new one."""

from datetime import datetime, timedelta

from handlers import post
from handlers.messages import Outgoing
from handlers.texts import corrections as texts
from handlers.texts.times import day
from handlers.world import ZONE, World
from knowledge.answer import render
from knowledge.entries import Entry
from knowledge.versions import version_of
from storage import corrections
from storage.unit import Unit

REACH = timedelta(days=90)
"""How long after an answer its correction is still told."""


def note_correction(unit: Unit, world: World, entry: Entry, mark: str, now: datetime) -> int:
    """Tell those who got an older version of an entry; how many. The same `mark` of an entry a second time: nobody."""
    version = version_of(entry)
    number = corrections.note(unit, entry.key, mark, version, now)
    if number is None:
        return 0
    answer = render(entry, world.knowledge.registry, now.astimezone(ZONE).date(), lead=world.leading_law).text
    told = corrections.misled(unit, entry.key, version, now - REACH)
    for contact, question, asked_at in told:
        message = Outgoing(texts.corrected(day(asked_at), question, answer))
        key = f"corrected:{number}:{contact.person_id}"
        post.send(unit, contact, message, now, world.quiet, purpose="notice", key=key)
    return len(told)


def tell_corrected(unit: Unit, world: World, now: datetime) -> None:
    """Tell of the shipped entries that an upgrade marked as corrected. Running it again tells nobody twice."""
    marked = [entry for entry in world.knowledge.entries.values() if entry.corrected_on is not None]
    if not marked:
        return
    noted = corrections.noted(unit)
    for entry in marked:
        mark = f"content:{entry.corrected_on}"
        if (entry.key, mark) not in noted:
            note_correction(unit, world, entry, mark, now)
