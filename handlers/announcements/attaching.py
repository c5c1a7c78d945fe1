"""Files that staff send for an announcement."""

from handlers.announcements.drafts import FLOW_FILES, FLOW_TEXT, card, current, new_draft
from handlers.conversation import Replies, Turn, say
from handlers.filekinds import ENDINGS, name_with_ending, names_in, read_kind, show_name
from handlers.messages import LARGEST_FILE, IncomingFile, Kind
from handlers.texts import announce as texts
from storage import broadcasts, files, members
from storage.files import StoredFile

MOST = 3


def handle(turn: Turn) -> Replies | None:
    """Takes files, and texts that are too long, from staff who are writing; everything else goes on its way."""
    if not (turn.talk.flow or "").startswith("news-") or members.staff_role(turn.unit, turn.person.id) is None:
        return None
    if turn.incoming.kind in (Kind.FILE, Kind.PHOTO):
        return _take(turn)
    if turn.incoming.kind is Kind.UNKNOWN:  # how a Zalo Bot hears of a file: that there was something, not what
        return say(texts.FILE_NOT_PASSED, free_input=True)
    if turn.incoming.kind is Kind.TEXT and len(turn.text) > texts.LONGEST:
        return say(texts.too_long(len(turn.text)), free_input=True)
    if turn.incoming.kind is Kind.TEXT and turn.talk.flow == FLOW_TEXT and not any(map(str.isalnum, turn.text)):
        return say(texts.EMPTY_TEXT, free_input=True)
    return None


def _take(turn: Turn) -> Replies:
    sent = turn.incoming.file
    if sent is None or sent.trouble:
        return say(texts.FILE_NOT_HAD if sent is None or "large" not in sent.trouble else texts.FILE_TOO_LARGE)
    if refusal := _refuse_unseen(sent):
        return say(refusal, free_input=True)
    found = turn.file()
    if found is None:
        return say(texts.FILE_NOT_HAD)
    kind = read_kind(found.content)
    if kind is None:
        return say(_explain(found), free_input=True)
    return _attach(turn, found, kind)


def _refuse_unseen(sent: IncomingFile) -> str:
    """What can be said before anything is fetched."""
    if sent.size > LARGEST_FILE:
        return texts.FILE_TOO_LARGE
    ending = sent.name[sent.name.rfind(".") :].lower() if "." in sent.name else ""
    known = ending in (*ENDINGS.values(), ".jpeg") or (not ending and sent.media_type in ("", *ENDINGS))
    return "" if known else texts.file_kind(show_name(sent.name))


def _explain(found: StoredFile) -> str:
    if not found.content:
        return texts.FILE_EMPTY
    return texts.FILE_MACRO if names_in(found.content) else texts.file_kind(show_name(found.name))


def _attach(turn: Turn, found: StoredFile, kind: str) -> Replies:
    draft = current(turn)
    if draft is None and turn.talk.flow == FLOW_TEXT:
        return _begin_with_file(turn, found, kind)
    if draft is None or draft.state != "draft":
        return say(texts.DECIDED)
    if len(draft.files) >= MOST:
        return [*say(texts.TOO_MANY_FILES), *card(turn, draft)]
    kept = _keep(turn, found, kind)
    if kept not in draft.files:
        broadcasts.revise(turn.unit, draft.id, draft.version, turn.person.id, files=[*draft.files, kept])
    changed = broadcasts.find(turn.unit, draft.id)
    assert changed is not None
    if turn.talk.flow == FLOW_FILES:
        turn.talk.end()
    return card(turn, changed)


def _begin_with_file(turn: Turn, found: StoredFile, kind: str) -> Replies:
    """A file before any text: its caption is the text, or the text is asked for."""
    kept = [*turn.talk.data.get("files", []), _keep(turn, found, kind)]
    if len(kept) > MOST:
        return say(texts.TOO_MANY_FILES, free_input=True)
    if turn.text:
        return new_draft(turn, turn.text, kept)
    turn.talk.begin(FLOW_TEXT, files=kept)
    return say(texts.FILE_FIRST_TEXT, free_input=True)


def _keep(turn: Turn, found: StoredFile, kind: str) -> int:
    """The file under a name that says what it is, and with the media type it has."""
    return files.keep(turn.unit, name_with_ending(found.name, kind), kind, found.content, turn.now)
