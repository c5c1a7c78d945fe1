"""Puts results in chats of the alliance's staff: of everybody when a round closes, of the one who asked at any time."""

import asyncio
from collections.abc import Callable, Mapping

from bot.forwarding.drawing import draw_picture
from bot.forwarding.parcel import NotDelivered, Parcel
from handlers.messages import Attachment, Outgoing
from handlers.results.aggregate import Results
from handlers.results.files import attach_word, attach_workbook, files_to_pass_on, offer_photos, stem
from handlers.results.forwarding import PART, RESULTS, TO_PASS_ON
from handlers.results.part_summary import write_part
from handlers.results.picture import describe_picture
from handlers.results.summary import write_summary
from handlers.texts.results import FILES_TO_GIVE
from storage.forwards import ASKER


class StaffTarget:
    """Everyone on the staff who can be reached. Tried again, only those who have not had it get it."""

    name = "staff"

    async def deliver(self, parcel: Parcel) -> str:
        return await asyncio.to_thread(self._tell, parcel)

    def _tell(self, parcel: Parcel) -> str:
        raw = compose(parcel, parcel.results)
        told = parcel.tell_staff(raw, lambda: compose(parcel, parcel.public), parcel.key)
        if not told:
            raise NotDelivered("nobody on the staff can be reached in chat yet")
        return f"put in the chats of {told} people"


class AskerTarget:
    """The one who asked. The outbox takes a key once, so a killed and repeated job sends one message."""

    name = ASKER

    async def deliver(self, parcel: Parcel) -> str:
        return await asyncio.to_thread(self._tell, parcel)

    def _tell(self, parcel: Parcel) -> str:
        parcel.tell_contact(parcel.wish["contact"], MADE[parcel.wish["what"]](parcel), parcel.key)
        return "put in the chat of the one who asked"


def _results(parcel: Parcel) -> Outgoing:
    results = parcel.results if parcel.wish["raw"] else parcel.public
    return Outgoing(write_summary(results), offer_photos(results), attachments=(attach_workbook(results),))


def _part(parcel: Parcel) -> Outgoing:
    return Outgoing(write_part(parcel.results if parcel.wish["raw"] else parcel.public, parcel.wish["words"]))


def _pass_on(parcel: Parcel) -> Outgoing:
    files = files_to_pass_on(parcel.results, parcel.sender)
    return Outgoing(FILES_TO_GIVE, attachments=(*_picture(parcel.public), *files))


MADE: Mapping[str, Callable[[Parcel], Outgoing]] = {RESULTS: _results, TO_PASS_ON: _pass_on, PART: _part}
"""What staff ask for -> the message with it."""


def compose(parcel: Parcel, results: Results) -> Outgoing:
    """The message; without its picture when that cannot be drawn: the figures matter more."""
    files = (*_picture(results), attach_workbook(results), attach_word(parcel.results, parcel.sender))
    return Outgoing(write_summary(results), offer_photos(results), attachments=files)


def _picture(results: Results) -> tuple[Attachment, ...]:
    picture = draw_picture(describe_picture(results))
    return () if picture is None else (Attachment(f"{stem(results)}.png", "image/png", picture),)
