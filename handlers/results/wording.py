"""Figures of results as people read them: rounded for showing, and said to be so."""

from decimal import Decimal

from handlers.results.arithmetic import divide, round_half_up
from handlers.survey.definition import Kind, Question
from handlers.texts.results import MILLIONS, about
from knowledge.numbers.writing import UNIT_LABELS, Number, group_digits, write_short

SCALES: dict[str, tuple[tuple[int, str], ...]] = {
    "money": ((10**9, "tỷ đồng"), (10**6, "triệu đồng"), (1, "đồng")),
    "area": ((10**4, "ha"), (1, "m²")),
    "weight": ((10**3, "tấn"), (1, "kg")),
}


def show_percent(value: Decimal | None) -> str:
    """40,4%; empty when there is none."""
    return "" if value is None else f"{group_digits(round_half_up(value, 1))}%"


def show_figure(question: Question, value: Number) -> str:
    """A figure with its unit, short enough for a chat: 213 người, 63,09 tỷ đồng, khoảng 1,23 tỷ đồng."""
    kind = question.number_kind
    if kind in ("money", "area", "weight"):
        exact = write_short(value, kind)
        return exact if exact else _show_rounded(kind, value)
    digits = group_digits(round_half_up(value, 1))
    return f"{digits}%" if kind == "percent" else f"{digits} {question.unit}".strip()


def _show_rounded(kind: str, value: Number) -> str:
    steps = SCALES[kind]
    size, label = next((step for step in steps if abs(Decimal(value)) >= step[0]), steps[-1])
    shown = round_half_up(divide(value, size), 2)
    written = f"{group_digits(shown)} {label}"
    return written if shown * size == value else about(written)


def unit_of(question: Question) -> str:
    """The unit its figures are stored in: người, đồng, m², kg, %."""
    kind = question.number_kind
    return question.unit or (UNIT_LABELS[kind] if kind else "")


def scale_for_chart(question: Question) -> tuple[int, str]:
    """What figures are divided by on a picture, and the unit they then have."""
    return (10**6, MILLIONS) if question.kind is Kind.MONEY else (1, unit_of(question))
