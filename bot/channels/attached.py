"""Files for channels that carry none: links that open for a while, or a word that there is a file."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from handlers.messages import Attachment
from handlers.texts import attached as texts

PICTURES = ("image/png", "image/jpeg")


@dataclass(frozen=True, slots=True)
class Shared:
    """A file as people can open it; `url` is "" where there is no public address to open it at."""

    name: str
    media_type: str
    url: str

    @property
    def is_picture(self) -> bool:
        return self.media_type in PICTURES


Share = Callable[[Attachment], Awaitable[Shared]]


async def share_nothing(attachment: Attachment) -> Shared:
    """Where nobody can open a link: the file by its name only."""
    return Shared(attachment.name, attachment.media_type, "")


def write_links(files: Sequence[Shared]) -> str:
    """What a message says of its files; "" when it has none."""
    linked = [texts.link(file.name, file.url) for file in files if file.url]
    missing = [texts.missing(file.name) for file in files if not file.url]
    return "\n".join([*([texts.FILES] if linked else []), *linked, *missing])
