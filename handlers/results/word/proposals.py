"""What cooperatives propose: grouped by the words they use, counted, and quoted without saying who."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.directory.names import fold_name
from handlers.results.inputs import Report
from handlers.survey.definition import Kind, Question
from handlers.texts.report import OTHER_THEME, THEMES
from knowledge.vietnamese import fold

_LONG_NUMBER = re.compile(r"\+?\d(?:[\d .\-]{6,}\d)")
MOST_QUOTED = 20
_WORDS = {theme: re.compile(rf"\b(?:{words})\b") for theme, words in THEMES.items()}


@dataclass(frozen=True, slots=True)
class Proposals:
    """How many cooperatives proposed something, how many in each group (largest first), and what they wrote."""

    count: int
    groups: tuple[tuple[str, int], ...]
    quoted: tuple[str, ...]


def read_proposals(questions: Sequence[Question], reports: Sequence[Report]) -> Proposals:
    """The answers to the survey's questions for words, of reports that were sent."""
    keys = [question.key for question in questions if question.kind is Kind.TEXT]
    said = {report.cooperative_id: text for report in reports if (text := _text(report, keys))}
    counts = dict.fromkeys([*THEMES, OTHER_THEME], 0)
    for text in said.values():
        for theme in find_themes(text):
            counts[theme] += 1
    groups = sorted(((theme, count) for theme, count in counts.items() if count), key=lambda pair: -pair[1])
    quotes = [_anonymous(said[report.cooperative_id], report) for report in reports if report.cooperative_id in said]
    return Proposals(len(said), tuple(groups), tuple(sorted({quote for quote in quotes if quote}))[:MOST_QUOTED])


def _text(report: Report, keys: Sequence[str]) -> str:
    answers = [answer for key in keys if (answer := report.counted(key)) is not None]
    return " ".join(" ".join(str(answer.value).split()) for answer in answers)


def find_themes(text: str) -> list[str]:
    """The groups a proposal belongs to; the last one when its words are of none."""
    folded = fold(text).lower()
    return [theme for theme, words in _WORDS.items() if words.search(folded)] or [OTHER_THEME]


def _anonymous(text: str, report: Report) -> str:
    """The text without telephone numbers; empty when it names its cooperative."""
    own = fold_name(report.name)
    return "" if own and own in fold(text).lower() else _LONG_NUMBER.sub("…", text)
