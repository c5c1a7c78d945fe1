"""Who an announcement reaches and who not, and the words a line about recipients may hold."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec

from handlers.announcements.segments import Tree, replace_leaves
from handlers.announcements.words import Lexicon
from handlers.directory.addresses import read_address
from handlers.directory.gazetteer import load_gazetteer, plain_name
from handlers.survey.periods import is_period, say_period
from storage import cooperatives, segments, surveys, topics
from storage.cooperatives import Cooperative
from storage.segments import Chosen
from storage.unit import Unit

NAMED = 20  # cooperatives named for one reason
Places = defaultdict[str, list[tuple[str, Tree]]]


@dataclass(frozen=True, slots=True)
class Audience:
    """`contacts`: contact ids, one a person. `reached` and `missed`: cooperatives; of those missed why:
    nobody | blocked | stopped | left. `channels`: people by channel.
    """

    contacts: tuple[int, ...]
    reached: frozenset[int]
    missed: dict[int, str]
    channels: dict[str, int]

    @property
    def people(self) -> int:
        return len(self.contacts)


def gather(unit: Unit, segment: Tree, topic: str | None = None) -> Audience:
    """Who a segment reaches now."""
    chosen = segments.choose(unit, resolve(unit, segment), topic)
    told = {one.person_id: one for one in reversed(chosen) if one.contact_id is not None and not one.left}
    channels = Counter(one.channel for one in told.values() if one.channel)
    reached = frozenset(one.cooperative_id for one in chosen if one.cooperative_id and one.person_id in told)
    contacts = tuple(sorted(one.contact_id for one in told.values() if one.contact_id is not None))
    return Audience(contacts, reached, _missed(unit, chosen, reached), dict(channels))


def _missed(unit: Unit, chosen: Iterable[Chosen], reached: frozenset[int]) -> dict[int, str]:
    silent = [one for one in chosen if one.cooperative_id and one.cooperative_id not in reached]
    people = [one.person_id for one in silent if one.person_id is not None and not one.left]
    states = segments.states_of(unit, people)
    reasons: dict[int, str] = {}
    for one in silent:
        assert one.cooperative_id is not None
        why = "left" if one.left else states.get(one.person_id or 0, "nobody")
        if reasons.get(one.cooperative_id, "nobody") == "nobody":
            reasons[one.cooperative_id] = why
    return reasons


def name_missed(unit: Unit, audience: Audience) -> list[tuple[str, list[str], int]]:
    """(why, names, how many more) for each reason for which cooperatives are not reached."""
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    names = {item.id: item.name for item in cooperatives.find_all(unit, list(audience.missed)[:5000])}
    for number, why in audience.missed.items():
        reasons[why].append(names.get(number, "…"))
    return [(why, sorted(found)[:NAMED], max(0, len(found) - NAMED)) for why, found in sorted(reasons.items())]


def resolve(unit: Unit, segment: Tree) -> Tree:
    """The tree with places of before 01/07/2025 as the cooperatives that are there now."""
    old: dict[str, list[int]] = {}

    def ids(leaf: Tree) -> Tree:
        if "old" not in leaf:
            return leaf
        if not old:
            old.update(_old_places(cooperatives.directory(unit)))
        return {"ids": old.get(leaf["old"], [])}

    return replace_leaves(segment, ids)


def _old_places(directory: Iterable[Cooperative]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for item in directory:
        for key, _ in _names_of(item.old_place or ""):
            found[key].append(item.id)
    return found


@lru_cache(maxsize=65536)
def _names_of(old_place: str) -> tuple[tuple[str, str], ...]:
    """(key, name) of the ward and the district that an address of before names."""
    address = read_address({"address": old_place})
    named = [("d", address.district), ("w", address.ward), *(("d", name) for name in address.bare)]
    return tuple((f"{kind}:{plain_name(name)}", name) for kind, name in named if name)


def lexicon(unit: Unit) -> Lexicon:
    """What can be chosen by in this installation now."""
    directory = cooperatives.directory(unit)
    places: Places = defaultdict(list)
    for item in directory:
        if item.ward_code is not None and item.ward_name:
            _add(places, item.ward_name, {"wards": [item.ward_code], "name": item.ward_name})
    for item in directory:
        for key, name in _names_of(item.old_place or ""):
            _add(places, name, {"old": key, "name": name})
    _add_old_units(places, {item.ward_code for item in directory if item.ward_code})
    rounds = [(this.id, _say(this.period)) for this in surveys.rounds(unit, "open") + surveys.rounds(unit, "closed")]
    return Lexicon(places, {tag: name for tag, (name, _) in topics.tags(unit).items()}, rounds)


def _add(places: Places, name: str, leaf: Tree) -> None:
    """A name that today's units and those of before share means today's; the district of that name is said with its
    word for it.
    """
    here = places[plain_name(name)]
    known = [one for one in here if one[0] == name or ("wards" in one[1] and leaf.get("old", "").startswith("w:"))]
    if not known:
        here.append((name, leaf))


def _add_old_units(places: Places, wards: set[int]) -> None:
    """Wards and districts of before 01/07/2025, where the installed gazetteer knows them and cooperatives are there."""
    if find_spec("vietnam_provinces.legacy") is None:
        return
    districts: defaultdict[str, set[int]] = defaultdict(set)
    for old in _gazetteer_old():
        codes = wards.intersection(old.became)
        if codes:
            _add(places, old.name, {"wards": sorted(codes), "name": f"{old.name} trước đây"})
            districts[old.district] |= codes
    for name, codes in districts.items():
        _add(places, name, {"wards": sorted(codes), "name": f"{name} trước đây"})


@lru_cache(maxsize=1)
def _gazetteer_old():  # type: ignore[no-untyped-def]
    return load_gazetteer().old_wards


def _say(period: str) -> str:
    return say_period(period) if is_period(period) else period
