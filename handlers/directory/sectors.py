"""A line of business in words -> the sector it is reported under."""

import re

from knowledge.vietnamese import fold, nfc

PHRASES = {
    "credit": "tin dung|qtdnd|tdnd",
    "transport": "van tai|van chuyen|xe khach|taxi|ben xe|boc xep",
    "environment": "moi truong|nuoc sach|ve sinh|rac thai|thu gom rac|chat thai|cap nuoc|thoat nuoc",
    "construction": "xay dung|vat lieu xay dung|vlxd|xay lap|khai thac da|khai thac cat|cat soi|be tong|san lap",
    "agriculture": (
        "nong nghiep|nong lam|lam nghiep|lam san|nong lam san|thuy san|ngu nghiep|diem nghiep|trong trot|chan nuoi|"
        "trong rung|cay an qua|ca phe|nuoi ca|nuoi trong|duoc lieu|mac ca|hoa qua|cay trong|gia suc|gia cam|"
        "ca nuoc lanh|thuy loi|nong san|cao su|trai cay|hoa mau|cay canh|rau mau|lam nong"
    ),
    "industry": "cong nghiep|tieu thu cong nghiep|ttcn|thu cong|co khi|may mac|khai khoang|lang nghe|det may",
    "trade": "thuong mai|du lich|mua ban|buon ban|tap hoa|xang dau|ban le|bach hoa|luu tru|an uong|quan ly cho",
}
"""Sector -> folded words that say it by themselves."""

ACCENTED = {
    "agriculture": "chè|lúa|gạo|rau|nấm|mía|chuối|ong|lợn|tôm|muối|dê|bò|trâu",
    "industry": "gỗ|mộc|dệt|gốm|mây tre",
    "construction": "gạch",
    "trade": "chợ",
}
"""Words that without accents could be others (chè and chế): they count only as they are written here."""

WEAK = {
    "industry": "che bien|san xuat",
    "trade": "dich vu|kinh doanh",
    "other": "tong hop|khac|da nganh|giao duc|y te|nha o|van hoa",
}
"""What counts when nothing else was said."""


def _pattern(alternatives: str) -> re.Pattern[str]:
    longest_first = sorted(alternatives.split("|"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


_PHRASES = {key: _pattern(value) for key, value in PHRASES.items()}
_ACCENTED = {key: _pattern(value) for key, value in ACCENTED.items()}
_WEAK = {key: _pattern(value) for key, value in WEAK.items()}
_ASIDES = re.compile(r"\b(?:cong nghiep hoa|nong thon moi|cay cong nghiep)\b")


def read_sectors(text: str) -> list[str]:
    """The sectors a text speaks of, the one named first at the front; empty when no word is known."""
    # Folding keeps the length of composed text, so places in both are comparable.
    written = re.sub(r"[\W_]", " ", nfc(text).lower())
    folded = _ASIDES.sub(lambda aside: " " * len(aside[0]), fold(written))
    places: dict[str, int] = {}
    for patterns, where in ((_PHRASES, folded), (_ACCENTED, written)):
        for key, place in _found(where, patterns).items():
            places[key] = min(place, places.get(key, place))
    places = places or _found(folded, _WEAK)
    return sorted(places, key=lambda key: places[key])


SHORT = 4  # words of an answer to "what do you do?"; in so few, "che" is chè
_GROWS = re.compile(
    r"(?:(?:toi|chung toi|htx|bac|minh) )?(?:chuyen )?(?:trong|nuoi|cay|lam ruong|lam vuon|lam ray)(?: \w+)*"
)
_BARE = {key: _pattern(fold(value)) for key, value in ACCENTED.items()}


def read_sector_answer(text: str) -> str | None:
    """The sector that answers "what do you do?", also in few words without accents: "trong che", "go", "rau"."""
    found = read_sectors(text)
    if found:
        return found[0]
    said = " ".join(re.sub(r"[\W_]", " ", fold(nfc(text).lower())).split())
    if len(said.split()) > SHORT:
        return None
    bare = _found(said, _BARE)
    return min(bare, key=lambda key: bare[key]) if bare else "agriculture" if _GROWS.fullmatch(said) else None


def _found(text: str, patterns: dict[str, re.Pattern[str]]) -> dict[str, int]:
    return {key: match.start() for key, pattern in patterns.items() if (match := pattern.search(text))}
