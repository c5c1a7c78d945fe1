"""The administrative units of today, and those before 01/07/2025 where the installed `vietnam-provinces` knows them.

Its versions from 2026 on (they need Python 3.12) hold both; the older one for Python 3.11 holds today's alone.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import import_module
from typing import Any

import vietnam_provinces

from knowledge.vietnamese import fold, nfc

MERGED_PROVINCES: Mapping[str, tuple[str, ...]] = {
    "Tuyên Quang": ("Hà Giang",),
    "Lào Cai": ("Yên Bái",),
    "Thái Nguyên": ("Bắc Kạn", "Bắc Cạn"),
    "Phú Thọ": ("Vĩnh Phúc", "Hòa Bình"),
    "Bắc Ninh": ("Bắc Giang",),
    "Hưng Yên": ("Thái Bình",),
    "Hải Phòng": ("Hải Dương",),
    "Ninh Bình": ("Hà Nam", "Nam Định"),
    "Quảng Trị": ("Quảng Bình",),
    "Huế": ("Thừa Thiên Huế", "Thừa Thiên - Huế"),
    "Đà Nẵng": ("Quảng Nam",),
    "Quảng Ngãi": ("Kon Tum", "Kontum"),
    "Gia Lai": ("Bình Định",),
    "Khánh Hòa": ("Ninh Thuận",),
    "Lâm Đồng": ("Đắk Nông", "Đắc Nông", "Bình Thuận"),
    "Đắk Lắk": ("Phú Yên", "Đắc Lắc", "Đăk Lăk"),
    "Hồ Chí Minh": ("Bà Rịa - Vũng Tàu", "Bình Dương", "HCM", "Sài Gòn"),
    "Đồng Nai": ("Bình Phước",),
    "Tây Ninh": ("Long An",),
    "Cần Thơ": ("Sóc Trăng", "Hậu Giang"),
    "Vĩnh Long": ("Bến Tre", "Trà Vinh"),
    "Đồng Tháp": ("Tiền Giang",),
    "Cà Mau": ("Bạc Liêu",),
    "An Giang": ("Kiên Giang",),
}
"""Province since 01/07/2025 -> other names it is found by: those merged into it by Resolution 202/2025/QH15 of the
National Assembly, and other spellings."""

_TYPE = re.compile(
    r"^(?:(?:thanh pho|thi tran|thi xa|dac khu|phuong|huyen|quan|tinh|xa|tp|tt|tx)\s+"
    r"|(?:tp|tt|tx|h|q|p|x|t)\.\s*)(?=\S)"
)


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """A unit's name for comparing: folded, without its type: "Xã Bản Lang" gives "ban lang", "P.01" gives "1"."""
    folded = _TYPE.sub("", fold(nfc(name)).strip())
    return " ".join(word.lstrip("0") or "0" if word.isdigit() else word for word in re.findall(r"[a-z0-9]+", folded))


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward of today."""

    code: int
    name: str
    province_code: int


@dataclass(frozen=True, slots=True)
class OldWard:
    """A ward before 01/07/2025. `became` are the codes of today's wards it is part of: several when it was divided."""

    name: str
    district: str
    province: str
    province_code: int
    became: tuple[int, ...]


@dataclass(frozen=True)
class Gazetteer:
    """All units to match against. `provinces`: code -> name."""

    provinces: Mapping[int, str]
    wards: tuple[Ward, ...]
    old_wards: tuple[OldWard, ...] = field(default=())

    @property
    def knows_old(self) -> bool:
        return bool(self.old_wards)

    @cached_property
    def ward_by_code(self) -> dict[int, Ward]:
        return {ward.code: ward for ward in self.wards}

    @cached_property
    def province_names(self) -> dict[str, int]:
        """Plain name, of today or before, -> code of the province of today."""
        names: dict[str, int] = {}
        for code, name in self.provinces.items():
            names[plain_name(name)] = code
            for today, earlier in MERGED_PROVINCES.items():
                if plain_name(today) == plain_name(name):
                    names |= {plain_name(one): code for one in earlier}
        return names

    @cached_property
    def _by_province(self) -> dict[int, tuple[list[Ward], list[OldWard]]]:
        lists: dict[int, tuple[list[Ward], list[OldWard]]] = {code: ([], []) for code in self.provinces}
        for ward in self.wards:
            lists[ward.province_code][0].append(ward)
        for old in self.old_wards:
            lists[old.province_code][1].append(old)
        return lists

    def within(self, province_code: int | None) -> tuple[list[Ward], list[OldWard]]:
        """The wards of a province, today's and those before; of the whole country for None."""
        return (list(self.wards), list(self.old_wards)) if province_code is None else self._by_province[province_code]


def load_provinces() -> Gazetteer:
    """The provinces alone, at once."""
    return Gazetteer({int(one.code.value): one.name for one in vietnam_provinces.Province.iter_all()}, (), ())


def load_gazetteer() -> Gazetteer:
    """The units the installed package knows. Takes two seconds where it knows the old ones."""
    provinces = {int(one.code.value): one.name for one in vietnam_provinces.Province.iter_all()}
    current = list(vietnam_provinces.Ward.iter_all())
    wards = tuple(Ward(int(one.code.value), one.name, int(one.province_code.value)) for one in current)
    return Gazetteer(provinces, wards, tuple(_old_wards(current)))


def _old_wards(current: Iterable[Any]) -> list[OldWard]:
    try:
        legacy = import_module("vietnam_provinces.legacy")
    except ImportError:
        return []
    found: dict[int, tuple[Any, list[Any]]] = {}
    for ward in current:
        for source in ward.get_legacy_sources():
            found.setdefault(int(source.code.value), (source, []))[1].append(ward)
    districts = {int(one.code.value): one for one in legacy.District.iter_all()}
    provinces = {int(one.code.value): one.name for one in legacy.Province.iter_all()}
    return [_old_ward(source, became, districts, provinces) for source, became in found.values()]


def _old_ward(source: Any, became: list[Any], districts: dict[int, Any], provinces: dict[int, str]) -> OldWard:
    district = districts[int(source.district_code.value)]
    province = provinces[int(district.province_code.value)]
    codes = tuple(sorted({int(ward.code.value) for ward in became}))
    return OldWard(source.name, district.name, province, int(became[0].province_code.value), codes)
