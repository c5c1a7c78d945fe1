"""All tables, by subject. Importing this package defines them all."""

from storage.tables import (
    announcements,
    calendars,
    columns,
    cooperatives,
    guides,
    inbox,
    law,
    learning,
    links,
    mergers,
    people,
    sending,
    splits,
    surveys,
    traffic,
)

__all__ = [
    "announcements",
    "calendars",
    "columns",
    "cooperatives",
    "guides",
    "inbox",
    "law",
    "learning",
    "links",
    "mergers",
    "people",
    "sending",
    "splits",
    "surveys",
    "traffic",
]
