"""Answering a survey in chat: from the invitation to the receipt, with questions of law answered in between."""

from handlers.ask import answer, consult
from handlers.conversation import Replies, Turn, read_number, say
from handlers.messages import Choice, Kind, Outgoing
from handlers.survey import engine
from handlers.survey.commands import Command, looks_like_question, read_command, says_no, says_yes, wants_survey
from handlers.survey.events import (
    Ask,
    Began,
    Changed,
    Effects,
    Finished,
    NotUnderstood,
    Paused,
    Pressed,
    Resumed,
    Typed,
)
from handlers.survey.events import Say as SayEffect
from handlers.survey.figures import write_answer
from handlers.survey.periods import say_period
from handlers.survey.prompts import list_answers
from handlers.survey.sheet import Sheet, find_sheet, open_sheet, take_step
from handlers.texts import rounds as texts
from handlers.texts.times import day
from knowledge.replies import Reply
from storage import cooperatives, members, surveys
from storage.surveys import Round

FLOW = "survey"
SURE = 0.8  # confidence from which words that are no answer are taken for a question of law
A_SENTENCE = 4  # words from which any answer will do: so many words, and no answer to the survey, ask something
COMMANDS = ("/khaosat", "/baocao")


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("sv")) is not None:
        return _pressed(turn, parts)
    if turn.incoming.kind is Kind.TEXT and turn.text.lower() in COMMANDS:
        return choose(turn)
    if turn.incoming.kind is Kind.EDIT and turn.incoming.refers_to in turn.talk.data.get("typed", {}):
        return _typed(turn)  # also after a pause or the receipt: it is known what that message answered
    if turn.talk.flow is None and turn.incoming.kind is Kind.TEXT and (said := _invited_words(turn)) is not None:
        return said
    if turn.talk.flow != FLOW or turn.incoming.kind not in (Kind.TEXT, Kind.EDIT) or turn.text.startswith("/"):
        return None
    return _typed(turn)


def _invited_words(turn: Turn) -> Replies | None:
    """An invitation answered in words: it came by itself, so its buttons are not among those shown last."""
    begins, later = wants_survey(turn.text), read_command(turn.text) is Command.PAUSE
    if turn.text.startswith("/") or not (begins or later) or not members.cooperatives_of(turn.unit, turn.person.id):
        return None
    if not surveys.rounds(turn.unit, "open"):
        return None
    return choose(turn) if begins else say(texts.LATER_NOTED)


def choose(turn: Turn) -> Replies:
    """Begin or go on: at once when only one survey of one cooperative waits, else let the person choose."""
    joined = members.cooperatives_of(turn.unit, turn.person.id)
    if not joined:
        return say(texts.NOT_A_MEMBER)
    open_rounds = surveys.rounds(turn.unit, "open")
    if not open_rounds:
        return say(texts.NO_ROUND)
    if len(open_rounds) == 1 and len(joined) == 1:
        return _open(turn, open_rounds[0].id, joined[0])
    offered = [
        (
            f"sv:open:{this.id}:{item.id}",
            item.name if len(open_rounds) == 1 else f"{item.name}: {say_period(this.period)}",
        )
        for item in cooperatives.find_all(turn.unit, joined)
        for this in open_rounds
    ]
    return say(texts.WHICH_COOPERATIVE, *offered)


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    match parts:
        case ["later"]:
            return say(texts.LATER_NOTED)
        case ["open", round_id, cooperative_id]:
            return _open(turn, read_number(round_id), read_number(cooperative_id))
        case [response_id, question, choice] if (number := read_number(response_id)) is not None:
            sheet = find_sheet(turn.unit, number)
            refusal = _refuse(turn, sheet)
            if sheet is None or refusal is not None:
                return refusal or say(texts.NO_ROUND)
            return _go(turn, sheet, take_step(turn, sheet, Pressed(question, choice)))
        case _:
            return say(texts.NO_ROUND)


def _open(turn: Turn, round_id: int | None, cooperative_id: int | None) -> Replies:
    if round_id is None or cooperative_id is None:
        return say(texts.NO_ROUND)
    this = surveys.find_round(turn.unit, round_id)
    cooperative = cooperatives.find(turn.unit, cooperative_id)
    if this is None or cooperative is None:
        return say(texts.NO_ROUND)
    if cooperative_id not in members.cooperatives_of(turn.unit, turn.person.id):
        return say(texts.NOT_YOURS)
    if this.state != "open":
        return _say_closed(turn, this)
    sheet = open_sheet(turn, this, cooperative)
    event = Resumed() if sheet.response.version else Began()
    heading = Outgoing(texts.begins(sheet.title, sheet.period, cooperative.name))
    return [heading, *_go(turn, sheet, take_step(turn, sheet, event))]


