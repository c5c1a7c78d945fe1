"""Tags that staff give cooperatives, to choose recipients by."""

import re
from collections.abc import Callable

from handlers.conversation import Replies, Turn, say
from handlers.directory.lookup import find_named
from handlers.texts import topics as texts
from knowledge.vietnamese import fold
from storage import topics

LONGEST = 40  # characters of a tag
LINE = re.compile(r"/(nhan|bonhan)\b\s*(?:([^:]+):(.+))?", re.DOTALL)


def command(text: str) -> Callable[[Turn], Replies] | None:
    found = LINE.fullmatch(text.strip().lower()) and LINE.fullmatch(text.strip())
    if not found:
        return None
    return lambda turn: _tag(turn, found[1] == "nhan", (found[2] or "").strip(), found[3] or "")


def _tag(turn: Turn, give: bool, name: str, listed: str) -> Replies:
    tag = " ".join(re.findall(r"[a-z0-9]+", fold(name)))
    if not tag or len(name) > LONGEST:
        return say(texts.tags(list(topics.tags(turn.unit).values())) if not name else texts.TAG_HOW)
    found, unknown = find_named(turn.unit, re.split(r"[,;\n]", listed))
    if give:
        return say(texts.tagged(name, topics.add_tag(turn.unit, tag, name, found), unknown))
    return say(texts.untagged(name, topics.remove_tag(turn.unit, tag, found), unknown))
