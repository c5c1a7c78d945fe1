"""A draft in chat: its card with the count, and the small steps that change it.

A draft is a row from the first words on: it survives a restart, and any of the staff can take it up. Its buttons name
the version they were shown for; pressed under an older one they show what it is now and do nothing.
"""

from dataclasses import replace

from handlers.announcements.audience import Audience, gather, name_missed
from handlers.announcements.composing import compose_trial, words
from handlers.announcements.segments import Tree, describe
from handlers.conversation import Replies, Turn, read_number, say
from handlers.limits import tell_limits
from handlers.messages import Outgoing
from handlers.texts import announce as texts
from handlers.texts import invitations as invitation_texts
from handlers.texts.sectors import SECTORS
from handlers.texts.times import clock_time
from storage import broadcasts, cooperatives, files, gatherings, people, surveys
from storage.broadcasts import Broadcast

FLOW_TEXT, FLOW_WORDS, FLOW_WHO = "news-text", "news-words", "news-who"
FLOW_WHEN, FLOW_FILES, FLOW_CORRECT = "news-when", "news-files", "news-correct"
FLOW_EVENT = "news-event"


def current(turn: Turn) -> Broadcast | None:
    """The announcement that the talk is about now."""
    number = turn.talk.data.get("draft")
    return None if number is None else broadcasts.find(turn.unit, number)


def new_draft(turn: Turn, text: str, kept_files: list[int]) -> Replies:
    number = broadcasts.draft(turn.unit, text, {}, turn.person.id, turn.now)
    if kept_files:
        broadcasts.revise(turn.unit, number, 0, turn.person.id, files=kept_files)
    draft = broadcasts.find(turn.unit, number)
    assert draft is not None
    return ask_whom(turn, draft)


def ask_whom(turn: Turn, draft: Broadcast) -> Replies:
    turn.talk.begin(FLOW_WHO, draft=draft.id)
    offered = [("all", texts.EVERYBODY), ("sectors", texts.BY_SECTOR), ("places", texts.BY_PLACE)]
    if surveys.rounds(turn.unit, "open"):
        offered.append(("missing", texts.BY_MISSING))
    offered.append(("words", texts.BY_WORDS))
    choices = [button(draft, what, label) for what, label in offered]
    return say(texts.TO_WHOM, *choices, button(draft, "cancel", texts.CANCEL))


def button(draft: Broadcast, what: str, label: str, *arguments: str) -> tuple[str, str]:
    return ":".join(("news", what, str(draft.id), str(draft.version), *arguments)), label


def change(turn: Turn, draft: Broadcast, **values: object) -> Replies:
    """Change a draft and show its card; somebody else's change meanwhile wins and is shown."""
    changed = broadcasts.revise(turn.unit, draft.id, draft.version, turn.person.id, **values)
    now = broadcasts.find(turn.unit, draft.id)
    assert now is not None
    if not changed:
        return other_version(turn, now)
    return card(turn, now)


def other_version(turn: Turn, draft: Broadcast) -> Replies:
    """What to say to a button of an older version."""
    if draft.state != "draft":
        return say(texts.DECIDED)
    author = None if draft.changed_by is None else people.find_person(turn.unit, draft.changed_by)
    own = draft.changed_by == turn.person.id
    note = [] if own else say(texts.changed_by_other(author.name if author else None))
    return [*note, *card(turn, draft)]


def card(turn: Turn, draft: Broadcast) -> Replies:
    """The draft with whom it reaches, what will be sent, and what can be done with it."""
    audience = gather(turn.unit, draft.segment, draft.topic)
    if not audience.people:
        return [*say(texts.NOBODY), *ask_whom(turn, draft)]
    turn.talk.begin("news-card", draft=draft.id)
    due_at = turn.world.quiet.allow(turn.now)
    question = texts.confirm(
        words(turn.unit, draft),
        describe(draft.segment),
        audience.channels,
        len(audience.reached),
        len(audience.missed),
        clock_time(due_at) if due_at > turn.now else None,
        [*_details(turn, draft), *tell_limits(turn.unit, turn.world.plans, audience.contacts, turn.now)],
    )
    return say(question, *_card_choices(draft, audience))


def _details(turn: Turn, draft: Broadcast) -> list[str]:
    names = [files.read(turn.unit, file_id).name for file_id in draft.files]
    lines = texts.details(names, draft.topic, asks_read=draft.asks_read)
    gathering = gatherings.find(turn.unit, draft.id) if draft.kind == "invitation" else None
    return lines if gathering is None else [*lines, invitation_texts.detail(gathering)]


def _card_choices(draft: Broadcast, audience: Audience) -> list[tuple[str, str]]:
    offered = [("send", texts.SEND), ("later", texts.LATER), ("test", texts.TEST), ("file", texts.ADD_FILE)]
    if audience.missed:
        offered.append(("missed", texts.MISSED))
    offered += [("more", texts.MORE), ("keep", texts.KEEP), ("cancel", texts.CANCEL)]
    return [button(draft, what, label) for what, label in offered]


def more(turn: Turn, draft: Broadcast) -> Replies:
    offered = [("edit", texts.WORDS), ("who", texts.WHO), ("topics", texts.TOPIC)]
    if draft.kind == "invitation":
        offered.append(("noinvite", texts.NO_INVITE))
    else:
        offered += [("read", texts.NO_READ if draft.asks_read else texts.ASK_READ), ("invite", texts.INVITE)]
    if draft.files:
        offered.append(("nofiles", texts.DROP_FILES))
    return say(texts.WHAT_TO_CHANGE, *(button(draft, what, label) for what, label in [*offered, ("back", texts.BACK)]))


def with_file_input(message: Outgoing) -> Outgoing:
    """The message as one that a file may answer."""
    return replace(message, file_input=True)


def test(turn: Turn, draft: Broadcast) -> Replies:
    """The message as people will get it, and the card again below."""
    return [*say(texts.TEST_FOLLOWS), compose_trial(turn.unit, draft), *card(turn, draft)]


def choose_sector(turn: Turn, draft: Broadcast) -> Replies:
    present = {item.sector for item in cooperatives.directory(turn.unit)}
    offered = [button(draft, "sector", name, key) for key, name in SECTORS.items() if key in present]
    return say(texts.WHICH_SECTOR, *offered, button(draft, "cancel", texts.CANCEL))


def choose_topic(turn: Turn, draft: Broadcast) -> Replies:
    offered = [button(draft, "topic", name, key) for key, name in texts.TOPICS.items()]
    return say(texts.WHICH_TOPIC, *offered, button(draft, "topic", texts.NO_TOPIC, "none"))


def aim(turn: Turn, draft: Broadcast, segment: Tree) -> Replies:
    """Set whom a draft goes to; said back in words by the card."""
    return change(turn, draft, segment=segment)


def show_missed(turn: Turn, draft: Broadcast) -> Replies:
    """Whom a draft does not reach, by reason, and the card's buttons again."""
    audience = gather(turn.unit, draft.segment, draft.topic)
    listed = name_missed(turn.unit, audience)
    return say(texts.missed(listed), *_card_choices(draft, audience))


def read_draft(turn: Turn, parts: list[str]) -> tuple[Broadcast | None, bool]:
    """The announcement a button names, and whether it is still as it was when the button was shown."""
    number = read_number(parts[1]) if len(parts) > 1 else None
    found = None if number is None else broadcasts.find(turn.unit, number)
    version = read_number(parts[2]) if len(parts) > 2 else None
    return found, found is not None and found.version == version
