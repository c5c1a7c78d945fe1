"""The directory of cooperatives."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlmodel import col

from storage.tables.cooperatives import CooperativeRow
from storage.unit import Unit, plain, plains


@dataclass(frozen=True, slots=True)
class CooperativeFacts:
    """What the alliance's list says of a cooperative. Money in đồng; places are codes of the units since 01/07/2025."""

    name: str
    folded_name: str
    register_number: str | None = None
    kind: str = "cooperative"
    sector: str = "other"
    province_code: int | None = None
    ward_code: int | None = None
    ward_name: str | None = None
    old_place: str | None = None
    founded_on: date | None = None
    phone: str | None = None
    members: int | None = None
    charter_capital: int | None = None
    state: str = "active"
    is_trial: bool = False


@dataclass(frozen=True, slots=True)
class Cooperative(CooperativeFacts):
    """A cooperative in the directory. `merged_into`: the one that it became part of."""

    id: int = 0
    merged_into: int | None = None

    @property
    def place(self) -> str:
        """The place as people read it: the ward, else what the list said."""
        return self.ward_name or self.old_place or ""


def add(unit: Unit, facts: CooperativeFacts, now: datetime) -> int:
    """Put a cooperative in the directory; its id."""
    row = CooperativeRow(**asdict(facts), created_at=now, updated_at=now)
    unit.add(row)
    assert row.id is not None
    return row.id


def change(unit: Unit, cooperative_id: int, values: dict[str, Any], now: datetime) -> None:
    """Set some of a cooperative's facts, by field name."""
    statement = update(CooperativeRow).where(col(CooperativeRow.id) == cooperative_id)
    unit.changed(statement.values(**values, updated_at=now))


def find(unit: Unit, cooperative_id: int) -> Cooperative | None:
    row = unit.session.get(CooperativeRow, cooperative_id)
    return None if row is None else plain(Cooperative, row)


def find_all(unit: Unit, ids: Sequence[int]) -> list[Cooperative]:
    """The cooperatives with these ids, in the order of their names."""
    query = select(CooperativeRow).where(col(CooperativeRow.id).in_(ids)).order_by(col(CooperativeRow.folded_name))
    return plains(Cooperative, unit.session.scalars(query))


def directory(unit: Unit) -> list[Cooperative]:
    """All cooperatives that were not dissolved, in the order of their names."""
    query = (
        select(CooperativeRow)
        .where(col(CooperativeRow.state) != "dissolved")
        .order_by(col(CooperativeRow.folded_name), col(CooperativeRow.id))
    )
    return plains(Cooperative, unit.session.scalars(query))


def everything(unit: Unit) -> list[Cooperative]:
    """All cooperatives, the dissolved ones too."""
    return plains(Cooperative, unit.session.scalars(select(CooperativeRow).order_by(col(CooperativeRow.id))))


def ward_names(unit: Unit) -> list[str]:
    """The names of the wards cooperatives are in, each once."""
    query = select(col(CooperativeRow.ward_name)).where(col(CooperativeRow.ward_name).is_not(None)).distinct()
    return sorted(name for name in unit.session.scalars(query) if name)


def listed_by(unit: Unit, moment: datetime) -> set[int]:
    """Ids of the cooperatives that were in the directory at a moment."""
    query = select(col(CooperativeRow.id)).where(col(CooperativeRow.created_at) <= moment)
    return {found for found in unit.session.scalars(query) if found is not None}


def count(unit: Unit) -> int:
    return unit.session.scalar(select(func.count()).select_from(CooperativeRow)) or 0


def trial_ids(unit: Unit) -> list[int]:
    query = select(col(CooperativeRow.id)).where(col(CooperativeRow.is_trial))
    return [found for found in unit.session.scalars(query) if found is not None]


def remove(unit: Unit, ids: Sequence[int]) -> int:
    """Delete cooperatives nothing refers to any more; the number deleted."""
    return unit.changed(delete(CooperativeRow).where(col(CooperativeRow.id).in_(ids)))
