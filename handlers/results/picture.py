"""What the picture for the chat shows: who sent, and one main figure, by sector. `chart` draws it."""

from typing import Any

from handlers.results.aggregate import Group, Results, has_total
from handlers.results.arithmetic import divide, round_half_up
from handlers.results.wording import scale_for_chart, show_percent
from handlers.survey.definition import Kind, Question
from handlers.texts import results as texts
from knowledge.numbers.writing import group_digits

MAIN = "revenue"


def describe_picture(results: Results) -> dict[str, Any]:
    """Plain data for `chart.draw`: a title, a line under it, and panels of bars with their labels."""
    facts, counts = results.facts, results.overall.counts
    panels = [_rates(results.sectors)]
    if (main := find_main(results)) is not None:
        panels.append(_figures(main, results.sectors))
    return {
        "title": f"{facts.title}\n{facts.period_name}",
        "subtitle": texts.overall_short(counts.submitted, counts.asked, show_percent(counts.rate)),
        "panels": panels,
    }


def main_questions(results: Results) -> list[Question]:
    """The number questions that add up, the most telling first: revenue, other money, the rest."""
    numbers = [item.question for item in results.overall.questions if item.question.number_kind]
    fitting = [question for question in numbers if has_total(question)]
    return sorted(fitting, key=lambda question: (question.key != MAIN, question.kind is not Kind.MONEY))


def find_main(results: Results) -> Question | None:
    """The question to draw: revenue, else the first amount of money that adds up, else the first number that does."""
    return next(iter(main_questions(results)), None)


def _rates(sectors: tuple[Group, ...]) -> dict[str, Any]:
    bars = []
    for group in sectors:
        counts = group.counts
        label = texts.sent_short(counts.submitted, counts.asked, show_percent(counts.rate))
        bars.append({"name": group.name, "value": float(counts.rate or 0), "label": label})
    return {"title": texts.RATE_BY_SECTOR, "bars": bars, "highest": 100.0}


def _figures(question: Question, sectors: tuple[Group, ...]) -> dict[str, Any]:
    size, unit = scale_for_chart(question)
    bars = []
    for group in sectors:
        result = group.find(question.key)
        figure = result.figure
        if figure is None or figure.total is None:
            label = texts.HIDDEN if result.is_hidden else texts.NO_FIGURE
            bars.append({"name": group.name, "value": 0.0, "label": label})
            continue
        shown = round_half_up(divide(figure.total, size), 1)
        bars.append({"name": group.name, "value": float(shown), "label": group_digits(shown)})
    return {"title": texts.by_sector(question.label, unit), "bars": bars, "highest": None}
