"""An address in words, cut into its units: which part is the ward, the district, the province."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.vietnamese import fold, nfc

_PROVINCE = re.compile(r"(?:tinh|t\.)\s*(?=\S)")
_DISTRICT = re.compile(r"(?:(?:huyen|quan|thi xa|thanh pho)\s+|(?:h|q|tx|tp)\.\s*|(?:tx|tp)\s+)(?=\S)")
_WARD = re.compile(r"(?:(?:xa|phuong|thi tran|dac khu)\s+|(?:x|p|tt)\.\s*|tt\s+)(?=\S)")
_HAMLET = re.compile(
    r"(?:thon|ban|xom|to|khu|ap|doi|so|so nha|duong|pho|ngo|hem|buon|lang|km|tdp|kp|lo|tieu khu|tk|quoc lo|ql)\b|\d"
)
_CENTRAL = {"ha noi", "hai phong", "da nang", "ho chi minh", "hcm", "can tho", "hue"}
_ACCENTED_CUT = re.compile(
    r"(?<=\w)\s+(?=(?:thị xã|thị trấn|thành phố|đặc khu|phường|huyện|quận|tỉnh|(?<!thị )xã)\s+\w)", re.IGNORECASE
)
_PLAIN_CUT = re.compile(
    r"(?<=\w)\s+(?=(?:thi xa|thi tran|thanh pho|dac khu|phuong|huyen|quan|tinh|(?<!thi )xa)\s+\w)", re.IGNORECASE
)
_TYPE_WORD = re.compile(r"(?:thi xa|thi tran|thanh pho|dac khu|phuong|huyen|quan|tinh|xa|thi)")


@dataclass(frozen=True, slots=True)
class Address:
    """What an address names, as it is written; `bare` are parts without a word for what they are, the smallest first.

    `hamlets` look like something smaller than a ward, but may be one ("Bản Bo").
    """

    text: str = ""
    ward: str = ""
    district: str = ""
    province: str = ""
    bare: tuple[str, ...] = ()
    hamlets: tuple[str, ...] = ()

    @property
    def is_old_style(self) -> bool:
        """Whether it is of the three levels there were before 01/07/2025: it names a district or a town."""
        return bool(self.district) or fold(self.ward).startswith(("thi tran ", "tt ", "tt."))

    @property
    def is_empty(self) -> bool:
        return not (self.ward or self.district or self.province or self.bare or self.hamlets)


def read_address(columns: Mapping[str, str]) -> Address:
    """An address from the list's columns: address, ward, district, province. A column of its own goes first."""
    parts: dict[str, str] = {name: columns[name] for name in ("ward", "district", "province") if columns.get(name)}
    bare: list[str] = []
    hamlets: list[str] = []
    for piece in _pieces(columns.get("address", "")):
        kind = _kind_of(piece)
        if kind == "bare":
            bare.append(piece)
        elif kind == "hamlet":
            hamlets.append(piece)
        else:
            parts.setdefault(kind, piece)
    text = ", ".join(columns[name] for name in ("address", "ward", "district", "province") if columns.get(name))
    return Address(text, parts.get("ward", ""), parts.get("district", ""), parts.get("province", ""),
                   tuple(bare), tuple(hamlets))  # fmt: skip


def _pieces(text: str) -> list[str]:
    pieces = [piece.strip(" .") for piece in re.split(r"[,;\n]|\s[-–]\s", nfc(text))]
    return [part for piece in pieces for part in _cut_at_types(piece) if part]


def _cut_at_types(piece: str) -> list[str]:
    """ "xã Bản Lang huyện Phong Thổ" is two; a type word right after another one begins a name ("huyện Quan Hóa")."""
    cut = _PLAIN_CUT if piece.isascii() else _ACCENTED_CUT
    parts: list[str] = []
    for part in cut.split(piece):
        if parts and _TYPE_WORD.fullmatch(fold(parts[-1])):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part.strip())
    return parts


def _kind_of(piece: str) -> str:
    folded = fold(piece)
    if _PROVINCE.match(folded):
        return "province"
    if found := _DISTRICT.match(folded):
        is_city = found[0].startswith(("thanh pho", "tp"))
        return "province" if is_city and folded[found.end() :] in _CENTRAL else "district"
    if _WARD.match(folded):
        return "ward"
    return "hamlet" if _HAMLET.match(folded) else "bare"
