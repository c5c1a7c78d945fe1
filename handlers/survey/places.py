"""Wards as people type them, against those the directory knows."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from handlers.directory.gazetteer import plain_name

NEAR = 80  # of 100
OFFERED = 4


def read_place(text: str, places: Sequence[str]) -> list[str]:
    """The places a text may mean, likeliest first; exactly one when its name is what was typed."""
    typed = plain_name(text)
    names = {place: plain_name(place) for place in dict.fromkeys(places)}
    exact = [place for place, name in names.items() if name == typed]
    if len(exact) == 1:
        return exact
    found = process.extract(typed, names, scorer=fuzz.ratio, score_cutoff=NEAR, limit=OFFERED)
    return exact or [place for _, _, place in found]
