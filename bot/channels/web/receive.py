"""What the page sends, as an Incoming."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from handlers.cleaning import clean
from handlers.messages import CHOICE_ID_BYTES, Address, Incoming, Kind

LONGEST_TEXT = 20_000  # characters; the page tells who types more


class Posted(BaseModel):
    """One message from the page. `id` is the page's own, so that a message sent again is stored once.

    With a `choice`, `text` is the label that the person read on the button.
    """

    id: str = Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9-]+$")
    text: Annotated[str, AfterValidator(clean)] = Field("", max_length=LONGEST_TEXT)
    choice: str | None = Field(None, min_length=1, max_length=CHOICE_ID_BYTES, pattern=r"^[ -~]+$")
    start: bool = False

    @property
    def shown(self) -> str:
        """What the talk shows of it: nothing of a start, whose text is a link's code."""
        return "" if self.start else self.text.strip()


def to_incoming(posted: Posted, address: str, now: datetime) -> Incoming:
    kind = Kind.CHOICE if posted.choice else Kind.START if posted.start else Kind.TEXT
    return Incoming(
        address=Address("web", address),
        external_id=f"{address}:{posted.id}",
        kind=kind,
        sent_at=now,
        text="" if posted.choice else posted.text,
        choice=posted.choice,
    )
