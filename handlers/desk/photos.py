"""Photos and files that cooperatives answered with, for staff who may see what each one said."""

import io
import zipfile
from dataclasses import replace

from handlers.conversation import Replies, Turn, read_number, say
from handlers.messages import Attachment, Choice, Outgoing
from handlers.offers import cut
from handlers.results.files import RAW_MARK
from handlers.results.forwarding import RAW_ROLES
from handlers.results.photos import Photo, attach_photo, read_photos
from handlers.survey.periods import say_period
from handlers.survey.photos import stored_id
from handlers.survey.rounds import definition_of
from handlers.texts import photos as texts
from handlers.texts import rounds as round_texts
from storage import members, surveys
from storage.surveys import Round
from storage.unit import Unit

OFFERED = 10
ZIP_TYPE = "application/zip"
LARGEST_ZIP = 20 * 2**20  # bytes: what every channel can carry


def handle(turn: Turn) -> Replies | None:
    parts = turn.pressed("photo")
    if parts is None:
        return None
    if members.staff_role(turn.unit, turn.person.id) not in RAW_ROLES:
        return say(texts.NOT_ALLOWED)
    this = surveys.find_round(turn.unit, read_number(parts[1]) or 0) if len(parts) > 1 else None
    if this is None:
        return say(round_texts.ROUND_GONE)
    found = read_photos(turn.unit, this)
    if not found:
        return say(texts.none(*_name(turn.unit, this)))
    match parts:
        case ["all", _]:
            return [_zip(turn.unit, this, found)]
        case ["one", _, response, question]:
            wanted = [one for one in found if (str(one.response_id), one.question) == (response, question)]
            return [_with_way_on(this, show(turn.unit, one)) for one in wanted] or _list(turn.unit, this, found, 0)
        case _:
            return _list(turn.unit, this, found, read_number(parts[-1]) or 0 if len(parts) > 2 else 0)


def _name(unit: Unit, this: Round) -> tuple[str, str]:
    return definition_of(unit, this).title, say_period(this.period)


def _list(unit: Unit, this: Round, found: list[Photo], start: int) -> Replies:
    choices = [
        Choice(f"photo:one:{this.id}:{one.response_id}:{one.question}", cut(texts.one(one.cooperative, one.label)))
        for one in found[start : start + OFFERED]
    ]
    if start + OFFERED < len(found):
        choices.append(Choice(f"photo:list:{this.id}:{start + OFFERED}", texts.MORE))
    choices.append(Choice(f"photo:all:{this.id}", texts.ALL))
    return [Outgoing(texts.listing(*_name(unit, this), len(found)), tuple(choices))]


def _with_way_on(this: Round, shown: Outgoing) -> Outgoing:
    """Where there are no buttons the list is out of reach once another message came: it is offered again."""
    return replace(
        shown, choices=(Choice(f"photo:list:{this.id}", texts.SEE), Choice(f"photo:all:{this.id}", texts.ALL))
    )


def show(unit: Unit, photo: Photo) -> Outgoing:
    """The photo itself, or why it cannot be shown."""
    file = attach_photo(unit, photo)
    if file is None:
        why = texts.ELSEWHERE if stored_id(photo.answer) is None else texts.ERASED
        return Outgoing(texts.caption(photo.cooperative, photo.label, why))
    return Outgoing(texts.caption(photo.cooperative, photo.label), attachments=(file,))


def _zip(unit: Unit, this: Round, found: list[Photo]) -> Outgoing:
    """All of them in one folder, as many as fit; pictures are packed already, so their bytes are what counts."""
    kept, taken, left = io.BytesIO(), 0, 0
    with zipfile.ZipFile(kept, "w") as archive:
        for photo in found:
            file = attach_photo(unit, photo)
            if file is None:
                continue
            if kept.tell() + len(file.content) > LARGEST_ZIP:
                left += 1
                continue
            archive.writestr(f"{texts.FOLDER}/{file.name}", file.content)
            taken += 1
    if not taken:
        return Outgoing(texts.none(*_name(unit, this)))
    name = f"{this.survey}-{this.period}{RAW_MARK}-{texts.FOLDER}.zip"
    return Outgoing(texts.zipped(taken, left), attachments=(Attachment(name, ZIP_TYPE, kept.getvalue()),))
