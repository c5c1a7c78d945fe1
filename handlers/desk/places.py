"""Finding a ward by how staff type its name."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from knowledge.vietnamese import fold
from storage.cooperatives import Cooperative

ENOUGH = 85  # of 100; "phong tho" finds "Xã Phong Thổ", "muong so" does not find "Xã Mường Khoa"


def find_ward(directory: Iterable[Cooperative], typed: str) -> tuple[int, str] | None:
    """(code, name) of the ward of some cooperative that the typed name means; None when none is near enough."""
    wards = {item.ward_code: item.ward_name for item in directory if item.ward_code and item.ward_name}
    names = {code: _plain(name) for code, name in wards.items()}
    best = process.extractOne(_plain(typed), names, scorer=fuzz.ratio, score_cutoff=ENOUGH)
    return None if best is None else (best[2], wards[best[2]])


def _plain(name: str) -> str:
    words = fold(name).lower().split()
    if len(words) > 1 and words[0] in ("xa", "phuong"):
        words = words[1:]
    if len(words) > 2 and words[:2] in (["thi", "tran"], ["dac", "khu"]):
        words = words[2:]
    return " ".join(words)
