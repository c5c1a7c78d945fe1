"""Merging two cooperatives in chat: which one goes, which one it joins, and only after the last press it is done."""

from handlers.conversation import Replies, Turn, read_number, say
from handlers.desk.choosing import choose_cooperative
from handlers.directory.lookup import find_by_name
from handlers.messages import Choice, Kind, Outgoing
from handlers.survey.commands import flat, looks_like_question
from handlers.survey.mergers import NoMerger, Plan, carry_out, hold, plan_merger, say_plan
from handlers.texts import desk as words
from handlers.texts import mergers as texts
from storage import cooperatives
from storage.cooperatives import Cooperative

COMMAND = "/gop"
FLOW = "desk-merge"
CANCEL = Choice("merge:no", texts.CANCEL)


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("merge")) is not None:
        return _pressed(turn, parts)
    if turn.incoming.kind is not Kind.TEXT:
        return None
    command, _, name = turn.text.partition(" ")
    if command.lower() == COMMAND:
        return choose_cooperative(turn, name.strip(), "merge:of", _begin) if name.strip() else say(texts.HOW)
    if turn.talk.flow != FLOW or turn.text.startswith("/") or looks_like_question(turn.text):
        return None
    return _typed(turn)


def _begin(turn: Turn, gone: Cooperative | None) -> Replies:
    if gone is None or gone.state == "dissolved":
        return say(words.NO_SUCH_COOPERATIVE)
    turn.talk.begin(FLOW, gone=gone.id)
    return [Outgoing(texts.ask_into(gone.name), (CANCEL,), free_input=True)]


def _typed(turn: Turn) -> Replies:
    """The name of the one it joins; once that is known, words choose nothing."""
    if flat(turn.text) == "thoi":
        return _cancel(turn)
    if "into" in turn.talk.data:
        plan = _plan(turn)
        return _show(turn, plan, texts.CHOOSE_ABOVE) if isinstance(plan, Plan) else _stop(turn, plan)
    return _name_into(turn)


def _name_into(turn: Turn) -> Replies:
    gone = cooperatives.find(turn.unit, turn.talk.data["gone"])
    if gone is None or gone.state == "dissolved":
        return _stop(turn, texts.CHANGED)
    named = find_by_name(turn.unit, turn.text)
    found = [item for item in named if item.id != gone.id]
    if not found:
        return [Outgoing(texts.SAME if named else texts.NO_SUCH, (CANCEL,), free_input=True)]
    if len(found) == 1:
        return _into(turn, found[0].id)
    offered = (Choice(f"merge:into:{item.id}", item.name) for item in found)
    return [Outgoing(texts.which_into(gone.name), (*offered, CANCEL), free_input=True)]


def _into(turn: Turn, cooperative_id: int) -> Replies:
    turn.talk.data["into"] = cooperative_id
    plan = _plan(turn)
    if isinstance(plan, Plan):
        return _show(turn, plan)
    del turn.talk.data["into"]
    return [Outgoing(plan, (CANCEL,), free_input=True)]


def _plan(turn: Turn) -> Plan | str:
    """What was chosen so far; why it cannot be done, in words."""
    chosen = turn.talk.data
    gone, into = (cooperatives.find(turn.unit, chosen[one]) for one in ("gone", "into"))
    if gone is None or into is None:
        return texts.CHANGED
    try:
        return plan_merger(turn.unit, gone, into, turn.now, joint=chosen.get("joint", False))
    except NoMerger as problem:
        return str(problem)


def _show(turn: Turn, plan: Plan, before: str = "") -> Replies:
    shown = say_plan(plan)
    turn.talk.data |= {"gone": plan.gone.id, "into": plan.into.id, "joint": plan.joint, "shown": shown}
    choices = [Choice("merge:turn", texts.TURN_ROUND), Choice("merge:go", texts.MERGE), CANCEL]
    if plan.may_choose:
        choices.insert(0, Choice("merge:joint", texts.SEPARATE if plan.joint else texts.JOINT))
    text = "\n".join(part for part in (before, shown, texts.CHOOSE) if part)
    return [Outgoing(text, tuple(choices))]


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    number = read_number(parts[-1])
    if parts[0] == "of" and number is not None:
        return _begin(turn, cooperatives.find(turn.unit, number))
    if parts[0] == "no":
        return _cancel(turn)
    if turn.talk.flow != FLOW:
        return say(texts.HOW)
    if parts[0] == "into" and number is not None and "into" not in turn.talk.data:
        return _into(turn, number)
    return _choose(turn, parts[0]) if "into" in turn.talk.data else say(texts.HOW)


def _choose(turn: Turn, what: str) -> Replies:
    shown = turn.talk.data.get("shown")
    if what == "go":
        hold(turn.unit)
    plan = _plan(turn)
    if not isinstance(plan, Plan):
        return _stop(turn, texts.CHANGED)
    if what == "go":
        return _merge(turn, plan) if say_plan(plan) == shown else _show(turn, plan, texts.CHANGED_SHOWN)
    if what == "turn":
        turn.talk.data |= {"gone": plan.into.id, "into": plan.gone.id, "joint": False}
    elif what == "joint":
        turn.talk.data["joint"] = plan.may_choose and not plan.joint
    again = _plan(turn)
    return _show(turn, again) if isinstance(again, Plan) else _stop(turn, again)


def _merge(turn: Turn, plan: Plan) -> Replies:
    turn.talk.end()
    told = carry_out(turn.unit, turn.world.quiet, plan, turn.person.id, turn.now)
    return say(texts.done(plan.gone.name, plan.into.name, told))


def _cancel(turn: Turn) -> Replies:
    if turn.talk.flow == FLOW:
        turn.talk.end()
    return say(texts.CANCELLED)


def _stop(turn: Turn, why: str) -> Replies:
    turn.talk.end()
    return say(why)
