"""An announcement as people get it."""

from handlers.messages import Attachment, Choice, Outgoing
from handlers.texts import announce as texts
from handlers.texts import invitations
from storage import files, gatherings
from storage.broadcasts import Broadcast
from storage.unit import Unit


def compose(unit: Unit, broadcast: Broadcast, text: str | None = None) -> Outgoing:
    """The message with its files, buttons and the words about leaving its topic. `text` in place of its own."""
    stored = [files.read(unit, file_id) for file_id in broadcast.files]
    attachments = tuple(Attachment(file.name, file.media_type, file.content) for file in stored)
    return Outgoing(words(unit, broadcast, text), choices(broadcast), attachments)


def compose_trial(unit: Unit, broadcast: Broadcast) -> Outgoing:
    """The same to try out: what is chosen under it is not taken for an answer."""
    message = compose(unit, broadcast)
    trial = tuple(Choice(f"{choice.id}:test", choice.label) for choice in message.choices)
    return Outgoing(message.text, trial, message.attachments)


def words(unit: Unit, broadcast: Broadcast, text: str | None = None) -> str:
    parts = [text if text is not None else broadcast.text]
    if broadcast.kind == "invitation" and (gathering := gatherings.find(unit, broadcast.id)) is not None:
        parts.append(invitations.facts(gathering))
    if broadcast.topic is not None:
        parts.append(texts.how_to_leave(broadcast.topic))
    return "\n\n".join(parts)


def choices(broadcast: Broadcast) -> tuple[Choice, ...]:
    if broadcast.kind == "invitation":
        return (
            Choice(f"tin:yes:{broadcast.id}", invitations.COMING),
            Choice(f"tin:no:{broadcast.id}", invitations.NOT_COMING),
        )
    return (Choice(f"tin:read:{broadcast.id}", texts.READ),) if broadcast.asks_read else ()
