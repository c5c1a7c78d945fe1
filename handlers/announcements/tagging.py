"""Tags that staff give cooperatives, to choose recipients by."""

import re
from collections.abc import Callable

from rapidfuzz import fuzz, process

from handlers.conversation import Replies, Turn, say
from handlers.texts import topics as texts
from knowledge.vietnamese import fold
from storage import cooperatives, topics
from storage.unit import Unit

LIKE = 80  # of 100: how much of the typed name must be in the cooperative's
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


def find_named(unit: Unit, names: list[str]) -> tuple[list[int], list[str]]:
    """Ids of the cooperatives that are surely meant, and the names that fit none or several."""
    known = {item.id: fold(item.name).lower() for item in cooperatives.directory(unit)}
    found: list[int] = []
    unknown: list[str] = []
    for name in (name.strip() for name in names):
        best = process.extract(fold(name).lower(), known, scorer=fuzz.partial_ratio, score_cutoff=LIKE, limit=2)
        if name and best and (len(best) == 1 or best[0][1] > best[1][1]):
            found.append(best[0][2])
        elif name:
            unknown.append(name)
    return found, unknown
