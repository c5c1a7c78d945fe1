"""Rounds to make results of."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from handlers.results.inputs import Comparison, Earlier, Listed, Report, RoundData, RoundFacts, Status, VersionUse
from handlers.survey.definition import Definition
from handlers.survey.load import load_shipped
from handlers.survey.state import Answer, AnswerKind

OPENED = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
CLOSES = datetime(2026, 7, 15, 16, 59, tzinfo=UTC)
MILLION = 10**6

NO_DATA = Answer(AnswerKind.NO_DATA, raw="không biết")
SKIPPED = Answer(AnswerKind.SKIPPED)

# The figures of the Phong Thổ district: 27 cooperatives in three sectors. Each line: how many cooperatives, and the
# sector's capital in triệu, members, managers, managers who learned (of 54 managers 15).
PHONG_THO = {
    "agriculture": (9, 18_590, 74, 18, 5),
    "trade": (10, 19_000, 78, 20, 6),
    "construction": (8, 25_500, 61, 16, 4),
}


def said(value: Any, **more: Any) -> Answer:
    """An answer with a value."""
    return Answer(AnswerKind.VALUE, value, str(value), **more)


def definition() -> Definition:
    return load_shipped()["half_year"]


def facts(**changes: Any) -> RoundFacts:
    values: dict[str, Any] = {
        "id": 7,
        "survey": "half_year",
        "title": "Báo cáo 6 tháng của hợp tác xã",
        "period": "2026-H1",
        "period_name": "6 tháng đầu năm 2026",
        "version": 1,
        "is_open": False,
        "is_trial": False,
        "opens_at": OPENED,
        "closes_at": CLOSES,
        "closed_at": CLOSES,
        "read_at": CLOSES,
        "alliance": "Liên minh Hợp tác xã tỉnh Lai Châu",
        "versions": (VersionUse(1, 27, tuple(question.key for question in definition().questions)),),
    }
    return RoundFacts(**(values | changes))


def report(
    number: int,
    answers: Mapping[str, Answer] | None = None,
    *,
    sector: str = "agriculture",
    place: str = "Xã Phong Thổ",
    status: Status | None = None,
    **more: Any,
) -> Report:
    """A cooperative's report; sent when it has answers, unless `status` says otherwise."""
    given = dict(answers or {})
    found: Status = status or ("submitted" if given else "none")
    sent_at = CLOSES if found == "submitted" else None
    values: dict[str, Any] = {"name": f"HTX số {number:02d}", "place_key": f"text:{place}", "submitted_at": sent_at}
    return Report(cooperative_id=number, sector=sector, place=place, status=found, answers=given, **(values | more))


def round_data(
    reports: list[Report],
    *,
    earlier: Mapping[Comparison, Earlier] | None = None,
    directory: Sequence[Listed] = (),
    **changes: Any,
) -> RoundData:
    return RoundData(facts(**changes), definition(), tuple(reports), earlier or {}, tuple(directory))


def listed(reports: list[Report], **changes: Any) -> list[Listed]:
    """The directory's entries of the cooperatives that report."""
    values: dict[str, Any] = {"kind": "cooperative", "state": "active", **changes}
    return [
        Listed(report.cooperative_id, report.name, sector=report.sector, place_key=report.place_key,
               place=report.place, **values)
        for report in reports
    ]  # fmt: skip


def earlier(answers: Mapping[int, Mapping[str, Answer]], period: str = "2025-H2") -> Earlier:
    return Earlier(period, f"kỳ {period}", answers)


def split(total: int, parts: int) -> list[int]:
    """A total as so many whole parts that add up to it."""
    return [total // parts + (place < total % parts) for place in range(parts)]


def phong_tho() -> list[Report]:
    """27 reports whose sums are those of the district."""
    reports: list[Report] = []
    for sector, (cooperatives, capital, members, managers, learned) in PHONG_THO.items():
        columns = (split(capital, cooperatives), split(members, cooperatives), split(managers, cooperatives))
        schooled = split(learned, cooperatives)
        for place in range(cooperatives):
            answers = {
                "state": said("active"),
                "members": said(columns[1][place]),
                "workers": said(3),
                "revenue": said(columns[0][place] * MILLION // 2),
                "difficulty": said("capital" if place % 2 else "market"),
                "charter_capital": said(columns[0][place] * MILLION),
                "managers": said(columns[2][place]),
                "managers_degree": said(schooled[place]),
                "managers_vocational": said(0),
                "managers_untrained": said(columns[2][place] - schooled[place]),
            }
            ward = "Xã Phong Thổ" if place % 2 else "Xã Mường So"
            reports.append(report(len(reports) + 1, answers, sector=sector, place=ward))
    return reports
