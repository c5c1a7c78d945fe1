"""Writing a plan into the directory."""

from datetime import datetime

from handlers.directory.names import fold_name
from handlers.directory.plan import Plan, facts_of
from storage import cooperatives
from storage.cooperatives import Cooperative
from storage.unit import Unit


def known(unit: Unit) -> list[Cooperative]:
    """The directory to compare with: all but the invented cooperatives of trial mode."""
    return [item for item in cooperatives.everything(unit) if not item.is_trial]


def apply(unit: Unit, plan: Plan, now: datetime) -> None:
    """Write all of a plan; the unit of work makes it all or nothing."""
    for entry in plan.new:
        cooperatives.add(unit, facts_of(entry), now)
    for change in plan.changed:
        values = {name: new for name, (_, new) in change.values.items()}
        if "name" in values:
            values["folded_name"] = fold_name(values["name"])
        cooperatives.change(unit, change.cooperative.id, values, now)
