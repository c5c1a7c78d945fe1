"""The results as JSON for other programs. Schema `htx-results/1`, described in docs/results.md.

Counts and amounts in đồng are JSON integers. Everything that is not whole by nature is a string with a decimal point,
exact or rounded half up to 4 digits, so that no reader turns it into a binary fraction unasked.
"""

import json
from datetime import UTC, datetime
from typing import Any

from handlers.results.aggregate import Counts, Figure, Group, QuestionResult, Results, share
from handlers.results.arithmetic import percent, round_half_up
from handlers.results.changes import WHOLE, Change
from handlers.results.grouping import BREAKDOWNS, find_group
from handlers.results.inputs import Report
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
            name: [_group(group, results.overall) for group in groups] for name, groups in results.breakdowns.items()
        },
        "public": results.is_public,
        "responses": None if results.is_public else [_response(report, results) for report in _sent(results)],
    }


def _sent(results: Results) -> list[Report]:
    return [report for report in results.reports if report.status == "submitted"]


def _response(report: Report, results: Results) -> dict[str, Any]:
    """What makes a figure traceable: which report is in which groups, and which questions it gives a value for."""
    given = [result.question.key for result in results.overall.questions if report.counted(result.question.key)]
    return {
        "response": report.response_id,
        "cooperative": report.cooperative_id,
        **{name: find_group(name, report, results.facts)[0] for name in BREAKDOWNS},
        "answers": given,
        "doubted_answers": [key for key in given if report.answers[key].was_doubted],
        "corrected_answers": [key for key in given if key in report.corrected],
    }


def _round(results: Results) -> dict[str, Any]:
    facts = results.facts
    return {
        "id": facts.id,
        "survey": facts.survey,
        "version": facts.version,
        "versions": [
            {"version": one.version, "reports": one.reports, "asks": list(one.asks)} for one in facts.versions
        ],
        "title": facts.title,
        "period": facts.period,
        "alliance": facts.alliance,
        "state": "open" if facts.is_open else "closed",
        "trial": facts.is_trial,
        "opens_at": _moment(facts.opens_at),
        "closes_at": _moment(facts.closes_at),
        "closed_at": _moment(facts.closed_at),
        "figures_at": _moment(facts.read_at),
        "compared": {str(name): period for name, period in results.compared.items()},
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
        "members_asked": counts.members_asked,
        "members_sent": counts.members_sent,
        "members_unknown": counts.members_unknown,
        "coverage": _decimal(counts.coverage),
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
        "doubted": result.doubted,
        "corrected": result.corrected,
        "hidden": result.is_hidden,
    }
    if result.question.number_kind:
        told |= _figure(result.question, result.figure) | {"share": _decimal(share(result, whole))}
        told["changes"] = {name: _change(result.question, change) for name, change in result.changes.items()}
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


def _change(question: Question, change: Change) -> dict[str, Any]:
    """Its sums only where the ids are known: in a report for outside they are gone, see `outside`."""
    is_open = bool(change.ids)
    return {
        "both": change.count,
        "before": _number(question, change.before) if is_open else None,
        "now": _number(question, change.now) if is_open else None,
        "growth": _decimal(change.rate),
    }


def _number(question: Question, value: Number | None) -> int | str | None:
    if value is None or question.kind not in WHOLE or value != int(value):
        return _decimal(value)
    return int(value)


def _decimal(value: Number | None) -> str | None:
    """At most 4 digits after the point, none of them an idle 0."""
    if value is None:
        return None
    written = format(round_half_up(value, DIGITS), "f").rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written
