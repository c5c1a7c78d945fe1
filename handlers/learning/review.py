"""What keeps a draft from being served: said in plain Vietnamese, with what to do."""

from collections.abc import Sequence
from datetime import date

from handlers.learning.grouping import likeness_of
from handlers.learning.kept import say_place
from handlers.texts import learned as texts
from handlers.texts.times import day
from knowledge.answer import MAX_LENGTH, render
from knowledge.citing import Problem, find_problem
from knowledge.contradictions import find_conflict
from knowledge.documents import Citation, Registry
from knowledge.entries import Entry
from knowledge.knowledge_base import KnowledgeBase


def refuse_citations(citations: Sequence[Citation], registry: Registry, on: date) -> str | None:
    """Why one of the citations cannot stand on day `on`; None when all can."""
    problems = [problem for c in citations if (problem := find_problem(c, registry, on)) is not None]
    return _say_problem(problems[0], registry) if problems else None


def refuse_draft(entry: Entry, changed: Sequence[Citation], knowledge: KnowledgeBase, on: date) -> str | None:
    """Why a draft cannot be served on day `on`; None when it can. `changed` are the citations the staff gave."""
    refusal = refuse_citations(changed, knowledge.registry, on)
    if refusal is not None:
        return refusal
    length = len(render(entry, knowledge.registry, on).text)
    if length > MAX_LENGTH:
        return texts.too_long(length, MAX_LENGTH)
    conflict = find_conflict(entry, knowledge, likeness_of(knowledge), on)
    if conflict is None:
        return None
    say = {"same_question": texts.same_question, "figure": texts.other_figure, "opposite": texts.opposite}
    return say[conflict.kind](conflict.entry.question, conflict.theirs, conflict.ours)


def conflicting_key(entry: Entry, knowledge: KnowledgeBase, on: date) -> str | None:
    """The key of the entry that the draft contradicts or repeats: what staff may want to correct instead."""
    conflict = find_conflict(entry, knowledge, likeness_of(knowledge), on)
    return None if conflict is None else conflict.entry.key


def _say_problem(problem: Problem, registry: Registry) -> str:
    place, name = say_place(problem.citation, registry), problem.document.name
    if problem.wrong == "ended":
        assert problem.document.effective_to is not None
        return texts.ended(name, day(problem.document.effective_to), [d.name for d in problem.successors])
    if problem.wrong == "not_yet":
        return texts.not_yet(name, day(problem.document.effective_from))
    articles = registry.articles(problem.document.number)
    return texts.no_such_place(place, name, len(articles) if problem.wrong == "article" else 0)
