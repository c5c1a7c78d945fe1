"""Answers without a figure: "không có số liệu" (not known) and "chưa có" (zero), which are never mixed up."""

import re
from collections.abc import Collection

from knowledge.numbers.tokens import word_set

_SPACES = re.compile(r"[\W_]+")
_NOT = r"(?:khong|ko|k|kg|hong|hok|chua|khg|hem|cha)"
_FIGURES = (
    r"(?:so lieu|thong tin|du lieu|so sach|ket qua|bao cao|quyet toan|con so|so cu the|so chinh xac|co so|ghi chep)"
)
_UNKNOWN = re.compile(
    rf"\b{_NOT} (?:duoc |the )?(?:biet|nho|ro|thong ke|tong hop|nam duoc|nam ro|tinh|cong so|theo doi|xac dinh|chac)\b"
    rf"|\b{_NOT} (?:co )?{_FIGURES}\b|\bquen (?:roi|mat)\b|\bchiu\b|\bn a\b"
)
_ZERO = re.compile(
    r"(?:(?:hien |nam nay |hien nay |hien tai )?"
    rf"(?:{_NOT} (?:he )?(?:co|ban|phat sinh|thu|nop)|khong|ko|zero|(?:hoa|hue) von))(?P<rest>(?: [a-z]+){{0,6}})"
)
_VAGUE = re.compile(
    r"(?:(?:khoang|chung|tam|do|co|duoc|cung|hon|gan|thi|ca|doanh thu|thanh vien) )*"
    r"(?:(?:vai|dam|may|hang)(?: (?:ba|bon|lam|bay|muoi))? (?:chuc|tram|nghin|ngan|trieu|tr|ty|ti|tan|ta)"
    r"|(?:vai|dam)(?: (?:ba|bon|lam|bay))?)"
    r"(?: (?:nghin|ngan|trieu|tr|ty|ti|dong|ha|hec|kg|ky|tan|ta|nguoi|lao dong|thanh vien|thoi|gi do|a))*"
)
_EMPTY_WORDS = word_set(
    "gi ai nao ca het dau a roi dong nguoi thanh vien lao doanh thu lai lo von san pham hop tien dat no khoan mot "
    "nua ma thi nhe ban chi con cai cua htx toi hien nam nay ky co phat sinh so ocop can bo nha nuoc ngan sach"
)


def flatten(folded: str) -> str:
    """Folded text with single spaces and no punctuation."""
    return _SPACES.sub(" ", folded).strip()


def says_unknown(flat: str) -> bool:
    """Whether the text says that the figure is not known."""
    return len(flat) <= 200 and (flat in ("khong biet", "kb", "ko ro", "bo tay", "na") or bool(_UNKNOWN.search(flat)))


def says_vaguely(flat: str) -> bool:
    """Whether the text names a size and no figure: "dăm chục", "vài trăm triệu"."""
    return len(flat) <= 100 and bool(_VAGUE.fullmatch(flat))


def says_zero(flat: str, about: Collection[str] = ()) -> bool:
    """Whether the text says there is none, of nothing else than the words a question is about."""
    match = _ZERO.fullmatch(flat) if len(flat) <= 100 else None
    if match is None:
        return False
    known = _EMPTY_WORDS | {word for name in about for word in name.split()}
    return all(word in known for word in match["rest"].split())
