"""What is shown at each place: a question, a read-back, the card, the offer, the review."""

from handlers.labels import is_label
from handlers.survey.commands import flat
from handlers.survey.course import applicable, figures, in_scope, is_complete, place_in_part
from handlers.survey.definition import Definition, Kind, Question
from handlers.survey.events import Ask, Button, Context
from handlers.survey.figures import find_card_doubts, find_doubts, say_figure, write_answer, write_briefly
from handlers.survey.state import DONE, OFFER, REVIEW, Answer, AnswerKind, Pending, PendingKind, State
from handlers.texts import survey as texts

BACK, PAUSE = Button("back", texts.BACK), Button("pause", texts.PAUSE)
SPELLED_FROM = 1000
"""Smaller figures are plain enough without their words."""
_SAME_AS_BEFORE = frozenset(
    {"nhu ky truoc", "nhu cu", "nhu truoc", "nhu lan truoc", "giong ky truoc", "giong lan truoc", "khong doi"}
    | {"khong thay doi", "ko doi", "ko thay doi", "van the", "van vay", "van nhu cu", "y nhu cu", "giu nguyen"}
)
MARKED, UNMARKED = "☑ ", "☐ "


def ask_current(definition: Definition, state: State, context: Context, before: str = "") -> Ask:
    """The Ask for where the person is, with a sentence before it."""
    question = definition.find(state.at)
    if state.pending is not None and state.pending.kind is PendingKind.CARD:
        ask = _ask_card(definition, state, state.pending, context)
    elif state.pending is not None and question is not None:
        ask = _ask_pending(definition, question, state, state.pending, context)
    elif question is not None:
        ask = _ask_question(definition, question, state, context)
    else:
        ask = _ask_summary(definition, state)
    return Ask(ask.question, f"{before}\n\n{ask.text}", ask.choices, ask.free_input) if before else ask


def find_button(ask: Ask, text: str) -> Button | None:
    """The button whose label was typed; "như kỳ trước" is the one for that, or for what is noted already."""
    if flat(text) in _SAME_AS_BEFORE:
        offered = {button.id: button for button in ask.choices}
        has_values = any(name.startswith("v.") for name in offered)  # "Vẫn như trước" may be one of them
        return offered.get("prev") or (None if has_values else offered.get("keep"))
    return next((button for button in ask.choices if is_label(text, button.label)), None)


def list_answers(definition: Definition, state: State) -> list[tuple[Question, str]]:
    """Every question of the review card in its order, with its answer as people read it.

    The number of a line on the card is its place in this list, from 1. Also for the receipt.
    """
    answered = figures(definition, state)
    scope = {question.key for question in in_scope(definition, state)}
    return [
        (one, write_answer(one, answered[one.key]) if one.key in answered else texts.NOT_ANSWERED)
        for one in applicable(definition, state)
        if one.key in answered or one.key in scope
    ]


def _ask_question(definition: Definition, question: Question, state: State, context: Context) -> Ask:
    number, total = place_in_part(definition, state, question)
    lines = [texts.progress(number, total, definition.part_of(question).title)]
    lines.append(question.prompt.replace("{period}", context.period))
    if question.help:
        lines.append(question.help)
    answered = state.answers.get(question.key)
    if answered is not None:
        lines.append(texts.answered_now(write_answer(question, answered)))
    choices = (*_value_buttons(question, answered), *_other_buttons(question, answered, context), BACK, PAUSE)
    first = in_scope(definition, state)[0].key == question.key
    return Ask(
        question.key,
        "\n".join(lines),
        tuple(choice for choice in choices if not (first and choice is BACK)),
        free_input=not question.choices,
    )


def _value_buttons(question: Question, answered: Answer | None) -> list[Button]:
    if question.kind is Kind.SEVERAL:
        chosen = answered.value if answered and isinstance(answered.value, tuple) else ()
        return _tick_buttons(question, chosen)
    return [Button(f"v.{option.key}", option.label) for option in question.choices]


def _tick_buttons(question: Question, chosen: tuple[str, ...]) -> list[Button]:
    return [
        Button(f"off.{option.key}", MARKED + option.label)
        if option.key in chosen
        else Button(f"on.{option.key}", UNMARKED + option.label)
        for option in question.choices
    ]


def _other_buttons(question: Question, answered: Answer | None, context: Context) -> list[Button]:
    buttons = []
    if answered is not None:
        buttons.append(Button("keep", texts.keep(write_briefly(question, answered))))
    previous = repeatable(question, context)
    if previous is not None and (answered is None or not answered.says_same(previous)):
        written = write_briefly(question, previous)
        buttons.append(Button("prev", texts.same_as_before(context.previous_period, written)))
    if question.allow_none:
        buttons.append(Button("none", texts.NO_DATA))
    if not question.required:
        buttons.append(Button("skip", texts.SKIP))
    return buttons


def repeatable(question: Question, context: Context) -> Answer | None:
    """The previous period's answer, when it may be given again: not what an older version asked otherwise."""
    previous = context.previous.get(question.key)
    if previous is None or not question.repeat or previous.kind is not AnswerKind.VALUE:
        return None
    if question.choices:
        return previous if {*previous.plain.split(",")} <= {option.key for option in question.choices} else None
    return previous if question.number_kind is None or previous.number is not None else None


