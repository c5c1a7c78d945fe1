"""What the page sends, as an Incoming."""

from datetime import datetime

from pydantic import BaseModel, Field

from handlers.messages import CHOICE_ID_BYTES, Address, Incoming, Kind

LONGEST_TEXT = 20_000  # characters; what is longer is refused by the page's own limit first


class Posted(BaseModel):
    """One message from the page. `id` is the page's own, so that a message sent again is stored once."""

    id: str = Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9-]+$")
    text: str = Field("", max_length=LONGEST_TEXT)
    choice: str | None = Field(None, min_length=1, max_length=CHOICE_ID_BYTES)
    start: bool = False


def to_incoming(posted: Posted, address: str, now: datetime) -> Incoming:
    kind = Kind.CHOICE if posted.choice else Kind.START if posted.start else Kind.TEXT
    return Incoming(
        address=Address("web", address),
        external_id=f"{address}:{posted.id}",
        kind=kind,
        sent_at=now,
        text="" if posted.choice else clean(posted.text),
        choice=posted.choice,
    )


def clean(text: str) -> str:
    """Text without characters that no keyboard types: control codes and those that turn the writing direction."""
    return "".join(char for char in text if char in "\n\t" or (char.isprintable() and not _turns(char)))


def _turns(char: str) -> bool:
    return "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069" or char in "\u200e\u200f\u061c"
