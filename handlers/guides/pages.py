"""The pages of a guide: what each says and which buttons it has."""

from collections.abc import Sequence

from handlers.conversation import Turn
from handlers.messages import Choice, Outgoing
from handlers.offers import cut, entry_choices
from handlers.texts import guides as texts
from knowledge.handbook import shipped
from knowledge.outline import Sourced, say_sources
from knowledge.procedures import Paper, Procedure, Step
from storage import guides

PAGE = 8  # procedures in one message
MOST_BEGUN = 3

STOP = Choice("guide:stop", texts.STOP)
ALL = Choice("guide:list:0", texts.ALL)


def listing(turn: Turn, page: int) -> Outgoing:
    """Procedures by taps; what the person has begun stands first, on the first page."""
    everything = list(shipped().procedures.values())
    offered = everything[page * PAGE : (page + 1) * PAGE] or everything[:PAGE]
    begun = _begun(turn) if page == 0 else []
    shown = {choice.id for choice in begun}
    choices = [*begun, *(choice for item in offered if (choice := _open(item)).id not in shown)]
    if everything[(page + 1) * PAGE :]:
        choices.append(Choice(f"guide:list:{page + 1}", texts.MORE))
    return Outgoing(texts.CHOOSE_MORE if page else texts.CHOOSE, tuple(choices))


def _begun(turn: Turn) -> list[Choice]:
    known = shipped().procedures
    rows = [(known[key], step) for key, step in guides.steps_of(turn.unit, turn.person.id) if key in known]
    return [
        Choice(f"guide:open:{item.key}", texts.in_progress(item.title, step, len(item.steps)))
        for item, step in rows[:3]
    ]


def _open(procedure: Procedure) -> Choice:
    return Choice(f"guide:open:{procedure.key}", procedure.title)


def which(found: Sequence[Procedure]) -> Outgoing:
    """More than one procedure goes by that name."""
    return Outgoing(texts.WHICH, tuple(_open(item) for item in found))


def overview(turn: Turn, procedure: Procedure) -> Outgoing:
    """What it is, how long, what it costs, and where to begin."""
    begun = guides.find_step(turn.unit, turn.person.id, procedure.key) or 1
    begun = min(begun, len(procedure.steps))
    have = len(_ticked(turn, procedure))
    text = texts.overview(
        procedure.title,
        procedure.intro,
        len(procedure.steps),
        _lines(turn, procedure.deadlines),
        procedure.fee,
        (have, len(procedure.papers)),
        procedure.unverified,
    )
    go_on = [_step(procedure, begun, texts.go_on(begun))] if begun > 1 else []
    before_law = [Choice(f"guide:before:{procedure.key}", texts.BEFORE)] if procedure.before else []
    return Outgoing(text, (*go_on, _step(procedure, 1, texts.START), _papers(procedure), *before_law, ALL))


def step(turn: Turn, procedure: Procedure, number: int) -> Outgoing:
    """One step; after the last come questions on the same matter."""
    total = len(procedure.steps)
    text = step_text(turn, procedure.steps[number - 1], number, total)
    choices = []
    if number < total:
        choices.append(_step(procedure, number + 1, texts.NEXT))
    back = _step(procedure, number - 1, texts.BACK) if number > 1 else Choice(_open(procedure).id, texts.BACK)
    choices += [back, _papers(procedure), STOP]
    if number == total:
        text = f"{text}\n\n{texts.LAST_STEP}"
        choices += entry_choices(turn.world.knowledge, procedure.related)
    return Outgoing(text, tuple(choices))


def step_text(turn: Turn, this: Step, number: int, total: int) -> str:
    sources = say_sources(this.citations, turn.world.knowledge.registry)
    return texts.step(number, total, this.title, this.lines, sources)


def papers(turn: Turn, procedure: Procedure) -> Outgoing:
    """The checklist; each paper is a button that ticks it, or takes the tick off."""
    has = _ticked(turn, procedure)
    lines = [texts.paper(number, item.text, item.token in has) for number, item in enumerate(procedure.papers, 1)]
    cited = tuple(dict.fromkeys(citation for item in procedure.papers for citation in item.citations))
    sources = say_sources(cited, turn.world.knowledge.registry)
    text = texts.papers(procedure.title, len(has), len(procedure.papers), lines, sources)
    boxes = [_box(procedure, number, item, item.token in has) for number, item in enumerate(procedure.papers, 1)]
    begun = guides.find_step(turn.unit, turn.person.id, procedure.key) or 1
    to_steps = _step(procedure, min(begun, len(procedure.steps)), texts.TO_STEPS)
    return Outgoing(text, (*boxes, Choice(f"guide:print:{procedure.key}", texts.PRINT), to_steps, STOP))


def _paper_lines(turn: Turn, procedure: Procedure, has: frozenset[str]) -> list[str]:
    registry = turn.world.knowledge.registry
    return [
        texts.paper_with_source(number, item.text, item.token in has, say_sources(item.citations, registry))
        for number, item in enumerate(procedure.papers, 1)
    ]


def _box(procedure: Procedure, number: int, paper: Paper, has_it: bool) -> Choice:
    what = "hasnt" if has_it else "has"
    label = texts.paper(number, cut(paper.text, texts.LABEL), has_it)
    return Choice(f"guide:{what}:{procedure.key}:{paper.token}", label)


def checklist(turn: Turn, procedure: Procedure) -> Outgoing:
    """Steps and papers as plain text, to be printed or sent on."""
    has = _ticked(turn, procedure)
    lines = [texts.paper(number, item.text, item.token in has) for number, item in enumerate(procedure.papers, 1)]
    steps = [item.title for item in procedure.steps]
    text = texts.checklist(procedure.title, steps, lines, turn.world.alliance_name)
    return Outgoing(text, (_papers(procedure), STOP))


def before(turn: Turn, procedure: Procedure) -> Outgoing:
    """How the Law 2012 had it."""
    return Outgoing(
        texts.before(_lines(turn, procedure.before)), (_step(procedure, 1, texts.START), _papers(procedure))
    )


def _lines(turn: Turn, rows: Sequence[Sourced]) -> list[str]:
    registry = turn.world.knowledge.registry
    return [texts.dated(row.text, say_sources(row.citations, registry)) for row in rows]


def _ticked(turn: Turn, procedure: Procedure) -> frozenset[str]:
    """The papers the person has, of those still on the list."""
    return guides.ticked(turn.unit, turn.person.id, procedure.key) & {item.token for item in procedure.papers}


def _step(procedure: Procedure, number: int, label: str) -> Choice:
    return Choice(f"guide:step:{procedure.key}:{number}", label)


def _papers(procedure: Procedure) -> Choice:
    return Choice(f"guide:papers:{procedure.key}", texts.PAPERS)
