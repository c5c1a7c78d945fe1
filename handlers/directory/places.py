"""From an address to a ward of today. What fits two places is reported, never guessed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from handlers.directory.addresses import Address
from handlers.directory.findings import Doubt
from handlers.directory.gazetteer import Gazetteer, OldWard, Ward, plain_name
from knowledge.vietnamese import accents_agree, fold, words

LIKE = 86  # of 100, for a name with a slip in it
WORD_LIKE = 65  # of 100, for each of its words
APART = 5  # how much nearer the best must be than the next
PROVINCE_REMEDY = "add a column Tỉnh, or set PROVINCE"


@dataclass(frozen=True, slots=True)
class Place:
    """A ward of today. `check` says what a person should look at, if anything."""

    province_code: int
    ward_code: int
    ward_name: str
    check: str = ""


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name of the gazetteer that fits: the codes of today's wards it stands for; `old` when it is from before."""

    name: str
    codes: tuple[int, ...]
    old: OldWard | None = None


def find_province(gazetteer: Gazetteer, name: str) -> int | None:
    """The code of today's province that a name, of today or before, means; a slip is forgiven."""
    plain = plain_name(name)
    if plain in gazetteer.province_names:
        return gazetteer.province_names[plain]
    best = process.extract(plain, gazetteer.province_names.keys(), scorer=fuzz.ratio, score_cutoff=LIKE, limit=2)
    codes = {gazetteer.province_names[found] for found, _, _ in best}
    return codes.pop() if len(codes) == 1 else None


def find_place(gazetteer: Gazetteer, address: Address, default_province: int | None = None) -> Place | Doubt:
    """The ward of today an address means, or why none is sure. `default_province` where the address names none."""
    address = _sort_bare(gazetteer, address)
    if _may_be_district(address):
        return _find_either_way(gazetteer, address, default_province)
    return _find(gazetteer, address, default_province)


def _may_be_district(address: Address) -> bool:
    """ "Bản Lang, Phong Thổ": a hamlet and its ward, or a ward and its district."""
    hamlet = fold(address.hamlets[-1]) if address.hamlets else ""
    return len(address.bare) == 1 and not address.is_old_style and hamlet.startswith(("ban ", "buon ", "lang "))


def _find_either_way(gazetteer: Gazetteer, address: Address, default_province: int | None) -> Place | Doubt:
    small, large = address.hamlets[-1], address.bare[0]
    as_district = replace(address, ward=small, district=large, bare=(), hamlets=())
    inner = _find(gazetteer, as_district, default_province, allow_slips=False)
    outer = _find(gazetteer, replace(address, ward=large, bare=(), hamlets=()), default_province)
    if isinstance(inner, Doubt) and isinstance(outer, Place) and not gazetteer.knows_old:
        return replace(outer, check=f"{large} was read as the ward; if it was the district, write today's ward")
    if isinstance(inner, Place) and isinstance(outer, Place) and inner.ward_code != outer.ward_code:
        if gazetteer.knows_old and not inner.check:  # the ward is one of the district: that is no accident
            return replace(inner, check=f"{small} was read as the ward and {large} as its district")
        return Doubt(f"may be the ward {small} or the ward {large}", "write xã or phường before the ward's name")
    return outer if isinstance(inner, Doubt) else inner


def _find(
    gazetteer: Gazetteer, address: Address, default_province: int | None, *, allow_slips: bool = True
) -> Place | Doubt:
    province = find_province(gazetteer, address.province) if address.province else default_province
    if address.province and province is None:
        return Doubt(f"the province {address.province!r} is not known", "correct the province")
    names = _ward_names(address)
    if not names:
        return Doubt("names no ward", "add the ward (xã, phường)")
    wards, everywhere = gazetteer.within(province)
    old = _in_district(everywhere, address.district)
    if isinstance(old, Doubt):
        return old
    for name in names:
        found = _search(gazetteer, name, wards, old, address, allow_slips=allow_slips and province is not None)
        if found is not None:
            return found
    return Doubt(f"no ward is named like {names[0]!r}" + _where(gazetteer, province), _ward_remedy(gazetteer, province))


def _where(gazetteer: Gazetteer, province: int | None) -> str:
    return f" in {gazetteer.provinces[province]}" if province is not None else ""


def _ward_remedy(gazetteer: Gazetteer, province: int | None) -> str:
    remedy = "write today's name of the ward"
    remedy += "" if gazetteer.knows_old else " (those before 01/07/2025 are known with Python 3.12 or newer only)"
    return remedy if province is not None else f"{remedy}, and {PROVINCE_REMEDY}"


def _sort_bare(gazetteer: Gazetteer, address: Address) -> Address:
    """Tell what the parts without a type word are: from the end a province, then a district."""
    bare = list(address.bare)
    if bare and not address.province and plain_name(bare[-1]) in gazetteer.province_names:
        address = replace(address, province=bare.pop())
    if len(bare) + bool(address.ward) > 1 and not address.district:
        address = replace(address, district=bare.pop())
    return replace(address, bare=tuple(bare))


def _ward_names(address: Address) -> list[str]:
    if address.ward:
        return [address.ward]
    return [*reversed(address.bare), *reversed(address.hamlets)]


def _in_district(old: list[OldWard], district: str) -> list[OldWard] | Doubt:
    """The old wards of a district; all of them when none is named or nothing is known of districts."""
    if not district or not old:
        return old
    plain = plain_name(district)
    names = {one.district for one in old}
    exact = {name for name in names if plain_name(name) == plain}
    near = {name for name in names if fuzz.ratio(plain_name(name), plain) >= LIKE}
    chosen = exact or near
    if not chosen:
        return Doubt(f"the district {district!r} is not known", "correct the district, or write today's ward alone")
    return [one for one in old if one.district in chosen]


