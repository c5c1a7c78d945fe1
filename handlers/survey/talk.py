"""Answering a survey in chat: from the invitation to the receipt, with questions of law answered in between."""

import re
from collections.abc import Callable
from datetime import datetime

from handlers.ask import answer, consult
from handlers.beside import answer_between
from handlers.conversation import Replies, Turn, read_number, say
from handlers.messages import Choice, Kind, Outgoing
from handlers.offers import cut
from handlers.survey import copies, edits, engine, later, photos
from handlers.survey.access import is_by_phone, may_answer, refuse, say_closed, say_elsewhere, say_gone
from handlers.survey.answers import read_answer
from handlers.survey.asides import answer_aside
from handlers.survey.commands import (
    Command,
    flat,
    looks_like_question,
    read_command,
    says_no,
    says_yes,
    wants_change,
    wants_survey,
)
from handlers.survey.definition import Kind as QuestionKind
from handlers.survey.events import (
    Ask,
    Began,
    Changed,
    Effects,
    Event,
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
from handlers.survey.receipts import finish
from handlers.survey.rounds import definition_of
from handlers.survey.sheet import Sheet, find_sheet, open_sheet, take_step
from handlers.survey.state import AnswerKind
from handlers.texts import mergers
from handlers.texts import rounds as texts
from knowledge.numbers import reader
from knowledge.replies import Reply
from storage import cooperatives, follow_ups, members, outbox, surveys
from storage.cooperatives import Cooperative
from storage.surveys import Round

FLOW = "survey"
LIKELY, SURE = 0.2, 0.5  # confidence from which words that are no answer are taken for a question of law
A_FIGURE = 7  # words of an answer that is taken up again after a pause
NO_FIGURES = frozenset({QuestionKind.TEXT, QuestionKind.PLACE, QuestionKind.PHOTO})
"""Kinds of question to which nearly any words are an answer."""
A_FEW = 3  # words of a figure with its unit
A_SENTENCE = 4  # words from which any answer will do: so many words, and no answer to the survey, ask something
_OF_LAW = re.compile(r"\b(?:dieu|khoan|luat|nghi dinh|thong tu|quyet dinh|nghi quyet)\b")
TAKES = {QuestionKind.PHOTO: photos.TAKES, QuestionKind.PHONE: ["contact"]}
"""Messages without words that a kind of question takes."""


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("sv")) is not None:
        return _pressed(turn, parts)
    command = COMMANDS.get(turn.text.lower()) if turn.incoming.kind is Kind.TEXT else None
    if command is not None:
        return command(turn)
    if turn.incoming.kind is Kind.EDIT and turn.incoming.refers_to in turn.talk.data.get("typed", {}):
        return _typed(turn)  # also after a pause or the receipt: it is known what that message answered
    if turn.text.startswith("/"):
        return None
    if turn.incoming.kind is Kind.TEXT and turn.talk.flow in (None, later.FLOW):
        if turn.talk.flow == later.FLOW and later.names_moment(turn):
            return later.typed(turn)
        if (resumed := _answers_paused(turn)) is not None:
            return resumed
        return _invited_words(turn) or (later.typed(turn) if turn.talk.flow == later.FLOW else None)
    if turn.talk.flow == FLOW and turn.incoming.kind in (Kind.TEXT, Kind.EDIT, Kind.PHOTO, Kind.FILE, Kind.CONTACT):
        return _typed(turn)
    return None


def _invited_words(turn: Turn) -> Replies | None:
    """An invitation answered in words: it came by itself, so its buttons are not among those shown last."""
    command = read_command(turn.text)
    begins, puts_off = wants_survey(turn.text) or wants_change(turn.text), command is Command.PAUSE
    puts_off = puts_off or later.wants_reminder(turn.text)
    if not (begins or puts_off) or not members.cooperatives_of(turn.unit, turn.person.id):
        return None
    if not surveys.rounds(turn.unit, "open"):
        return None
    if not begins:
        return _put_off(turn)
    opened = choose(turn)
    names_one = turn.talk.flow == FLOW and any(char.isdigit() for char in turn.text)
    return _typed(turn) if names_one else opened  # "sửa 2": at once to the second


