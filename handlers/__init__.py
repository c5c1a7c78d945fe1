"""What the assistant says and does. HANDLERS is the order in which a message is offered."""

from handlers import ask, desk, members, privacy, reach, unreadable, welcome
from handlers.conversation import Handler
from handlers.survey import talk

HANDLERS: tuple[Handler, ...] = (
    reach.handle,
    unreadable.handle,
    welcome.handle,
    privacy.handle,
    members.handle,
    desk.handle,
    talk.handle,
    ask.handle,
    unreadable.handle_rest,
)
