"""Which law and which time a question is about: 'theo luật cũ', 'nghị định 45/2021', 'năm 2019', 'trước 1/7/2024'."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from knowledge.documents import LAW_2012, LAW_2023, Document, Registry
from knowledge.vietnamese import fold, nfc

_FIGURE = re.compile(r"\d")
_NUMBER = re.compile(
    r"(?:(?P<kind>nghi dinh|nd|thong tu|tt|luat|quyet dinh|qd|so)\s+(?:so\s+)?)?"
    r"\b(?P<number>\d{1,4}\s*/\s*\d{4})(?P<suffix>\s*/\s*[a-z][a-z0-9-]*)?(?![\d/])"
)
_ORDER = re.compile(r"\b(?P<number>\d{1,4}\s*/\s*qd-ttg)\b")
_KIND_AND_NUMBER = re.compile(
    r"\b(?P<kind>nghi dinh|thong tu|quyet dinh|nd|tt)\s+(?:so\s+)?(?P<number>\d{1,4})\b(?!\s*[/\d])"
)
_KINDS = {
    "nghi dinh": "nghi_dinh",
    "nd": "nghi_dinh",
    "thong tu": "thong_tu",
    "tt": "thong_tu",
    "quyet dinh": "quyet_dinh",
}

_COOPERATIVE = r"(?:(?: hop tac xa| htx| so| nam| viet nam)*)"
_LAW_YEAR = re.compile(rf"\bluat{_COOPERATIVE} (2012|2023)\b")
_SINCE_WHEN = (
    r"(?:co hieu luc|ap dung|thi hanh)(?: thi hanh)?(?: ke)?(?: tu)?(?: ngay)?"
    r" 0?1(?: thang)? 0?7(?: nam)? (2013|2024)"
)
_LAW_SINCE = re.compile(rf"\bluat(?: \w+){{0,6}}? {_SINCE_WHEN}\b")
_LAW_MENTION = re.compile(rf"\bluat{_COOPERATIVE} (?:2012|2023)\b(?: {_SINCE_WHEN}\b)?|{_LAW_SINCE.pattern}")
_BEFORE_NEW = re.compile(r"\btruoc (?:khi|ngay|luc)(?: co| ap dung)? luat(?: hop tac xa)? (?:moi|2023)\b")
_OLD_LAW = re.compile(r"\b(?:luat(?: hop tac xa)?|quy dinh) (?:cu|truoc day|truoc kia)\b")
_NEW_LAW = re.compile(r"\bluat(?: hop tac xa)? (?:moi|hien hanh|hien nay|bay gio)\b")
_COMPARING = re.compile(r"\b(?:khac|so sanh|so voi|thay doi gi|diem moi|giong)\b")

_DATE = re.compile(
    r"(?P<lead>(?:\w+ ){0,5})(?:(?:ngay )?(?P<day>\d{1,2}) (?:thang )?(?P<month>\d{1,2}) (?:nam )?|"
    r"thang (?P<month2>\d{1,2}) (?:nam )?|nam |giai doan \d{4} )(?P<year>(?:19|20)\d\d)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NOW = re.compile(r"\b(?:bay gio|hien nay|hien tai|bay chu|hom nay|nam nay)\b")
_FOUNDED = re.compile(
    r"\b(?:lap|dang ky|tham gia|vao|gop von|duoc cap|hoat dong|co)(?: (?:tu|hoi|vao|ngay|truoc))*\s*$"
)
_SINCE = re.compile(r"\b(?:tu|sau|ke tu)(?: ngay)?\s*$")
_BEFORE = re.compile(r"\btruoc(?: ngay)?\s*$")


class Asked(NamedTuple):
    """The document a question names and the day it is about; both None when it says neither."""

    named: str | None = None
    as_of: date | None = None


def find_documents(text: str, registry: Registry) -> list[tuple[int, int, Document]]:
    """Documents named by number in a typed text, with where each mention begins and ends in the folded text."""
    if not _FIGURE.search(text):
        return []
    bare = fold(nfc(text))
    found = []
    for match in _NUMBER.finditer(bare):
        if match["kind"] or match["suffix"]:
            found.append((match.start("number"), match.end(), registry.find(_tight(match["number"]))))
    found += [(m.start(), m.end(), registry.find(_tight(m["number"]))) for m in _ORDER.finditer(bare)]
    if not found:
        found += [(m.start("number"), m.end(), _by_kind(m, registry)) for m in _KIND_AND_NUMBER.finditer(bare)]
    return [(start, end, document) for start, end, document in found if document is not None]


def _tight(number: str) -> str:
    """Without spaces, and with the year but no leading zero lost: '09 / 2024' is '09/2024'."""
    return re.sub(r"\s", "", number)


def _by_kind(match: re.Match[str], registry: Registry) -> Document | None:
    """'nghị định 193' when only one such decree is known."""
    kind = _KINDS[match["kind"]]
    fits = [d for d in registry if d.kind == kind and d.number.split("/")[0].lstrip("0") == match["number"].lstrip("0")]
    return fits[0] if len(fits) == 1 else None


def find_asked(meant: list[str], documents: list[Document], on: date) -> Asked:
    """Law and time of a question: `meant` are its words with accents put back, `documents` those named by number."""
    bare = " ".join(map(fold, meant))
    named = documents[0].number if documents else find_law(bare)
    return Asked(named, find_day(bare, on))


def find_law(bare: str) -> str | None:
    """The law a folded question names by its year or as the old or the new one; None when it compares the two."""
    if "luat" not in bare and "quy dinh" not in bare:
        return None
    years = set(_LAW_YEAR.findall(bare)) if "2012" in bare or "2023" in bare else set()
    if "truoc" in bare and _BEFORE_NEW.search(bare):
        return None if _FOUNDED.search(bare[: bare.index("truoc")].strip()) else LAW_2012
    if not years and ("2013" in bare or "2024" in bare):
        years = {"2012" if since == "2013" else "2023" for since in _LAW_SINCE.findall(bare)}
    if len(years) == 1 and not _COMPARING.search(bare):
        return LAW_2012 if years == {"2012"} else LAW_2023
    old, new = _OLD_LAW.search(bare), _NEW_LAW.search(bare)
    if (old is None) == (new is None) or years:
        return None
    return LAW_2012 if old else LAW_2023


def law_words(meant: list[str]) -> set[int]:
    """Positions of the words that only name a law: 'luật hợp tác xã năm 2023', 'luật áp dụng từ 1/7/2024'."""
    text = " ".join(map(fold, meant))
    found: set[int] = set()
    for match in _LAW_MENTION.finditer(text):
        first = text.count(" ", 0, match.start())
        found.update(range(first, first + match[0].count(" ") + 1))
    return found


def find_day(bare: str, on: date) -> date | None:
    """The past day a folded question is about, the last one it names; None for the present."""
    if ("19" not in bare and "20" not in bare) or not _YEAR.search(bare) or _NOW.search(bare):
        return None
    bare = _LAW_MENTION.sub("luat", bare)
    if not _YEAR.search(bare):
        return None
    days = [day for match in _DATE.finditer(bare) if (day := _read_day(match)) is not None and day < on]
    return days[-1] if days else None


def _read_day(match: re.Match[str]) -> date | None:
    lead, year = match["lead"], int(match["year"])
    if _FOUNDED.search(lead) or _SINCE.search(lead):
        return None
    month = int(match["month"] or match["month2"] or 12)
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if _BEFORE.search(lead):
        first = date(year, month if match["month"] or match["month2"] else 1, min(int(match["day"] or 1), last))
        return first - timedelta(days=1)
    return date(year, month, min(int(match["day"] or last), last))