def _search(
    gazetteer: Gazetteer, name: str, wards: Sequence[Ward], old: Sequence[OldWard], address: Address,
    *, allow_slips: bool,
) -> Place | Doubt | None:  # fmt: skip
    """The ward a name means. With a district, which today has none of, the units from before go first."""
    plain = plain_name(name)
    today = _hits([ward for ward in wards if plain_name(ward.name) == plain], [])
    before = _hits([], [one for one in old if plain_name(one.name) == plain])
    first, second = (before, today) if address.is_old_style and old else (today, before)
    if first:
        return _decide(gazetteer, name, _narrow(name, first), address, other=second)
    if second:
        return _decide(gazetteer, name, _narrow(name, second), address, other=[])
    if not allow_slips or name in address.hamlets:
        return None  # too many names are alike in the whole country, and hamlets are like wards
    return _decide_near(gazetteer, name, _hits(wards, old))


def _hits(wards: Iterable[Ward], old: Iterable[OldWard]) -> list[_Hit]:
    return [_Hit(ward.name, (ward.code,)) for ward in wards] + [_Hit(one.name, one.became, one) for one in old]


def _narrow(name: str, hits: list[_Hit]) -> list[_Hit]:
    """Of names that are alike, those of the same type, then those with the same accents, where there are any."""
    same_type = [hit for hit in hits if _type_of(hit.name) == _type_of(name)]
    hits = same_type or hits
    return [hit for hit in hits if _same_accents(name, hit.name)] or hits


def _type_of(name: str) -> str:
    first = fold(words(name)[0])
    return {"x": "xa", "p": "phuong", "tt": "thi"}.get(first, first)


def _same_accents(typed: str, known: str) -> bool:
    return all(accents_agree(a, b) for a, b in zip(_own_words(typed), _own_words(known), strict=True))


def _own_words(name: str) -> list[str]:
    """The words of a unit's name without its type, as they are written."""
    return [word.lstrip("0") for word in words(name)[-len(plain_name(name).split()) :]]


def _decide(
    gazetteer: Gazetteer, name: str, hits: list[_Hit], address: Address, other: Iterable[_Hit]
) -> Place | Doubt:
    codes = {code for hit in hits for code in hit.codes}
    if len(codes) > 1:
        return _ambiguous(gazetteer, name, hits, codes)
    place = _place(gazetteer, codes.pop())
    if not _same_accents(name, hits[0].name):
        return replace(place, check=f"{name!r} was read as {hits[0].name!r}")
    if hits[0].old is not None:
        return place
    if address.is_old_style and not gazetteer.knows_old:
        return replace(place, check="matched by the ward's name alone: old districts are not known to this Python")
    if address.district:
        return replace(place, check=f"{place.ward_name} is a ward of today, but not one of {address.district} before")
    namesakes = [hit for hit in other if hit.name == place.ward_name and place.ward_code not in hit.codes]
    return replace(place, check=_namesake(gazetteer, namesakes[0])) if namesakes else place


def _namesake(gazetteer: Gazetteer, hit: _Hit) -> str:
    assert hit.old is not None
    now = ", ".join(gazetteer.ward_by_code[code].name for code in hit.codes)
    return f"read as the ward of today; before 01/07/2025 {hit.name} was also in {hit.old.district} (now {now})"


def _ambiguous(gazetteer: Gazetteer, name: str, hits: list[_Hit], codes: set[int]) -> Doubt:
    wards = [gazetteer.ward_by_code[code] for code in sorted(codes)]
    places = ", ".join(f"{ward.name} ({gazetteer.provinces[ward.province_code]})" for ward in wards[:4])
    if len(hits) == 1:
        return Doubt(f"{name} was divided between {places}", "write today's ward")
    return Doubt(f"{name} may be {places}" + ("…" if len(wards) > 4 else ""), "write today's ward and the province")


def _decide_near(gazetteer: Gazetteer, name: str, hits: Sequence[_Hit]) -> Place | Doubt | None:
    """A name with a slip in it: taken when one place is clearly nearer than all others, and to be checked."""
    typed = plain_name(name)
    plain: Mapping[int, str] = {
        index: known for index, hit in enumerate(hits) if _words_are_near(typed, known := plain_name(hit.name))
    }
    best = process.extract(typed, plain, scorer=fuzz.ratio, score_cutoff=LIKE, limit=8)
    near = [hits[index] for _, score, index in best if score > best[0][1] - APART]
    codes = {code for hit in near for code in hit.codes}
    if not codes:
        return None
    if len(codes) > 1:
        return _ambiguous(gazetteer, name, near, codes)
    place = _place(gazetteer, codes.pop())
    return replace(place, check=f"{name!r} was read as {near[0].name!r}")


def _words_are_near(typed: str, known: str) -> bool:
    """Word by word: "muong so" and "muong mo" are two places, though most of their letters agree."""
    one, other = typed.split(), known.split()
    if "".join(one) == "".join(other):
        return True
    return len(one) == len(other) and all(fuzz.ratio(a, b) >= WORD_LIKE for a, b in zip(one, other, strict=True))


def _place(gazetteer: Gazetteer, code: int) -> Place:
    ward = gazetteer.ward_by_code[code]
    return Place(ward.province_code, ward.code, ward.name)
