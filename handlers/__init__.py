"""What the assistant says and does. HANDLERS is the order in which a message is offered."""

from handlers import (
    articles,
    ask,
    beside,
    calculators,
    changes,
    desk,
    guides,
    links,
    members,
    official,
    person,
    privacy,
    reach,
    terms,
    unreadable,
    welcome,
)
from handlers.announcements import attaching, recipients, topics
from handlers.conversation import Handler
from handlers.desk import tables
from handlers.learning import feedback
from handlers.policies import talk as policies
from handlers.survey import by_phone, talk

HANDLERS: tuple[Handler, ...] = (
    reach.handle,
    attaching.handle,
    tables.handle,
    desk.handle_unreadable,
    unreadable.handle,
    welcome.handle,
    privacy.handle,
    links.handle,
    members.handle,
    feedback.handle,
    person.handle,
    recipients.handle,
    topics.handle,
    by_phone.handle,
    desk.handle,
    talk.handle,
    policies.handle,
    guides.handle,
    calculators.handle,
    articles.handle,
    official.handle,
    changes.handle,
    terms.handle,
    beside.handle,
    ask.handle,
    unreadable.handle_rest,
)
