"""The results as JSON for other programs. Schema `htx-results/1`, described in docs/results.md.

Counts and amounts in đồng are JSON integers. Everything that is not whole by nature is a string with a decimal point,
exact or rounded half up to 4 digits, so that no reader turns it into a binary fraction unasked.
"""

import json
from datetime import UTC, datetime
from typing import Any

from handlers.results.aggregate import WHOLE, Counts, Figure, Group, QuestionResult, Results, share
from handlers.results.arithmetic import percent, round_half_up
from handlers.survey.definition import Question
from knowledge.numbers.writing import UNIT_LABELS, Number

SCHEMA = "htx-results/1"
DIGITS = 4


def write_report(results: Results) -> bytes:
    """UTF-8 JSON; the same results give the same bytes."""
    return json.dumps(describe(results), ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def describe(results: Results) -> dict[str, Any]:
    """The report as plain data."""
    questions = [result.question for result in results.overall.questions]
    return {
        "schema": SCHEMA,
        "round": _round(results),
        "questions": [_question(question) for question in questions],
        "counts": _counts(results.overall.counts),
        "figures": _figures(results.overall, results.overall),
        "groups": {
            "sector": [_group(group, results.overall) for group in results.sectors],
            "place": [_group(group, results.overall) for group in results.places],
        },
    }


def _round(results: Results) -> dict[str, Any]:
    facts = results.facts
    return {
        "id": facts.id,
        "survey": facts.survey,
        "version": facts.version,
        "title": facts.title,
        "period": facts.period,
        "alliance": facts.alliance,
        "state": "open" if facts.is_open else "closed",
        "trial": facts.is_trial,
        "opens_at": _moment(facts.opens_at),
        "closes_at": _moment(facts.closes_at),
        "closed_at": _moment(facts.closed_at),
        "figures_at": _moment(facts.read_at),
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _question(question: Question) -> dict[str, Any]:
    kind = question.number_kind
    return {
        "key": question.key,
        "label": question.label,
        "kind": str(question.kind),
        "unit": question.unit or (UNIT_LABELS[kind] if kind else ""),
        "options": [{"key": option.key, "label": option.label} for option in question.choices],
    }


def _counts(counts: Counts) -> dict[str, Any]:
    return {
        "asked": counts.asked,
        "submitted": counts.submitted,
        "partial": counts.partial,
        "silent": counts.silent,
        "unreachable": counts.unreachable,
        "response_rate": _decimal(counts.rate),
    }


def _group(group: Group, overall: Group) -> dict[str, Any]:
    return {
        "key": group.key,
        "name": group.name,
        "counts": _counts(group.counts),
        "figures": _figures(group, overall),
    }


def _figures(group: Group, overall: Group) -> dict[str, Any]:
    pairs = zip(group.questions, overall.questions, strict=True)
    return {part.question.key: _result(part, whole) for part, whole in pairs}


def _result(result: QuestionResult, whole: QuestionResult) -> dict[str, Any]:
    told: dict[str, Any] = {
        "answered": result.answered,
        "no_data": result.no_data,
        "skipped": result.skipped,
        "not_asked": result.not_asked,
    }
    if result.question.number_kind:
        told |= _figure(result.question, result.figure) | {"share": _decimal(share(result, whole))}
    if result.question.choices:
        told["options"] = {
            option.key: {"count": option.count, "percent": _decimal(percent(option.count, result.answered))}
            for option in result.options
        }
    return told


def _figure(question: Question, figure: Figure | None) -> dict[str, Any]:
    if figure is None:
        return dict.fromkeys(("sum", "mean", "q1", "median", "q3", "min", "max"))
    return {
        "sum": _number(question, figure.total),
        "mean": _decimal(figure.mean),
        "q1": _decimal(figure.lower_quartile),
        "median": _decimal(figure.median),
        "q3": _decimal(figure.upper_quartile),
        "min": _number(question, figure.lowest),
        "max": _number(question, figure.highest),
    }


def _number(question: Question, value: Number | None) -> int | str | None:
    if value is None or question.kind not in WHOLE:
        return _decimal(value)
    return int(value)


def _decimal(value: Number | None) -> str | None:
    """At most 4 digits after the point, none of them an idle 0."""
    if value is None:
        return None
    written = format(round_half_up(value, DIGITS), "f").rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written
