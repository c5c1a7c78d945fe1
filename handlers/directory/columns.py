"""Which column of a list is what: the header row is found by its words, whatever their order and spelling."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from handlers.directory.files import Cell
from knowledge.vietnamese import fold

HEADER_WITHIN = 20  # rows from the top
LIKE = 86  # of 100, for a title that is not one of the known ones letter by letter

TITLES: Mapping[str, str] = {
    "name": (
        "ten htx|ten hop tac xa|hop tac xa|htx|ten don vi|don vi|ten co so|ten to chuc|ten quy tin dung|ten qtdnd|"
        "ten htx qtdnd|ten to chuc kinh te tap the|ten goi|ten htx lien hiep htx"
    ),
    "register_number": (
        "ma so htx|ma htx|ma so hop tac xa|ma so dang ky|so dang ky|so gcn dang ky kinh doanh|so gcn dkhtx|so gcn|"
        "gcn dang ky kinh doanh|gcndkkd|so giay chung nhan|giay chung nhan dang ky|so dang ky kinh doanh|so giay phep|"
        "ma so doanh nghiep|ma so thue|mst|ma so htx ma so thue"
    ),
    "ward": (
        "xa|phuong|xa phuong|phuong xa|xa thi tran|xa phuong thi tran|xa phuong dac khu|cap xa|ten xa|"
        "dia ban xa|thuoc xa|thi tran"
    ),
    "district": (
        "huyen|quan|quan huyen|huyen thi xa|huyen thanh pho|huyen thi|huyen thi xa thanh pho|cap huyen|thuoc huyen"
    ),
    "province": "tinh|tinh thanh|tinh thanh pho|thanh pho|cap tinh",
    "address": (
        "dia chi|dia chi tru so|tru so|tru so chinh|dia chi tru so chinh|noi dat tru so|dia diem|dia ban|"
        "noi hoat dong|d c"
    ),
    "sector": (
        "nganh nghe|linh vuc|nganh|linh vuc hoat dong|nganh nghe kinh doanh|nganh nghe san xuat kinh doanh|"
        "nganh nghe hoat dong|loai hinh hoat dong|linh vuc sxkd|nganh nghe chinh|linh vuc nganh nghe"
    ),
    "founded_on": (
        "ngay thanh lap|nam thanh lap|thoi gian thanh lap|thoi diem thanh lap|ngay dang ky kinh doanh|ngay dang ky|"
        "ngay thang nam thanh lap|ngay cap|ngay cap gcn|ngay cap dang ky kinh doanh|ngay cap giay chung nhan|"
        "thanh lap|nam dang ky"
    ),
    "phone": "dien thoai|sdt|so dien thoai|dt|so dt|dien thoai lien he|dien thoai lien lac|dtdd|di dong|tel|lien he",
    "members": (
        "so thanh vien|thanh vien|xa vien|so xa vien|so luong thanh vien|tong so thanh vien|tong thanh vien|"
        "so thanh vien htx|so luong xa vien|thanh vien xa vien"
    ),
    "charter_capital": "von dieu le|von dang ky|tong von dieu le|von dieu le dang ky|so von dieu le|vdl",
    "state": "tinh trang|tinh trang hoat dong|trang thai|hien trang|tinh hinh hoat dong|trang thai hoat dong",
}
"""Field -> folded titles, the most telling first."""

LABELS: Mapping[str, str] = {
    "name": "name",
    "register_number": "register number",
    "ward": "ward",
    "district": "district (before 01/07/2025)",
    "province": "province",
    "address": "address",
    "sector": "sector",
    "founded_on": "founding date",
    "phone": "phone",
    "members": "members",
    "charter_capital": "charter capital",
    "state": "state",
}
_SYNONYMS = {name: tuple(titles.split("|")) for name, titles in TITLES.items()}
_WRITTEN_OUT = {"tl": "thanh lap", "tv": "thanh vien", "dl": "dieu le", "dkkd": "dang ky kinh doanh", "dc": "dia chi"}
_TELLING = ("sdt", "so dt", "dtdd", "mst")
"""Short titles that are clear even when more words follow."""
_OTHER_MATTERS = re.compile(
    r"\b(?:nu|moi|tang|giam|can bo|doanh thu|doanh nghiep|lao dong|giam doc|chu tich|dai dien|nguoi|ho va ten|"
    r"ke toan|hoi dong|thu nhap|lai|no|luong|binh quan|du no|vay|ghi chu|email|bo sung|gop them|thuc gop|khac)\b"
)
"""Titles with such words speak of something else, except a phone's, which may be the director's."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where a list's table begins and which column holds which field; rows and columns count from 0.

    `titles` are the columns' own titles; `unused` the titles of columns that are not read.
    """

    row: int
    columns: Mapping[str, int]
    titles: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()


def find_header(rows: Sequence[Sequence[Cell]]) -> Header | None:
    """The row of titles within the first rows, of one or two lines; None when none names the cooperatives."""
    best: Header | None = None
    for index in range(min(HEADER_WITHIN, len(rows))):
        for found in (_header_at(rows, index, 1), _header_at(rows, index, 2)):
            if "name" in found.columns and (best is None or len(found.columns) > len(best.columns)):
                best = found
    return best if best is not None and len(best.columns) > 1 else None


def _header_at(rows: Sequence[Sequence[Cell]], index: int, lines: int) -> Header:
    """The header of one or two lines that ends at, or begins at, a row. `row` is the last line's."""
    block = rows[index : index + lines]
    width = max((len(row) for row in block), default=0)
    titles = [_title(block, column) for column in range(width)]
    columns = _assign(titles)
    used = set(columns.values())
    unused = tuple(title for column, title in enumerate(titles) if title and column not in used)
    return Header(index + len(block) - 1, columns, {name: titles[at] for name, at in columns.items()}, unused)


