"""Reads what was typed as the answer to one question."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from handlers.directory.gazetteer import plain_name
from handlers.survey.commands import flat, looks_like_question
from handlers.survey.dates import read_day, read_month
from handlers.survey.definition import Kind, Option, Question
from handlers.survey.figures import say_figure, write_figure
from handlers.survey.phones import read_phone
from handlers.survey.places import read_place
from handlers.survey.state import Answer, AnswerKind
from handlers.survey.sums import adds_words, read_parts, say_sum
from handlers.texts import survey as texts
from knowledge.numbers.absence import says_unknown
from knowledge.numbers.reader import Meaning, Outcome, Reading, Reason, read_number
from knowledge.numbers.writing import Number

TEXT_LENGTH = 2000
PLACE_LENGTH = 80
_HOW_MUCH = re.compile(
    r"(?:(?:cung|kha|hoi|rat|co|duoc|chac|khong|ko|thi|ban|thu) )*(?:nhieu|it|nhieu hon|it hon|dong|vang|lung tung)"
    r"(?: (?:lam|thoi|qua|nguoi|tien|a|nhe|lam em|lam chau|hon|roi|khong ro|khong nho))*"
)
"""Much or little, said instead of a figure: "nhiều lắm", "cũng ít thôi"."""
_IS_FIGURE = re.compile(r"\d[\d ]*(?: (?:nguoi|thanh vien|trieu|tr|ty|dong|ha|thoi|a|nhe|chu|chua))*")
"""Words that are a figure with its unit: no proposal to the alliance, but meant for another question."""
MOST_WORDS = 15  # in which a choice is still looked for; a longer text tells a story


@dataclass(frozen=True, slots=True)
class Read:
    """What a text says for a question. `labels` are the figures' digits and words, one pair an answer.

    One answer: it is sure, and to be confirmed first when `is_unsure`. Several: which one is to be asked. None: it
    is refused for what `problem` says; `is_answer` False then means that it may be something else altogether.
    """

    answers: tuple[Answer, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    is_unsure: bool = False
    problem: str = ""
    is_answer: bool = True


def read_answer(question: Question, text: str, places: Sequence[str] = ()) -> Read:
    """Read a text as the answer to a question, its limits included. `places`: the wards that are known."""
    if question.number_kind:
        return _read_figure(question, text)
    if question.allow_none and question.kind is not Kind.TEXT and says_unknown(flat(text)):
        return Read((Answer(AnswerKind.NO_DATA, raw=text),))
    if question.kind is Kind.PLACE:
        return _read_place(text, places)
    return _READERS[question.kind](question, text)


def _read_figure(question: Question, text: str) -> Read:
    reading = read_number(text, question.number_kind or "decimal", _names(question))
    if reading.outcome is Outcome.NO_DATA:
        known = Read(problem=texts.NEEDS_NUMBER)
        return Read((Answer(AnswerKind.NO_DATA, raw=text),)) if question.allow_none else known
    if reading.outcome is Outcome.NONE and _HOW_MUCH.fullmatch(flat(text)):
        return Read(problem=texts.VAGUE_NUMBER)
    if reading.outcome is Outcome.NONE:
        reason = reading.reason or Reason.UNREAD
        problem = texts.other_unit(_asked_for(question)) if reason is Reason.OTHER_UNIT else _REFUSALS[reason]
        return Read(problem=problem, is_answer=reason is not Reason.UNREAD and not looks_like_question(text))
    found = _within_limits(question, text, reading)
    if question.kind is not Kind.COUNT:
        return found
    found = _added(question, text, found) or found
    return replace(found, is_unsure=found.is_unsure or adds_words(text))  # "vợ chồng tôi và 3 người"


def _asked_for(question: Question) -> str:
    return texts.FIGURES.get(question.kind) or (f"số {question.unit}" if question.unit else texts.A_NUMBER)


def _added(question: Question, text: str, found: Read) -> Read | None:
    """The number read, or all the numbers of the text together: which, the person says."""
    parts = read_parts(text)
    total = Decimal(sum(parts))
    if not found.answers or len(parts) == 0 or any(answer.number == total for answer in found.answers):
        return None
    if _limit_problem(question, total):
        return None
    answers = (*found.answers, Answer(AnswerKind.VALUE, int(total), text))
    return Read(answers, (*found.labels, (write_figure(question, total), texts.added(say_sum(parts)))))


def _names(question: Question) -> list[str]:
    units = {"người": ["người", "thành viên", "lao động"]}.get(question.unit, [question.unit] if question.unit else [])
    return [*question.names, *units]


def _within_limits(question: Question, text: str, reading: Reading) -> Read:
    allowed = [meaning for meaning in reading.readings if not _limit_problem(question, Decimal(meaning.value))]
    if not allowed:
        return Read(problem=_limit_problem(question, Decimal(reading.readings[0].value)))
    unsure = reading.is_approximate or reading.outcome is Outcome.ASK
    is_money = question.kind is Kind.MONEY and allowed[0].value != 0
    labels = tuple(_label(question, meaning) for meaning in allowed)
    return Read(tuple(_figure(meaning, text) for meaning in allowed), labels, is_unsure=unsure or is_money)


def _label(question: Question, meaning: Meaning) -> tuple[str, str]:
    number = Decimal(meaning.value)
    return write_figure(question, number) + meaning.note, say_figure(question, number) + meaning.note


def _figure(meaning: Meaning, text: str) -> Answer:
    value: Number = meaning.value
    return Answer(AnswerKind.VALUE, value if isinstance(value, int) else format(value, "f"), text)


def _limit_problem(question: Question, number: Decimal) -> str:
    if question.minimum is not None and number < question.minimum:
        return texts.too_low(write_figure(question, question.minimum))
    if question.maximum is not None and number > question.maximum:
        return texts.too_high(write_figure(question, question.maximum))
    return ""


def _read_choice(question: Question, text: str) -> Read:
    key = find_choice(question, text)
    if key is not None:
        return Read((Answer(AnswerKind.VALUE, key, text),))
    meant = _choices_meant(question, text)
    if not meant:
        return Read(problem=texts.UNREAD_CHOICE, is_answer=False)
    answers = tuple(Answer(AnswerKind.VALUE, option.key, text) for option in meant)
    return Read(answers, tuple((option.label, "") for option in meant), is_unsure=True)


def _choices_meant(question: Question, text: str) -> list[Option]:
    """Those that free words speak of ("vẫn làm ăn bình thường"); a longer name hides a shorter one inside it."""
    said = f" {flat(text)} "
    if looks_like_question(text) or len(said.split()) > MOST_WORDS:
        return []
    found = [(f" {flat(name)} ", option) for option in question.choices for name in (option.label, *option.names)]
    found = [(name, option) for name, option in found if name in said]
    longest = [one for name, one in found if not any(name in other and name != other for other, _ in found)]
    return list(dict.fromkeys(longest))


def find_choice(question: Question, text: str) -> str | None:
    """The choice named by its number, its label, or words found in one label only."""
    said = flat(text)
    if said.isdecimal():
        index = int(said[:4]) - 1
        return question.choices[index].key if 0 <= index < len(question.choices) else None
    exact = [option.key for option in question.choices if flat(option.label) == said]
    partly = [option.key for option in question.choices if f" {said} " in f" {flat(option.label)} "]
    found = exact or (partly if len(said) >= 3 else [])
    return found[0] if len(found) == 1 else None


_YES = ("co", "yes", "co chu", "roi", "co roi", "dung", "vang", "da co", "u", "ok")
_NO = ("khong", "ko", "k", "chua", "chua co", "khong co", "no", "hong", "ko co", "k co", "sai")


_BEGINS_YES = frozenset({"co", "roi", "da", "vang", "dung"})
_BEGINS_NO = frozenset({"khong", "ko", "chua", "hong", "k"})
_HAS_NONE = re.compile(
    r"^(?:khong|ko|k|chua|hong|khoi|thoi khoi)$|\b(?:khong|ko|k|chua|hong) (?:co|can|gui|chup|muon)\b"
)
_NOTHING_TO_SAY = {
    "chiu",
    "kb",
    "khong biet",
    "ko biet",
    "chua biet",
    "khong ro",
    "chua ro",
    "khong y kien",
    "khong co gi",
}
_NOTHING_TO_SAY |= {
    "ko co gi",
    "khong co y kien",
    "chua nghi ra",
    "khong de nghi gi",
    "khong de nghi",
    "khoi",
    "de sau tinh",
}


def _read_yes_no(question: Question, text: str) -> Read:
    said = flat(text)
    if said in _YES:
        return Read((Answer(AnswerKind.VALUE, "yes", text),))
    if said in _NO:
        return Read((Answer(AnswerKind.VALUE, "no", text),))
    if (key := find_choice(question, text)) is not None:
        return Read((Answer(AnswerKind.VALUE, key, text),))
    if not looks_like_question(text) and len(said.split()) <= MOST_WORDS:
        first = said.partition(" ")[0]
        if first in _BEGINS_YES:  # "có ký với công ty Minh Anh"
            return Read((Answer(AnswerKind.VALUE, "yes", text),), is_unsure=True)
        if first in _BEGINS_NO:
            return Read((Answer(AnswerKind.VALUE, "no", text),), is_unsure=True)
    return Read(problem=texts.UNREAD_CHOICE, is_answer=False)


def _read_several(question: Question, text: str) -> Read:
    pieces = [piece for piece in text.replace(";", ",").replace("\n", ",").split(",") if piece.strip()]
    keys = [find_choice(question, piece) for piece in pieces]
    if not keys or None in keys:
        return Read(problem=texts.UNREAD_CHOICE, is_answer=False)
    chosen = tuple(option.key for option in question.choices if option.key in keys)
    return Read((Answer(AnswerKind.VALUE, chosen, text),))


def _read_day(question: Question, text: str) -> Read:
    return _dated(read_day(text), text, texts.UNREAD_DATE)


def _read_month(question: Question, text: str) -> Read:
    return _dated(read_month(text), text, texts.UNREAD_MONTH)


def _dated(value: str | None, text: str, problem: str) -> Read:
    return Read((Answer(AnswerKind.VALUE, value, text),)) if value else Read(problem=problem, is_answer=False)


def _read_place(text: str, places: Sequence[str]) -> Read:
    """A ward that is known, which of several alike, or the words themselves once the person agrees to them."""
    words = " ".join(text.split())
    if not any(char.isalpha() for char in words) or len(words) > PLACE_LENGTH or looks_like_question(text):
        return Read(problem=texts.UNREAD_PLACE, is_answer=False)
    found = read_place(text, places) or [words]
    answers = tuple(Answer(AnswerKind.VALUE, place, text) for place in found)
    is_known = plain_name(found[0]) == plain_name(text) and found[0] in places
    return Read(answers, tuple((place, "") for place in found), is_unsure=len(found) > 1 or not is_known)


def _read_phone(question: Question, text: str) -> Read:
    if not question.required and flat(text) in _NO:
        return Read((Answer(AnswerKind.SKIPPED, raw=text),))
    found = read_phone(text)
    if found is None:
        return Read(problem=texts.UNREAD_PHONE, is_answer=any(char.isdigit() for char in text))
    return Read((Answer(AnswerKind.VALUE, found[0], text),), is_unsure=not found[1])


def _read_photo(question: Question, text: str) -> Read:
    """Words are no photo; those that say there is none leave the question out."""
    if _HAS_NONE.search(flat(text)) and not looks_like_question(text):
        kind = AnswerKind.NO_DATA if question.required and question.allow_none else AnswerKind.SKIPPED
        return (
            Read((Answer(kind, raw=text),))
            if not question.required or question.allow_none
            else Read(problem=texts.NEEDS_PHOTO)
        )
    return Read(problem=texts.NEEDS_PHOTO, is_answer=False)


def _read_text(question: Question, text: str) -> Read:
    words = text.strip()
    most = int(question.maximum or TEXT_LENGTH)
    if len(words) > most:
        return Read(problem=texts.too_long(most))
    if not question.required and (flat(words) in _NO or flat(words) in _NOTHING_TO_SAY):
        return Read((Answer(AnswerKind.SKIPPED, raw=text),))
    return Read(
        (Answer(AnswerKind.VALUE, words, text),),
        is_unsure=looks_like_question(text) or _IS_FIGURE.fullmatch(flat(text)) is not None,
    )


_READERS: dict[Kind, Callable[[Question, str], Read]] = {
    Kind.YES_NO: _read_yes_no,
    Kind.ONE: _read_choice,
    Kind.SEVERAL: _read_several,
    Kind.DATE: _read_day,
    Kind.MONTH: _read_month,
    Kind.TEXT: _read_text,
    Kind.PHONE: _read_phone,
    Kind.PHOTO: _read_photo,
}
_REFUSALS = {
    Reason.UNREAD: texts.UNREAD_NUMBER,
    Reason.NOT_WHOLE: texts.NOT_WHOLE,
    Reason.NEGATIVE: texts.NEGATIVE,
    Reason.TOO_LARGE: texts.TOO_LARGE,
    Reason.UNCLEAR: texts.UNCLEAR_NUMBER,
    Reason.VAGUE: texts.VAGUE_NUMBER,
}
