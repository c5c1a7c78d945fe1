"""Facts in words, and words read as answers. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.directory.sectors import read_sector_answer
from handlers.survey.commands import flat, looks_like_question
from handlers.survey.dates import read_day, read_month
from handlers.texts import policies as texts
from knowledge.numbers.absence import says_unknown
from knowledge.numbers.reader import Outcome, Reason, read_number
from knowledge.numbers.writing import NumberKind, group_digits, write_short

MOST_MEMBERS = 10**6
MOST_CAPITAL = 10**15
MOST_MONTHS = 1200
LONGEST_CHOICE = 60  # characters; a longer text is a story
_NUMBER_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_ABOUT_MEMBERS = ("thành viên", "người", "xã viên", "hộ")
_ORDINARY = re.compile(
    r"\b(?:khong|ko|k|chua)\b.*\b(?:kho khan|phai|thuoc|o)\b|\b(?:binh thuong|thuan loi|thanh pho)\b"
)
_DIFFICULT = re.compile(r"\b(?:kho khan|bien gioi|hai dao|135|ngheo|vung cao|vung sau|vung xa)\b")
_KIND_WORDS = (
    ("sang_lap", r"\b(?:chua lap|dinh lap|sap lap|chua thanh lap|sap thanh lap|dinh thanh lap|dang lap)\b"),
    ("lien_hiep", r"\b(?:lien hiep|lhhtx)\b"),
    ("to_hop_tac", r"\b(?:to hop tac|tht)\b"),
    ("quy", r"\b(?:quy tin dung|qtdnd|tdnd)\b"),
    ("htx", r"\b(?:hop tac xa|htx|hop tac)\b"),
)
_NEED_WORDS = (
    ("bao_hiem", r"\bbao hiem\b"),
    ("thanh_lap", r"\b(?:thanh lap|lap moi|chuyen doi thanh|len hop tac xa|len htx)\b"),
    ("cong_nghe", r"\b(?:cong nghe|chuyen doi so|website|trang web|phan mem)\b"),
    ("thi_truong", r"\b(?:ban hang|thi truong|dau ra|tieu thu|hoi cho|lien ket|nhan hieu|thuong hieu)\b"),
    ("dao_tao", r"\b(?:dao tao|tap huan|boi duong|lao dong|di hoc)\b"),
    ("dat_dai", r"\b(?:dat dai|dat|thue dat|mat bang)\b"),
    ("ha_tang", r"\b(?:nha xuong|ha tang|may moc|kho|nha kho|thiet bi|xuong)\b"),
    ("tu_van", r"\b(?:tu van|kiem toan|phap ly)\b"),
    ("von", r"\b(?:von|vay|tien|lai suat|tin dung)\b"),
    ("thue", r"\b(?:thue|le phi|phi)\b"),
)


@dataclass(frozen=True, slots=True)
class Read:
    """What a typed text says: an answer (`value`, None when the person does not know), several, or a problem."""

    value: Any = None
    problem: str = ""
    several: tuple[tuple[int, str], ...] = ()
    is_about_step: bool = True
    """False: the text is nothing like an answer, so that it may be a question."""


def read_typed(step: str, text: str, today: date) -> Read:
    """Read a text as the answer to a step."""
    said = flat(text)
    if said in ("khong ro", "ko ro", "chua ro", "khong biet", "ko biet", "k biet") or says_unknown(said):
        return Read()
    if asks(text):
        return Read(problem=_UNREAD.get(step, texts.UNREAD_CHOICE), is_about_step=False)
    if step in ("members", "capital"):
        return _read_figure(step, text)
    if step == "age":
        return _read_age(said, text, today)
    found = _CHOICES[step](said, text) if step in _CHOICES else None
    return Read(found) if found else Read(problem=texts.UNREAD_CHOICE, is_about_step=False)


_UNREAD = {"members": texts.UNREAD_NUMBER, "capital": texts.UNREAD_NUMBER, "age": texts.UNREAD_AGE}


_QUESTION = re.compile(r"\b(?:bao nhieu|the nao|nhu nao|may(?! m[oa]c)|gi|sao|vi sao|khi nao|o dau|co duoc|la ai)\b")


def asks(text: str) -> bool:
    """Whether a text is rather a question of law than an answer."""
    said = flat(text)
    return looks_like_question(text) or bool(_QUESTION.search(said)) or len(said) > LONGEST_CHOICE


def _read_figure(step: str, text: str) -> Read:
    kind: NumberKind = "count" if step == "members" else "money"
    reading = read_number(text, kind, _ABOUT_MEMBERS if step == "members" else ())
    if reading.outcome is Outcome.NO_DATA:
        return Read()
    limits = texts.MEMBERS_LIMITS if step == "members" else texts.CAPITAL_LIMITS
    if reading.reason is Reason.TOO_LARGE:
        return Read(problem=limits)
    if reading.outcome is Outcome.NONE:
        return Read(problem=texts.UNREAD_NUMBER, is_about_step=any(char.isdigit() for char in text))
    allowed = [one for one in reading.readings if is_allowed(step, int(one.value))]
    if not allowed:
        return Read(problem=limits)
    if len(allowed) == 1:
        return Read(int(allowed[0].value))
    return Read(several=tuple((int(one.value), one.written) for one in allowed))


def is_allowed(step: str, number: int) -> bool:
    """Whether a number of members or an amount of đồng can be one."""
    return 1 <= number <= MOST_MEMBERS if step == "members" else 0 <= number <= MOST_CAPITAL


_LENGTH = re.compile(
    r"(?:(?P<how>hon|tren|duoi|chua den|chua day|chua du|it hon) )?"
    r"\b(?P<n>\d{1,4}) (?P<unit>nam|thang)\b(?P<half> ruoi)?"
)


def _read_age(said: str, text: str, today: date) -> Read:
    if re.search(r"\b(?:moi lap|moi thanh lap|vua lap|nua nam)\b", said):
        return Read([6, 6] if "nua nam" in said else [0, 11])
    since = _founded(said, text)
    if since is not None:
        return _age_since(*since, today)
    worded = " ".join(str(_NUMBER_WORDS.get(word, word)) if more else word for word, more in _before_unit(said))
    found = _LENGTH.search(worded)
    if found is None:
        return Read(problem=texts.UNREAD_AGE, is_about_step=any(char.isdigit() for char in said))
    return _age_said(int(found["n"]), found["unit"], found["how"] or "", bool(found["half"]))


def _before_unit(said: str) -> list[tuple[str, bool]]:
    """Each word, and whether the next one is a unit of time: "nam nam" is five years."""
    parts = said.split()
    following = [*parts[1:], ""][: len(parts)]
    return [(word, after in ("nam", "thang")) for word, after in zip(parts, following, strict=True)]


def _age_said(number: int, unit: str, how: str, half: bool) -> Read:
    months = number * 12 + 6 * half if unit == "nam" else number
    if months > MOST_MONTHS:
        return Read(problem=texts.UNREAD_AGE)
    if how in ("hon", "tren"):
        return Read([months + 1, None])
    if how:
        return Read([0, max(months - 1, 0)])
    return Read([months, months + 11] if unit == "nam" and not half else [months, months])


def _founded(said: str, text: str) -> tuple[date, date] | None:
    """The first and last day on which it may have been founded."""
    if (day := read_day(text)) is not None:
        return date.fromisoformat(day), date.fromisoformat(day)
    if (month := read_month(text)) is not None:
        first = date.fromisoformat(f"{month}-01")
        return first, first.replace(day=28)
    year = re.fullmatch(r"(?:(?:tu|lap|thanh lap|lap nam|thanh lap nam|tu nam|nam) )?((?:19|20)\d\d)", said)
    return (date(int(year[1]), 1, 1), date(int(year[1]), 12, 31)) if year else None


def _age_since(first: date, last: date, today: date) -> Read:
    if first > today:
        return Read(problem=texts.FUTURE_AGE)
    return Read([months_between(min(last, today), today), months_between(first, today)])


def months_between(start: date, end: date) -> int:
    """Whole months from one day to a later one."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def _read_place(said: str, _: str) -> str | None:
    if said in ("khong", "ko", "k") or _ORDINARY.search(said):
        return "any"
    return "kho_khan" if said in ("co", "phai", "dung") or _DIFFICULT.search(said) else None