def _answers_paused(turn: Turn) -> Replies | None:
    """A figure or a choice typed after a pause, plainly for the question left open: the report goes on with it."""
    here = turn.talk.data.get("response")
    sheet = find_sheet(turn.unit, here) if here is not None else None
    if sheet is None or not sheet.state.is_paused or refuse(turn, sheet) is not None:
        return None
    question = sheet.definition.find(sheet.state.at)
    is_text = question is None or question.kind in NO_FIGURES
    if question is None or is_text or looks_like_question(turn.text) or len(turn.text.split()) > A_FIGURE:
        return None
    if _OF_LAW.search(flat(turn.text)):
        return None
    read = read_answer(question, turn.text)
    if not any(answer.kind is AnswerKind.VALUE for answer in read.answers):
        return None
    if not _is_bare_figure(turn.text):
        reply = consult(turn, alone=True)
        if reply.kind == "law" and reply.outcome == "answer" and reply.confidence >= LIKELY:
            return None
    turn.talk.flow = FLOW
    return [*say(texts.GOES_ON), *_typed(turn)]


def _put_off(turn: Turn) -> Replies:
    """ "Để mai", "nhắc tôi 19h": a reminder at that hour, where it is clear what of."""
    joined, open_rounds = members.cooperatives_of(turn.unit, turn.person.id), surveys.rounds(turn.unit, "open")
    home = cooperatives.find(turn.unit, joined[0])
    if len(joined) > 1 or len(open_rounds) > 1 or home is None:
        return say(texts.LATER_NOTED)
    return later.ask_or_set(turn, open_rounds[0], home, texts.LATER_WHEN)


def choose(turn: Turn) -> Replies:
    """Begin or go on: at once when only one survey of one cooperative waits, else let the person choose."""
    joined = members.cooperatives_of(turn.unit, turn.person.id)
    if not joined:
        return say(texts.NOT_A_MEMBER)
    open_rounds = surveys.rounds(turn.unit, "open")
    if not open_rounds:
        return say(texts.NO_ROUND)
    homes = cooperatives.find_all(turn.unit, joined)
    if len(open_rounds) == 1 and len(homes) == 1:
        return _open(turn, open_rounds[0].id, homes[0].id)
    offered = [(f"sv:open:{this.id}:{home.id}", _offer(turn, this, home)) for home in homes for this in open_rounds]
    if len(homes) > 1 and len(open_rounds) == 1:
        offered = [(f"sv:open:{open_rounds[0].id}:{home.id}", home.name) for home in homes]
    return say(texts.WHICH_COOPERATIVE if len(homes) > 1 else texts.WHICH_ROUND, *offered)


def _offer(turn: Turn, this: Round, home: Cooperative) -> str:
    """What is asked of whom, short enough for a button."""
    several = len(members.cooperatives_of(turn.unit, turn.person.id)) > 1
    asked = f"{definition_of(turn.unit, this).title}, {say_period(this.period)}"
    return cut(f"{home.name}: {asked}") if several else asked


def _pressed(turn: Turn, parts: list[str]) -> Replies:
    match parts:
        case ["later"]:
            return say(texts.LATER_NOTED)
        case ["open", round_id, cooperative_id]:
            return _open(turn, read_number(round_id), read_number(cooperative_id))
        case ["copy", response_id]:
            return copies.pressed(turn, response_id)
        case ["later" | "at" | "never" | "notme" | "gone" | "hand" as what, round_id, cooperative_id, *more]:
            return later.handle(turn, what, round_id, cooperative_id, *more[:1])
        case [response_id, question, choice] if (number := read_number(response_id)) is not None:
            sheet = find_sheet(turn.unit, number)
            refusal = refuse(turn, sheet)
            if sheet is None or refusal is not None:
                return refusal or say(texts.NO_ROUND)
            return _go(turn, sheet, _step(turn, sheet, Pressed(question, choice)))
        case _:
            return say(texts.NO_ROUND)


