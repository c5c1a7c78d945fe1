"""Dividing a cooperative in chat: its name, the name of the other part, who goes, and only then it is done."""

from handlers.conversation import Replies, Turn, read_number, say
from handlers.desk.choosing import choose_cooperative
from handlers.messages import Choice, Kind, Outgoing
from handlers.offers import cut
from handlers.survey.commands import flat, looks_like_question
from handlers.survey.splitting import NoSplit, Plan, carry_out, plan_split, say_plan, turn_over
from handlers.texts import desk as words
from handlers.texts import splits as texts
from storage import cooperatives
from storage.cooperatives import Cooperative

COMMAND = "/tach"
FLOW = "desk-split"
MOST_PEOPLE = 10  # buttons; whoever is left can be moved by a second split or by the command line
CANCEL = Choice("split:no", texts.CANCEL)


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("split")) is not None:
        return _pressed(turn, parts)
    if turn.incoming.kind is not Kind.TEXT:
        return None
    command, _, name = turn.text.partition(" ")
    if command.lower() == COMMAND:
        return choose_cooperative(turn, name.strip(), "split:of", _begin) if name.strip() else say(texts.HOW)
    if turn.talk.flow != FLOW or turn.text.startswith("/") or looks_like_question(turn.text):
        return None
    return _typed(turn)


def _begin(turn: Turn, home: Cooperative | None) -> Replies:
    if home is None or home.state == "dissolved":
        return say(words.NO_SUCH_COOPERATIVE)
    turn.talk.begin(FLOW, of=home.id)
    return [Outgoing(texts.ask_name(home.name), (CANCEL,), free_input=True)]


def _typed(turn: Turn) -> Replies:
    """The other part's name; once it is known, words choose nothing."""
    if flat(turn.text) == "thoi":
        return _cancel(turn)
    if "name" in turn.talk.data:
        plan = _plan(turn)
        return say(texts.CHANGED) if plan is None else _show(turn, plan, texts.CHOOSE_ABOVE)
    turn.talk.data["name"] = turn.text
    try:
        plan = _plan(turn)
    except NoSplit as problem:
        del turn.talk.data["name"]
        return [Outgoing(str(problem), (CANCEL,), free_input=True)]
    return say(texts.CHANGED) if plan is None else _show(turn, plan)


def _plan(turn: Turn) -> Plan | None:
    """What was chosen so far; None when the cooperative is gone."""
    chosen = turn.talk.data
    home = cooperatives.find(turn.unit, chosen["of"])
    if home is None:
        return None
    return plan_split(
        turn.unit,
        home,
        chosen["name"],
        turn.now,
        going=chosen.get("going", ()),
        codes=chosen.get("codes", ()),
        moves_answers=chosen.get("moves", False),
    )


def _show(turn: Turn, plan: Plan, before: str = "") -> Replies:
    turn.talk.data |= {
        "going": sorted(plan.going),
        "codes": sorted(plan.codes_going),
        "moves": plan.moves_answers,
        "shown": say_plan(plan),
    }
    text = "\n".join(part for part in (before, say_plan(plan), texts.CHOOSE) if part)
    return [Outgoing(text, (*_buttons(plan), Choice("split:go", texts.SPLIT), CANCEL))]


def _buttons(plan: Plan) -> list[Choice]:
    offered = [
        Choice(
            f"split:person:{one.id}",
            cut(texts.to_old(one.name) if one.id in plan.going else texts.to_part(one.name)),
        )
        for one in plan.people[:MOST_PEOPLE]
    ]
    if plan.may_move:
        label = texts.ANSWERS_TO_OLD if plan.moves_answers else texts.ANSWERS_TO_PART
        offered.append(Choice("split:answers", label))
    if plan.codes:
        offered.append(Choice("split:codes", texts.CODES_TO_OLD if plan.codes_going else texts.CODES_TO_PART))
    return offered


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    if parts[0] == "of" and (number := read_number(parts[-1])) is not None:
        return _begin(turn, cooperatives.find(turn.unit, number))
    if parts[0] == "no":
        return _cancel(turn)
    if turn.talk.flow != FLOW or "name" not in turn.talk.data:
        return say(texts.HOW)
    return _choose(turn, parts)


def _cancel(turn: Turn) -> Replies:
    if turn.talk.flow == FLOW:
        turn.talk.end()
    return say(texts.CANCELLED)


def _choose(turn: Turn, parts: list[str]) -> Replies:
    shown = turn.talk.data.get("shown")
    try:
        plan = _plan(turn)
    except NoSplit:
        plan = None
    if plan is None:
        turn.talk.end()
        return say(texts.CHANGED)
    match parts:
        case ["go"]:
            return _split(turn, plan) if say_plan(plan) == shown else _show(turn, plan, texts.CHANGED_SHOWN)
        case ["person", number]:
            return _show(turn, turn_over(plan, read_number(number) or 0))
        case ["answers"]:
            return _again(turn, plan, moves=plan.may_move and not plan.moves_answers)
        case ["codes"]:
            return _again(turn, plan, codes=[] if plan.codes_going else list(plan.codes))
        case _:
            return _show(turn, plan, texts.CHOOSE_ABOVE)


def _again(turn: Turn, plan: Plan, **chosen: object) -> Replies:
    turn.talk.data |= chosen
    changed = _plan(turn)
    return _show(turn, changed or plan)


def _split(turn: Turn, plan: Plan) -> Replies:
    turn.talk.end()
    told = carry_out(turn.unit, turn.world.quiet, plan, turn.person.id, turn.now)
    return say(texts.done(plan.old.name, plan.name, told))
