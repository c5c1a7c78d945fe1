"""Puts the results in the chats of the alliance's staff: a message, a picture and the workbook."""

import asyncio

from bot.forwarding.drawing import draw_picture
from bot.forwarding.parcel import NotDelivered, Parcel
from handlers.messages import Attachment, Outgoing
from handlers.results.forwarding import attach_workbook
from handlers.results.picture import describe_picture
from handlers.results.summary import write_summary
from handlers.results.workbook import file_stem


class StaffTarget:
    """Everyone on the staff who can be reached. Tried again, only those who have not had it get it."""

    name = "staff"

    async def deliver(self, parcel: Parcel) -> str:
        return await asyncio.to_thread(self._tell, parcel)

    def _tell(self, parcel: Parcel) -> str:
        told = parcel.tell_staff(compose(parcel), parcel.key)
        if not told:
            raise NotDelivered("nobody on the staff can be reached in chat yet")
        return f"put in the chats of {told} people"


def compose(parcel: Parcel) -> Outgoing:
    """The message; without its picture when that cannot be drawn: the figures matter more."""
    results = parcel.results
    attachments = [attach_workbook(results)]
    if (picture := draw_picture(describe_picture(results))) is not None:
        attachments.insert(0, Attachment(f"{file_stem(results)}.png", "image/png", picture))
    return Outgoing(write_summary(results), attachments=tuple(attachments))