def _named(words: tuple[tuple[str, str], ...], said: str) -> str | None:
    """The first key whose words are in a text."""
    return next((key for key, pattern in words if re.search(pattern, said)), None)


def _read_sector(_: str, text: str) -> str | None:
    return read_sector_answer(text)


_CHOICES: dict[str, Callable[[str, str], str | None]] = {
    "kind": lambda said, _: _named(_KIND_WORDS, said),
    "sector": _read_sector,
    "place": _read_place,
    "need": lambda said, _: _named(_NEED_WORDS, said),
}


def describe(facts: dict[str, Any]) -> list[str]:
    """What is known, in words, one piece a fact; what is not known is left out."""
    known = {step: value for step, value in facts.items() if value is not None}
    pieces = []
    if "kind" in known:
        pieces.append(texts.KINDS[known["kind"]].lower())
    if "sector" in known:
        pieces.append(texts.sector(known["sector"]))
    if "place" in known:
        pieces.append(texts.PLACES[known["place"]].lower())
    if "age" in known:
        pieces.append(texts.age(*known["age"]))
    if "members" in known:
        pieces.append(texts.members(group_digits(known["members"])))
    if "capital" in known:
        pieces.append(texts.capital(write_money(known["capital"])))
    return pieces


def write_money(value: int) -> str:
    return write_short(value, "money") or f"{group_digits(value)} đồng"