def _refuse(turn: Turn, sheet: Sheet | None) -> Replies | None:
    """Why this person may not go on with this response now; None when they may."""
    if sheet is None:
        return say(texts.NO_ROUND)
    if sheet.cooperative.id not in members.cooperatives_of(turn.unit, turn.person.id):
        return say(texts.NOT_YOURS)
    return None if sheet.round.state == "open" else _say_closed(turn, sheet.round)


def _say_closed(turn: Turn, this: Round) -> Replies:
    when = day(min(this.closed_at or this.closes_at, this.closes_at))
    return say(texts.closed(say_period(this.period), when, turn.world.alliance_phone))


def _typed(turn: Turn) -> Replies:
    sheet = find_sheet(turn.unit, turn.talk.data["response"])
    refusal = _refuse(turn, sheet)
    if sheet is None or refusal is not None:
        turn.talk.end()  # what is typed from now on is a question again
        return refusal or say(texts.NO_ROUND)
    if turn.incoming.kind is Kind.EDIT:
        return _edited(turn, sheet)
    shown = turn.talk.data["at"]
    if shown != sheet.state.at and sheet.definition.find(shown) is not None:
        return _other_was_faster(turn, sheet, shown)
    typed = turn.incoming.message_id or turn.incoming.external_id
    turn.talk.data["typed"] = {**turn.talk.data.get("typed", {}), typed: shown}
    return _go(turn, sheet, take_step(turn, sheet, Typed(turn.text)))


def _edited(turn: Turn, sheet: Sheet) -> Replies:
    """A sent message was changed: the answer it gave changes with it. Of an older one nobody knows what it answered."""
    question = turn.talk.data.get("typed", {}).get(turn.incoming.refers_to)
    return _go(turn, sheet, take_step(turn, sheet, Changed(question or "", turn.text)))


def _other_was_faster(turn: Turn, sheet: Sheet, shown: str) -> Replies:
    """A colleague answered the question this person was still looking at."""
    question = sheet.definition.get(shown)
    answer = sheet.state.answers.get(shown)
    notice: list[Outgoing] = []
    if answer is not None:
        notice = say(texts.answered_by_other(question.label, write_answer(question, answer), turn.text[:80]))
    return [*notice, *_go(turn, sheet, (engine.ask_again(sheet.definition, sheet.state, sheet.context),))]


def _go(turn: Turn, sheet: Sheet, effects: Effects) -> Replies:
    """Say what a step came to, and remember what the person is looking at."""
    here = turn.talk.data.get("response") == sheet.response.id
    typed = turn.talk.data.get("typed", {}) if here else {}
    turn.talk.begin(FLOW, response=sheet.response.id, at=sheet.state.at, typed=typed)
    messages: list[Outgoing] = []
    for effect in effects:
        match effect:
            case Ask():
                messages.append(_ask(sheet, effect))
            case SayEffect(text):
                messages += say(text)
            case NotUnderstood(_, hint):
                messages += _answer_meanwhile(turn, hint)
            case Paused():
                turn.talk.flow = None
            case Finished():
                messages.append(_finish(turn, sheet))
    return messages


def _ask(sheet: Sheet, ask: Ask) -> Outgoing:
    choices = tuple(
        Choice(f"sv:{sheet.response.id}:{ask.question}:{button.id}", button.label) for button in ask.choices
    )
    return Outgoing(ask.text, choices, free_input=ask.free_input)


def _answer_meanwhile(turn: Turn, hint: str) -> list[Outgoing]:
    """What was typed is no answer to the survey: it may be a question of law."""
    if says_yes(turn.text) or says_no(turn.text):
        return say(hint)
    reply = consult(turn, alone=True)
    if reply.kind != "law" or not (looks_like_question(turn.text) or _surely_asks(turn.text, reply)):
        return say(hint)
    return [*answer(turn, reply), *say(texts.INTERRUPTED if reply.outcome == "answer" else texts.GO_ON_MEANWHILE)]


def _surely_asks(text: str, reply: Reply) -> bool:
    return reply.outcome == "answer" and (reply.confidence >= SURE or len(text.split()) >= A_SENTENCE)


def _finish(turn: Turn, sheet: Sheet) -> Outgoing:
    """Mark the response sent and give the receipt. The talk is free again; buttons lead back until the round closes."""
    code = f"BC{sheet.response.id:05d}"
    surveys.submit(turn.unit, sheet.response.id, code, turn.now)
    turn.talk.flow = None
    lines = [f"{question.label}: {written}" for question, written in list_answers(sheet.definition, sheet.state)]
    closes = day(sheet.round.closes_at)
    text = texts.receipt(code, sheet.cooperative.name, sheet.period, lines, closes)
    choices = [Choice(f"sv:open:{sheet.round.id}:{sheet.cooperative.id}", texts.CHANGE)]
    return Outgoing(text, tuple(choices))
