"""Which cooperative a typed name means: part of a name is enough, accents and case do not matter."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from knowledge.vietnamese import fold
from storage import cooperatives
from storage.cooperatives import Cooperative
from storage.unit import Unit

LIKE = 60  # of 100: how much of the typed name must be in the cooperative's to be offered
SURE = 80  # the same, where nobody is asked whether it was meant
OFFERED = 5


def find_by_name(unit: Unit, name: str) -> list[Cooperative]:
    """The cooperatives a typed name may mean, the likeliest first; one when it is clear."""
    best = _likeliest(cooperatives.directory(unit), name, LIKE, OFFERED)
    is_clear = len(best) > 1 and best[0][1] == 100 > best[1][1]
    return [found for found, _ in best[: 1 if is_clear else None]]


def find_named(unit: Unit, names: Iterable[str]) -> tuple[list[int], list[str]]:
    """Ids of the cooperatives that are surely meant, and the names that fit none or several."""
    directory = cooperatives.directory(unit)
    found: list[int] = []
    unknown: list[str] = []
    for name in filter(None, (name.strip() for name in names)):
        best = _likeliest(directory, name, SURE, 2)
        if best and (len(best) == 1 or best[0][1] > best[1][1]):
            found.append(best[0][0].id)
        else:
            unknown.append(name)
    return found, unknown


def _likeliest(directory: Sequence[Cooperative], name: str, like: int, most: int) -> list[tuple[Cooperative, float]]:
    names = [fold(item.name).lower() for item in directory]
    best = process.extract(fold(name).lower(), names, scorer=fuzz.partial_ratio, score_cutoff=like, limit=most)
    return [(directory[place], score) for _, score, place in best]
