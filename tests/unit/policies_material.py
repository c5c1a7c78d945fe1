"""A policy written in a test, and profiles drawn at random."""

from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from knowledge.policies.matching import Profile
from knowledge.policies.records import KINDS, NEEDS, PLACES, SECTORS, Policy, read_policies
from knowledge.policies.spans import Span

TODAY = date(2026, 11, 20)
RECORD = """[[policy]]
key = "mot-chinh-sach"
name = "Một chính sách"
state = "in_force"
from = 2024-07-01
need = ["von"]
kinds = ["htx"]
what = ["Được vay."]
where = ["Liên minh."]
basis = ["17/2023/QH15: khoản 1 Điều 23"]
"""


def write_record(folder: Path, extra: str = "", **changed: str) -> Path:
    """A file with one record; `changed` replaces whole values, "" takes the field out."""
    lines = []
    for line in RECORD.splitlines():
        field = line.partition(" = ")[0]
        if field not in changed:
            lines.append(line)
        elif changed[field]:
            lines.append(f"{field} = {changed[field]}")
    (folder / "policies").mkdir(exist_ok=True)
    path = folder / "policies" / "thu.toml"
    path.write_text("\n".join([*lines, extra, ""]), encoding="utf-8")
    return path


def policy(folder: Path, extra: str = "", **changed: str) -> Policy:
    (found,) = read_policies(write_record(folder, extra, **changed))
    return found


def spans(highest: int) -> st.SearchStrategy[Span]:
    ends = st.tuples(st.integers(0, highest), st.none() | st.integers(0, highest))
    return ends.map(lambda pair: Span(pair[0], None if pair[1] is None else max(pair)))


PROFILES = st.builds(
    Profile,
    kind=st.none() | st.sampled_from(KINDS),
    sector=st.none() | st.sampled_from(SECTORS),
    place=st.none() | st.sampled_from(PLACES),
    age=spans(60),
    members=spans(400),
    capital=spans(3 * 10**10),
    needs=st.frozensets(st.sampled_from(NEEDS), max_size=2),
)