def _ask_pending(definition: Definition, question: Question, state: State, pending: Pending, context: Context) -> Ask:
    tag, answer = pending.tag, pending.proposals[0].answer if pending.proposals else None
    again = Button(f"redo.{tag}", texts.AGAIN)
    yes = Button(f"ok.{tag}", texts.YES)
    if answer is None:
        raise ValueError(f"nothing is proposed for {state.at}")
    if pending.kind is PendingKind.READINGS:
        return _ask_which(question, pending, again)
    if pending.kind is PendingKind.SELECT:
        return _ask_ticks(question, answer, context, tag)
    if pending.kind is PendingKind.OTHER:
        return Ask(state.at, texts.OTHER_WHAT, (Button(f"ok.{tag}", texts.SKIP), again))
    if pending.kind is PendingKind.QUESTION:
        buttons = (Button(f"ok.{tag}", texts.IT_IS_ANSWER), Button(f"redo.{tag}", texts.IT_IS_QUESTION))
        return Ask(state.at, texts.LOOKS_LIKE_QUESTION, buttons, free_input=False)
    return _ask_right(definition, question, state, answer, context, (yes, again))


def _ask_which(question: Question, pending: Pending, again: Button) -> Ask:
    buttons = [
        Button(f"r{index}.{pending.tag}", item.label or write_answer(question, item.answer))
        for index, item in enumerate(pending.proposals)
    ]
    if not any(one.words for one in pending.proposals):  # choices: the buttons say all there is to say
        return Ask(question.key, texts.WHICH_CHOICE, (*buttons, again), free_input=False)
    lines = [texts.WHICH]
    lines += [texts.reading_line(number, one.label, one.words) for number, one in enumerate(pending.proposals, 1)]
    return Ask(question.key, "\n".join(lines), (*buttons, again), free_input=False)


def _ask_ticks(question: Question, answer: Answer, context: Context, tag: str) -> Ask:
    chosen = answer.value if isinstance(answer.value, tuple) else ()
    text = question.prompt.replace("{period}", context.period)
    done = [Button(f"done.{tag}", texts.DONE_TICKING)] if chosen else []
    return Ask(question.key, text, (*_tick_buttons(question, chosen), *done, BACK), free_input=False)


def _ask_right(
    definition: Definition,
    question: Question,
    state: State,
    answer: Answer,
    context: Context,
    buttons: tuple[Button, ...],
) -> Ask:
    doubts = find_doubts(definition, question, answer, state, context)
    number = answer.number
    written = write_answer(question, answer)
    words = "" if number is None or abs(number) < SPELLED_FROM else say_figure(question, number)
    lines = [texts.read_back(written, words), *doubts]
    lines.append(texts.IS_IT_RIGHT_REASON if doubts else texts.IS_IT_RIGHT)
    return Ask(question.key, "\n".join(lines), buttons, free_input=bool(doubts))


def _ask_card(definition: Definition, state: State, pending: Pending, context: Context) -> Ask:
    buttons = (Button(f"ok.{pending.tag}", texts.YES), Button(f"redo.{pending.tag}", texts.AGAIN))
    several = len(pending.proposals) + len(pending.unread) > 1
    lines = [texts.CARD if several else texts.CARD_OF_ONE]
    doubts = find_card_doubts(definition, pending.proposals, state, context)
    for item, unusual in zip(pending.proposals, doubts, strict=True):
        question = definition.get(item.question)
        old = state.answers.get(item.question)
        before = write_answer(question, old) if old and not old.says_same(item.answer) else None
        lines.append(texts.card_line(question.label, write_answer(question, item.answer), before))
        lines += [texts.card_doubt(sentence) for sentence in unusual]
    lines += [texts.card_unread(piece) for piece in pending.unread]
    alone = texts.CARD_RIGHT if several else texts.IS_IT_RIGHT
    lines.append(texts.CARD_RIGHT_REASON if any(doubts) else alone)
    return Ask(state.at, "\n".join(lines), buttons, free_input=any(doubts))


def _ask_summary(definition: Definition, state: State) -> Ask:
    listed = list_answers(definition, state)
    lines = [texts.review_line(number, one.label, text) for number, (one, text) in enumerate(listed, 1)]
    heads = {OFFER: texts.OFFER, REVIEW: texts.REVIEW}
    short = state.at == DONE and not is_complete(definition, state)
    head = heads.get(state.at, texts.DONE_SHORT if short else texts.DONE)
    end = {OFFER: [texts.OFFER_END], REVIEW: [texts.REVIEW_END]}.get(state.at, [])
    fixes = [Button(f"fix.{one.key}", texts.fix(number)) for number, (one, _) in enumerate(listed, 1)]
    return Ask(state.at, "\n".join([head, *lines, *end]), (*_summary_buttons(state, short=short), *fixes))


def _summary_buttons(state: State, *, short: bool) -> tuple[Button, ...]:
    if state.at == OFFER:
        return (Button("short", texts.SEND_SHORT), Button("full", texts.GO_ON_FULL), PAUSE)
    if state.at == DONE:
        return (Button("full", texts.GO_ON_FULL),) if short else ()
    return (Button("submit", texts.SEND), BACK, PAUSE)
