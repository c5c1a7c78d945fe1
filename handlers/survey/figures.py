"""Answers as people read them, and what may be doubtful about a figure."""

from collections.abc import Sequence
from decimal import Decimal

from handlers.survey.definition import OTHER, Definition, Kind, Question
from handlers.survey.events import Context
from handlers.survey.phones import write_phone
from handlers.survey.state import Answer, AnswerKind, Proposal, State
from handlers.survey.swings import Swing, compare
from handlers.texts import survey as texts
from knowledge.numbers.writing import Number, group_digits, say_value, write_number


def write_answer(question: Question, answer: Answer) -> str:
    """The answer on one line, with digits and unit: 35 người, 1,2 tỷ đồng (1.200.000.000 đồng), Không có số liệu."""
    if answer.kind is AnswerKind.NO_DATA:
        return texts.NO_DATA.lower()
    if answer.kind is AnswerKind.SKIPPED:
        return texts.SKIPPED.lower()
    if answer.number is not None and question.number_kind:
        return write_figure(question, answer.number)
    if isinstance(answer.value, tuple):
        return ", ".join(question.label_of(key) for key in answer.value) or texts.SKIPPED.lower()
    if question.kind is Kind.PHOTO:
        return texts.file_kept(answer.note or texts.FILE)
    label = _write_plain(question, str(answer.value))
    return f"{label}: {answer.note}" if answer.note and OTHER in answer.plain.split(",") else label


def _write_plain(question: Question, value: str) -> str:
    if question.kind is Kind.PHONE:
        return write_phone(value)
    if question.kind in (Kind.DATE, Kind.MONTH):
        return "/".join(str(int(part)) for part in reversed(value.split("-")))
    return question.label_of(value)


def write_figure(question: Question, number: Decimal) -> str:
    """A figure of a question, with its unit."""
    kind = question.number_kind or "decimal"
    if number < 0 and question.below_zero:
        return f"{question.below_zero} {write_figure(question, -number)}"
    written = write_number(_plain(number), kind)
    return f"{written} {question.unit}".strip() if kind in ("count", "decimal") else written


def write_briefly(question: Question, answer: Answer) -> str:
    """The answer as a button has room for: 35, 1,2 tỷ đồng."""
    if answer.number is None or not question.number_kind:
        return write_answer(question, answer)[:40]
    if question.number_kind in ("count", "decimal"):
        return group_digits(answer.number)
    return write_figure(question, answer.number).split(" (")[0]


def say_figure(question: Question, number: Decimal) -> str:
    """A figure in words."""
    if number < 0 and question.below_zero:
        return f"{question.below_zero} {say_figure(question, -number)}"
    return say_value(_plain(number), question.number_kind or "decimal")


def _plain(number: Decimal) -> Number:
    return int(number) if number == int(number) else number


def find_doubts(
    definition: Definition, question: Question, answer: Answer, state: State, context: Context
) -> list[str]:
    """Sentences on what is unusual about a figure; none when nothing is."""
    number = answer.number if question.number_kind else None
    if number is None:
        return []
    found = [
        find_swing(question, number, context),
        _beyond_usual(question, number),
        _beyond_other(definition, question, number, state),
        _sum(definition, question, number, state),
    ]
    return [sentence for sentence in found if sentence]


def find_card_doubts(
    definition: Definition, proposals: Sequence[Proposal], state: State, context: Context
) -> list[list[str]]:
    """The same for each answer of a card, every one beside those that stand above it."""
    found = []
    for item in proposals:
        found.append(find_doubts(definition, definition.get(item.question), item.answer, state, context))
        state = state.with_answer(item.question, item.answer)
    return found


def find_swing(question: Question, number: Decimal, context: Context) -> str | None:
    """What is said of a figure that is unlike everything the cooperative said before, or a zero off."""
    previous = context.previous.get(question.key)
    latest = () if previous is None or previous.number is None else ((context.previous_period, previous.number),)
    found = compare(number, context.history.get(question.key) or latest, question.swing)
    return None if found is None else _say_swing(question, found)


def _say_swing(question: Question, found: Swing) -> str:
    written, times = write_figure(question, found.figure), group_digits(round(found.times, 1))
    if found.among == 1:
        said = (texts.much_more if found.is_more else texts.much_less)(found.period, written, times)
    else:
        said = (texts.most_ever if found.is_more else texts.least_ever)(found.period, written, times)
    return f"{said} {texts.zero_too_many(is_more=found.is_more)}" if found.is_zero_off else said


def _beyond_usual(question: Question, number: Decimal) -> str | None:
    if question.warn_below is not None and 0 < number < question.warn_below:
        return texts.unusually_low(write_figure(question, question.warn_below))
    if question.warn_above is not None and number > question.warn_above:
        return texts.unusually_high(write_figure(question, question.warn_above))
    return None


def _beyond_other(definition: Definition, question: Question, number: Decimal, state: State) -> str | None:
    other = definition.find(question.not_more_than or "")
    most = _figure(state, other.key) if other else None
    if other is None or most is None or number <= most:
        return None
    return texts.more_than(other.label, write_figure(other, most))


def _sum(definition: Definition, question: Question, number: Decimal, state: State) -> str | None:
    rule = question.sums_to
    if rule is None:
        return None
    total, parts = _figure(state, rule.total), [_figure(state, key) for key in rule.others]
    known = [part for part in parts if part is not None]
    if total is None or len(known) < len(parts) or sum(known) + number == total:
        return None
    main = definition.get(rule.total)
    added = write_figure(main, sum(known) + number)
    return texts.does_not_add_up(main.label, write_figure(main, total), added)


def _figure(state: State, key: str) -> Decimal | None:
    return state.answers[key].number if key in state.answers else None