def _open(turn: Turn, round_id: int | None, cooperative_id: int | None) -> Replies:
    if round_id is None or cooperative_id is None:
        return say(texts.NO_ROUND)
    this = surveys.find_round(turn.unit, round_id)
    cooperative = cooperatives.find(turn.unit, cooperative_id)
    if this is None or cooperative is None:
        return say(texts.NO_ROUND)
    if (gone := say_gone(turn, this, cooperative)) is not None:
        return gone
    if not may_answer(turn, cooperative_id):
        return say_elsewhere(turn, this, cooperative)
    if this.state != "open":
        return say_closed(turn, this)
    sheet = open_sheet(turn, this, cooperative)
    follow_ups.forget(turn.unit, this.id, cooperative_id, turn.person.id)
    waiting = f"prompt:{this.id}:{cooperative_id}:{turn.person.id}"  # begun at night: not invited in the morning
    outbox.cancel_keys(turn.unit, [waiting], "begun already", turn.now)
    event = Resumed() if sheet.response.version else Began()
    heading = Outgoing(texts.begins(sheet.title, sheet.period, cooperative.name))
    return [heading, *_go(turn, sheet, _step(turn, sheet, event))]


def _step(turn: Turn, sheet: Sheet, event: Event) -> Effects:
    """One step, on record as given in chat or told by phone."""
    sheet.source = "phone" if is_by_phone(turn, sheet.cooperative.id) else "chat"
    return take_step(turn, sheet, event)


def open_by_phone(turn: Turn, round_id: int, cooperative_id: int) -> Replies:
    """A member of the staff answers for a cooperative on the phone. For staff only: the caller has checked."""
    turn.talk.data = {"by_phone": cooperative_id}
    return _open(turn, round_id, cooperative_id)


def _typed(turn: Turn) -> Replies:
    sheet = find_sheet(turn.unit, turn.talk.data["response"])
    refusal = refuse(turn, sheet)
    if sheet is None or refusal is not None:
        turn.talk.end()  # what is typed from now on is a question again
        return refusal if sheet and refusal else choose(turn)
    if turn.talk.data.get("home", sheet.cooperative.id) != sheet.cooperative.id:
        return _now_of_another(turn, sheet)
    if turn.incoming.kind is Kind.EDIT:
        return _edited(turn, sheet)
    shown = turn.talk.data["at"]
    if shown != sheet.state.at and sheet.definition.find(shown) is not None:
        return _other_was_faster(turn, sheet, shown)
    if later.wants_reminder(turn.text):
        _step(turn, sheet, Paused())
        return later.ask_or_set(turn, sheet.round, sheet.cooperative, texts.LATER_WHEN)
    if turn.incoming.kind in (Kind.PHOTO, Kind.FILE):
        return _sent_file(turn, sheet)
    text = edits.remember(turn, shown)
    return _go(turn, sheet, _step(turn, sheet, _event(turn, text)))


def _event(turn: Turn, text: str) -> Event:
    """What was typed, as the engine takes it: a shared contact is its number."""
    return Typed(turn.incoming.phone or text if turn.incoming.kind is Kind.CONTACT else text)


def _sent_file(turn: Turn, sheet: Sheet) -> Replies:
    """A photo or a file came; one that could not be had is asked for again."""
    came = photos.take_file(turn)
    if isinstance(came, str):
        return [*say(came), *_go(turn, sheet, (engine.ask_again(sheet.definition, sheet.state, sheet.context),))]
    return _go(turn, sheet, _step(turn, sheet, came))


def _edited(turn: Turn, sheet: Sheet) -> Replies:
    """A sent message was changed: the answer it gave changes with it. Of an older one nobody knows what it answered."""
    question = edits.question_of(turn)
    if question is None:
        return []  # an older change of a message that was changed again since
    return _go(turn, sheet, _step(turn, sheet, Changed(question, turn.text)))


def _other_was_faster(turn: Turn, sheet: Sheet, shown: str) -> Replies:
    """A colleague answered the question this person was still looking at."""
    question = sheet.definition.get(shown)
    answer = sheet.state.answers.get(shown)
    notice: list[Outgoing] = []
    if answer is not None:
        notice = say(texts.answered_by_other(question.label, write_answer(question, answer), turn.text[:80]))
    return [*notice, *_go(turn, sheet, (engine.ask_again(sheet.definition, sheet.state, sheet.context),))]


def _now_of_another(turn: Turn, sheet: Sheet) -> Replies:
    """The answers went to another cooperative of this person: that is said before anything more is kept."""
    told = mergers.now_of(sheet.title, sheet.cooperative.name)
    return [*say(told), *_go(turn, sheet, (engine.ask_again(sheet.definition, sheet.state, sheet.context),))]


