"""Checks of procedures, glossary and changes: what must not be shipped, and what a person should look at."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from knowledge.checks import Finding, check_language
from knowledge.documents import ContentError, Registry
from knowledge.handbook import Handbook
from knowledge.outline import Sourced
from knowledge.procedures import Paper, Procedure, Step, match_procedures
from knowledge.terms import Term
from knowledge.vietnamese import fold, words

MAX_KEY = 40
"""Longest key in characters: it travels in a button with more beside it."""
MAX_SENTENCES = 3
UNVERIFIED = "Chưa kiểm chứng:"


def check_handbook(folder: Path, registry: Registry, entries: Collection[str], on: date) -> Iterator[Finding]:
    """Everything wrong on day `on`; `entries` are the keys of the entries that may be named as related."""
    try:
        handbook = Handbook.load(folder)
    except ContentError as error:
        yield Finding("error", error.where, f"{error.problem}; {error.remedy}")
        return
    for procedure in handbook.procedures.values():
        yield from check_procedure(procedure, registry, entries, on)
    yield from _check_names(handbook)
    yield from check_terms(handbook.terms, registry, entries)
    for change in handbook.changes:
        yield from _check_times([change.now], [change.before], registry, on)
        yield from check_language(change.where, (*_text_lines(change.before), *_text_lines(change.now), change.advice))


def check_procedure(procedure: Procedure, registry: Registry, entries: Collection[str], on: date) -> Iterator[Finding]:
    """One procedure by itself: citations, what is not certain, links, buttons, plain language."""
    where = procedure.where
    parts: Sequence[Step | Paper | Sourced] = (*procedure.steps, *procedure.papers, *procedure.deadlines)
    now = [Sourced("", part.citations, part.where) for part in parts]
    yield from _check_times(now, procedure.before, registry, on)
    yield from _check_certainty(procedure, registry)
    yield from _check_related(where, procedure.related, entries)
    if len(procedure.key) > MAX_KEY:
        yield Finding("error", where, f"key {procedure.key} is longer than {MAX_KEY} characters; shorten it")
    if not procedure.steps or not procedure.papers:
        yield Finding("error", where, "there is no step or no paper; write them")
    if len({paper.token for paper in procedure.papers}) < len(procedure.papers):
        yield Finding("error", where, "a paper stands twice on the list; keep it once")
    if procedure.review_on is not None and procedure.review_on < on:
        yield Finding("warning", where, f"was to be reviewed by {procedure.review_on}; look at it and set a new date")
    for step in procedure.steps:
        yield from check_language(step.where, step.lines)
    rows: Sequence[Paper | Sourced] = (*procedure.papers, *procedure.deadlines, *procedure.before)
    yield from check_language(where, (procedure.intro, procedure.fee, *(row.text for row in rows)))


def check_terms(terms: Iterable[Term], registry: Registry, entries: Collection[str]) -> Iterator[Finding]:
    """Each term is explained shortly, its sources exist, and no name leads to two terms."""
    seen: dict[str, Term] = {}
    for term in terms:
        yield from _check_citations(Sourced("", term.citations, term.where), registry)
        yield from _check_related(term.where, term.related, entries)
        yield from check_language(term.where, (term.meaning,))
        if not 1 <= term.meaning.count(". ") + 1 <= MAX_SENTENCES + (UNVERIFIED in term.meaning):
            yield Finding("error", term.where, f"{term.name} takes more than {MAX_SENTENCES} sentences; shorten it")
        if len(term.key) > MAX_KEY + 10:
            yield Finding("error", term.where, f"{term.name} is too long for a button; shorten it")
        for name in {_plain(name) for name in (term.name, *term.others)}:
            if seen.setdefault(name, term) is not term:
                yield Finding("error", term.where, f"{name!r} is also a name of {seen[name].name}; keep it in one")


def _plain(name: str) -> str:
    return " ".join(words(name))


def _check_times(now: Iterable[Sourced], before: Iterable[Sourced], registry: Registry, on: date) -> Iterator[Finding]:
    """What holds now is in force on the day, what was before is not, and both name where they stand."""
    for rows, holds in ((now, True), (before, False)):
        for row in rows:
            if not row.citations:
                yield Finding("error", row.where, "names no source; write '| number: Điều 1' behind it")
            yield from _check_citations(row, registry)
            for citation in row.citations:
                if citation.document in registry and registry[citation.document].in_force(on) is not holds:
                    state = "in force" if not holds else "not in force"
                    message = f"{citation.document} is {state} on {on}; move the sentence or correct its source"
                    yield Finding("error", row.where, message)


def _check_citations(row: Sourced, registry: Registry) -> Iterator[Finding]:
    for citation in row.citations:
        if missing := registry.missing(citation):
            yield Finding("error", row.where, f"{missing}; correct the citation")


def _check_certainty(procedure: Procedure, registry: Registry) -> Iterator[Finding]:
    """What rests on a document nobody has checked says so, for the procedure or at the step."""
    if procedure.unverified:
        return
    for step in procedure.steps:
        unchecked = [
            c.document for c in step.citations if c.document in registry and not registry[c.document].is_checked
        ]
        if unchecked and not any(line.startswith(UNVERIFIED) for line in step.lines):
            yield Finding("error", step.where, f"{unchecked[0]} was never checked; add '{UNVERIFIED} …'")


def _check_related(where: str, related: Iterable[str], entries: Collection[str]) -> Iterator[Finding]:
    for key in related:
        if key not in entries:
            yield Finding("error", where, f"{key!r} is no entry; correct it")


def _check_names(handbook: Handbook) -> Iterator[Finding]:
    """Each name of a procedure finds it, and no other."""
    procedures = handbook.procedures.values()
    for procedure in procedures:
        for name in (procedure.title, *procedure.names):
            for typed in (name, fold(name)):
                found = match_procedures(words(typed), procedures)
                if found != [procedure]:
                    others = ", ".join(item.key for item in found)
                    yield Finding(
                        "error", procedure.where, f"the name {typed!r} finds {others or 'nothing'}; change it"
                    )


def _text_lines(row: Sourced) -> list[str]:
    return row.text.split("\n")
