"""The words every part of the program shares: who, what came in, what goes out.

Everything here is frozen, storable and free of any platform's classes, so that a message can be written to the
database now and sent tomorrow to someone who is not talking, on whatever channel that person uses.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LARGEST_FILE = 10 * 2**20  # bytes of a file that staff may send with an announcement
CHOICE_ID_BYTES = 64  # Telegram's callback_data limit, the smallest of all channels


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person can be reached: a channel's name and the person's id there."""

    channel: str
    id: str


class Kind(StrEnum):
    """What an incoming message is. Everything a channel can deliver is one of these."""

    TEXT = "text"
    START = "start"  # first contact, or a deep link; `text` holds the link's payload
    CHOICE = "choice"  # a button; `choice` holds its id
    EDIT = "edit"  # an earlier message was changed; `refers_to` names it, `text` is the new text
    STICKER = "sticker"
    VOICE = "voice"
    PHOTO = "photo"
    FILE = "file"
    CONTACT = "contact"
    LOCATION = "location"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    WITHDRAWN = "withdrawn"  # consent taken back on the platform itself: everything of the person is erased
    DELIVERED = "delivered"  # the platform says that a message of ours (`refers_to`) reached the person's device
    SEEN = "seen"  # the same, and that the person has looked at it
    UNKNOWN = "unknown"  # a person sent something of a kind that nobody knows: they are told so
    IGNORED = "ignored"  # nobody waits for an answer: kept and counted, never handled; `text` says what it was


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file that somebody sent, as its channel describes it; nothing of it is to be trusted.

    `reference` is what the channel fetches it by. `stored` is the id of the kept file once it is here; `trouble` says
    why it could not be had (English, for the log). `size` is in bytes, 0 where the channel does not say.
    """

    name: str
    media_type: str
    size: int
    reference: str = ""
    stored: int | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a person did, as a channel saw it.

    `external_id` is the platform's own id of this event, unique within the channel: an event delivered twice is
    stored once. `message_id` is what a later edit of this message refers to, where that is not `external_id`.
    `reply_to` is the platform's id of the message of ours that this one answers, where the platform tells.
    `sent_at` is UTC. `phone` is set only for a contact that the platform says is the sender's own.
    """

    address: Address
    external_id: str
    kind: Kind
    sent_at: datetime
    text: str = ""
    choice: str | None = None
    refers_to: str | None = None
    sender_name: str | None = None
    phone: str | None = None
    language: str | None = None
    message_id: str | None = None
    reply_to: str | None = None
    file: IncomingFile | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A button, or a numbered line on channels without buttons.

    `id` comes back when it is pressed: printable ASCII, at most 64 bytes. `label` is what a person reads.
    """

    id: str
    label: str

    def __post_init__(self) -> None:
        if not self.id.isascii() or not self.id.isprintable() or not 0 < len(self.id) <= CHOICE_ID_BYTES:
            raise ValueError(f"choice id must be 1 to {CHOICE_ID_BYTES} printable ASCII characters: {self.id!r}")
        if not self.label.strip():
            raise ValueError(f"choice {self.id!r} has no label")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send: a name a person reads, its media type and its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A change of a copy that was sent earlier: the platform's `message_id` of it, and what it said and carried.

    `take_back`: the copy is to be deleted where that is possible.
    """

    message_id: str
    old_text: str
    old_files: int = 0
    text: str = ""
    choices: tuple[Choice, ...] = ()
    take_back: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one person, without any platform's markup.

    `free_input` says that the person is expected to type: a channel without buttons must then not read a typed
    "2" as the second choice. Channels split text that is too long for them; they never cut it. `file_input` says that
    the person may send a file now. With a `rewrite`, the message itself is said only where the channel cannot do that.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    free_input: bool = False
    file_input: bool = False
    rewrite: Rewrite | None = None