def _go(turn: Turn, sheet: Sheet, effects: Effects) -> Replies:
    """Say what a step came to, and remember what the person is looking at."""
    here = turn.talk.data.get("response") == sheet.response.id
    typed = turn.talk.data.get("typed", {}) if here else {}
    memory = {"typed": typed, "takes": _takes(sheet), "home": sheet.cooperative.id} | edits.kept(turn)
    if is_by_phone(turn, sheet.cooperative.id):
        memory["by_phone"] = sheet.cooperative.id
    turn.talk.begin(FLOW, response=sheet.response.id, at=sheet.state.at, **memory)
    messages: list[Outgoing] = []
    for effect in effects:
        match effect:
            case Ask():
                messages.append(_ask(sheet, effect))
            case SayEffect(text):
                messages += say(text)
            case NotUnderstood(_, hint):
                messages += _answer_meanwhile(turn, sheet, hint)
            case Paused():
                turn.talk.flow = None
                messages[-1] = _with_later(turn, sheet, messages[-1])
            case Finished():
                messages.append(finish(turn, sheet))
    return messages


def _takes(sheet: Sheet) -> list[str]:
    question = sheet.definition.find(sheet.state.at)
    return TAKES.get(question.kind, []) if question else []


def _with_later(turn: Turn, sheet: Sheet, message: Outgoing) -> Outgoing:
    """Under "I keep what you answered": remind me, or somebody else does it."""
    if is_by_phone(turn, sheet.cooperative.id):
        return message
    where = f"{sheet.round.id}:{sheet.cooperative.id}"
    moment = later.moment_in(turn) if turn.incoming.kind is Kind.TEXT else None
    if isinstance(moment, datetime) and turn.now < moment < sheet.round.closes_at:
        said = later.set_for(turn, sheet.round, sheet.cooperative, moment)[0]
        return Outgoing(f"{message.text}\n{said.text}", said.choices)
    offered = ((f"sv:later:{where}", texts.REMIND_ME), (f"sv:hand:{where}", texts.ASK_COLLEAGUE))
    return Outgoing(message.text, tuple(Choice(*one) for one in offered))


def _ask(sheet: Sheet, ask: Ask) -> Outgoing:
    choices = tuple(
        Choice(f"sv:{sheet.response.id}:{ask.question}:{button.id}", button.label) for button in ask.choices
    )
    question = sheet.definition.find(ask.question)
    takes_file = question is not None and question.kind is QuestionKind.PHOTO
    return Outgoing(ask.text, choices, free_input=ask.free_input, file_input=takes_file)


def _answer_meanwhile(turn: Turn, sheet: Sheet, hint: str) -> list[Outgoing]:
    """What was typed is no answer to the survey: it may ask about the report itself, or be a question of law."""
    if (said := answer_aside(turn.text, sheet)) is not None:
        return say(said)
    if (between := answer_between(turn)) is not None:
        return list(between)
    if says_yes(turn.text) or says_no(turn.text) or _is_bare_figure(turn.text):
        return say(hint)
    reply = consult(turn, alone=True)
    if reply.kind != "law" or not (looks_like_question(turn.text) or _surely_asks(turn.text, reply)):
        return say(hint)
    return [*answer(turn, reply), *say(texts.INTERRUPTED if reply.outcome == "answer" else texts.GO_ON_MEANWHILE)]


def _is_bare_figure(text: str) -> bool:
    """«35 người», «hai tỷ»: meant for another question than the one on the screen, never one of law."""
    if len(text.split()) > A_FEW or looks_like_question(text) or _OF_LAW.search(flat(text)):
        return False
    return bool(reader.read_number(text, "count").readings or reader.read_number(text, "money").readings)


def _surely_asks(text: str, reply: Reply) -> bool:
    """A guess is no sign of a question."""
    if reply.outcome != "answer" or reply.confidence < LIKELY:
        return False
    return reply.confidence >= SURE or len(text.split()) >= A_SENTENCE


COMMANDS: dict[str, Callable[[Turn], Replies]] = {"/khaosat": choose, "/baocao": choose, copies.COMMAND: copies.start}
