"""A platform's OAuth keys: renewed by one process at a time, the single-use refresh key never thrown away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import or_, select, update
from sqlmodel import col

from storage.tables.sending import PlatformKeyRow
from storage.unit import Unit, plain

LEASE = timedelta(seconds=60)
"""How long a renewal may take before another process tries: longer than the platform's answer is waited for."""


@dataclass(frozen=True, slots=True)
class Keys:
    """`access` is "" until the first renewal. `trouble` says why the last renewal failed."""

    access: str
    refresh: str
    expires_at: datetime
    version: int
    trouble: str | None


def plant(unit: Unit, name: str, refresh: str, now: datetime) -> None:
    """Begin with the refresh key of the settings, unless this very key was begun with before."""
    seed = sha256(refresh.encode()).hexdigest()
    values = {"name": name, "seed": seed, "access": "", "refresh": refresh, "expires_at": now, "changed_at": now}
    if unit.insert_new(PlatformKeyRow, {**values, "version": 0}):
        return
    # A new key in the settings is somebody's new consent; the old pair is worth nothing any more.
    other = (col(PlatformKeyRow.name) == name, col(PlatformKeyRow.seed) != seed)
    fresh = {
        **values,
        "version": col(PlatformKeyRow.version) + 1,
        "claimed_by": None,
        "lease_until": None,
        "trouble": None,
    }
    unit.changed(update(PlatformKeyRow).where(*other).values(**fresh))


def put(unit: Unit, name: str, access: str, refresh: str, expires_at: datetime, now: datetime) -> None:
    """Keys from a new consent: from now on these, whatever was there; the settings' own key stays what it was."""
    values = {"name": name, "seed": "", "access": "", "refresh": "", "expires_at": now, "changed_at": now, "version": 0}
    unit.insert_new(PlatformKeyRow, values)
    fresh = {"access": access, "refresh": refresh, "expires_at": expires_at, "changed_at": now, "trouble": None}
    unit.changed(
        update(PlatformKeyRow)
        .where(col(PlatformKeyRow.name) == name)
        .values(**fresh, version=col(PlatformKeyRow.version) + 1, claimed_by=None, lease_until=None)
    )


def find(unit: Unit, name: str) -> Keys | None:
    row = unit.session.scalars(select(PlatformKeyRow).where(col(PlatformKeyRow.name) == name)).first()
    return None if row is None else plain(Keys, row)


def claim(unit: Unit, name: str, version: int, worker: str, now: datetime) -> bool:
    """Take the renewal of these keys; False when another process has it or has done it already."""
    free = or_(col(PlatformKeyRow.lease_until).is_(None), col(PlatformKeyRow.lease_until) < now)
    statement = (
        update(PlatformKeyRow)
        .where(col(PlatformKeyRow.name) == name, col(PlatformKeyRow.version) == version, free)
        .values(claimed_by=worker, lease_until=now + LEASE)
    )
    return unit.changed(statement) == 1


def renew(unit: Unit, name: str, version: int, access: str, refresh: str, expires_at: datetime, now: datetime) -> bool:
    """Keep the new pair; False when the keys changed meanwhile (somebody planted others)."""
    values = {"access": access, "refresh": refresh, "expires_at": expires_at, "version": version + 1, "trouble": None}
    # Not tied to the claim: a pair that the platform gave is kept even when the lease ran out on the way.
    statement = (
        update(PlatformKeyRow)
        .where(col(PlatformKeyRow.name) == name, col(PlatformKeyRow.version) == version)
        .values(**values, claimed_by=None, lease_until=None, changed_at=now)
    )
    return unit.changed(statement) == 1


def let_go(unit: Unit, name: str, version: int, worker: str, trouble: str, until: datetime, now: datetime) -> None:
    """A renewal failed: nobody tries again before `until`."""
    unit.changed(
        update(PlatformKeyRow)
        .where(
            col(PlatformKeyRow.name) == name,
            col(PlatformKeyRow.version) == version,
            col(PlatformKeyRow.claimed_by) == worker,
        )
        .values(claimed_by=None, lease_until=until, trouble=trouble, changed_at=now)
    )
