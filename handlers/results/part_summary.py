"""How one sector, place or size class went, told to staff who ask for it by its name."""

from collections.abc import Iterator

from handlers.directory.gazetteer import plain_name
from handlers.results.aggregate import Group, Results
from handlers.results.summary import describe_figures
from handlers.results.wording import show_percent
from handlers.texts import results as texts
from knowledge.vietnamese import fold

MOST = 4
"""Groups told in one message: a word may be in several names."""


def write_part(results: Results, words: str) -> str:
    """The groups that the words name, each with who answered and its main figures; which there are, where none is."""
    facts = results.facts
    heading = texts.heading(facts.title, facts.period_name)
    found = find_groups(results, words)
    if not found:
        names = [group.name for group in results.sectors]
        return "\n".join([heading, texts.no_such_group(words, names)])
    parts = ["\n".join(_lines(group)) for group in found[:MOST]]
    more = [texts.more_groups(len(found) - MOST)] if len(found) > MOST else []
    return "\n\n".join([heading, *parts, *more])


def find_groups(results: Results, words: str) -> list[Group]:
    """Groups with just this name first and only; else those in whose name the words stand. Accents do not matter."""
    wanted = _plain(words)
    named = [group for group in _groups(results) if wanted in (_plain(group.name), plain_name(group.name))]
    inside = [group for group in _groups(results) if wanted and f" {wanted} " in f" {_plain(group.name)} "]
    return named or inside


def _groups(results: Results) -> Iterator[Group]:
    for groups in results.breakdowns.values():
        yield from groups


def _plain(name: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in fold(name).lower()).split())


def _lines(group: Group) -> list[str]:
    counts = group.counts
    told = [group.name, texts.sent_of(counts.submitted, counts.asked, show_percent(counts.rate))]
    return [*told, *(describe_figures(group) if counts.submitted else [texts.NOBODY_SENT])]
