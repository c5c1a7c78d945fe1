"""Photos and files as answers: kept when they come, found again for staff.

The answer's value is "stored:ID" of the kept file; `raw` is its name. Where the channel cannot hand a file over, the
value says in which message on which channel it is.
"""

from pathlib import PurePath
from typing import Any

from handlers.conversation import Turn
from handlers.filekinds import name_with_ending, read_kind
from handlers.messages import Kind
from handlers.survey.events import Attached
from handlers.survey.state import Answer
from handlers.texts import photos as texts
from handlers.texts import survey as words
from storage import files
from storage.files import StoredFile
from storage.unit import Unit

STORED = "stored:"
TAKES = [str(Kind.PHOTO), str(Kind.FILE)]
"""What comes without words and answers such a question."""


def awaits_file(talk: dict[str, Any]) -> bool:
    """Whether a stored talk stands at a question that takes a photo or a file."""
    return talk.get("flow") == "survey" and str(Kind.FILE) in talk.get("data", {}).get("takes", ())


def take_file(turn: Turn) -> Attached | str:
    """The photo or file that came, kept under a name that says what it is; or what is said of one that cannot be had.

    Raises FileWanted until it is fetched.
    """
    name = words.PHOTO if turn.incoming.kind is Kind.PHOTO else words.FILE
    sent = turn.incoming.file
    if sent is None:
        address, message = turn.incoming.address, turn.incoming.message_id or turn.incoming.external_id
        return Attached(f"{address.channel}:{address.id}:{message}", name)
    found = turn.file()
    if found is None:
        return texts.TOO_LARGE if "large" in sent.trouble else texts.NOT_HAD
    kind = read_kind(found.content)
    if kind is None:
        return texts.WRONG_KIND if found.content else texts.NOT_HAD
    title = name_with_ending(found.name, kind)
    name = words.PHOTO if kind.startswith("image/") else words.FILE
    return Attached(f"{STORED}{files.keep(turn.unit, title, kind, found.content, turn.now)}", name, title)


def stored_id(answer: Answer) -> int | None:
    """The id of the kept file; None for an answer without one."""
    number = str(answer.value).removeprefix(STORED)
    return int(number) if str(answer.value).startswith(STORED) and number.isdecimal() else None


def name_of(response_id: int, question: str, answer: Answer) -> str:
    """The file's name in the export, the same every time; "" for an answer without a kept file."""
    return "" if stored_id(answer) is None else f"{response_id}-{question}{PurePath(answer.raw).suffix.lower()}"


def read_file(unit: Unit, answer: Answer) -> StoredFile | None:
    """The kept file; None where there is none, or it was erased with whoever sent it."""
    number = stored_id(answer)
    found = None if number is None else files.find(unit, number)
    return found if found is not None and found.content else None