def _title(block: Sequence[Sequence[Cell]], column: int) -> str:
    """The lowest line's words; an upper line's where the lower has none. Numbers are no titles."""
    cells = [row[column] for row in reversed(block) if column < len(row)]
    return next((cell for cell in cells if isinstance(cell, str) and not _is_numbering(cell)), "")


def _is_numbering(cell: str) -> bool:
    return re.fullmatch(r"\(?[\dA-ZĐa-z]{1,2}\)?(\s*=.*)?", cell) is not None and fold(cell) not in (
        "xa",
        "tv",
        "dt",
        "dc",
    )


def plain_title(title: str) -> str:
    """A title's folded words without what stands in brackets (units, explanations)."""
    outside = re.sub(r"\([^)]*\)", " ", title)
    return " ".join(_WRITTEN_OUT.get(word, word) for word in re.findall(r"[a-z0-9]+", fold(outside)))


def _assign(titles: Sequence[str]) -> dict[str, int]:
    """Each field its best column, each column at most one field."""
    scores = [
        (-_likeness(plain_title(title), name), column, name)
        for column, title in enumerate(titles)
        if title
        for name in TITLES
    ]
    columns: dict[str, int] = {}
    for score, column, name in sorted(scores):
        if -score >= LIKE and name not in columns and column not in columns.values():
            columns[name] = column
    return columns


def _likeness(title: str, name: str) -> float:
    """How sure a title means a field, of 100; more telling titles of equal likeness come first."""
    if not title or (_OTHER_MATTERS.search(title) and name != "phone" and title not in _SYNONYMS[name]):
        return 0
    return max(_closeness(title, known) - rank / 100 for rank, known in enumerate(_SYNONYMS[name]))


def _closeness(title: str, known: str) -> float:
    if title == known:
        return 101
    if (len(known) >= 6 or known in _TELLING) and title.startswith(known + " "):
        return 90 + len(known) / 10  # "so thanh vien den 31 12 2025"; the longer the known part, the surer
    return fuzz.ratio(title, known) - 1 if len(known) >= 5 else 0
