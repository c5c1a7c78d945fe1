"""Results on their way to the alliance: planned when a round closes, or asked for in chat."""

from collections.abc import Iterable
from datetime import datetime

from handlers.messages import Attachment, Outgoing
from handlers.results.aggregate import Results, aggregate
from handlers.results.figures import read_round
from handlers.results.summary import write_summary
from handlers.results.workbook import MEDIA_TYPE, build_workbook, file_stem
from storage import forwards
from storage.surveys import Round
from storage.unit import Unit


def plan_forwards(unit: Unit, round_id: int, targets: Iterable[str], now: datetime, revision: str = "1") -> int:
    """One delivery for each target that is on (`World.forward_targets`); how many are new.

    Call it in the unit that closes the round: a round is never closed with its results on no list. Planning again
    changes nothing; another `revision` sends everything once more, under another idempotency key.
    """
    return sum(forwards.plan(unit, round_id, target, now, revision) for target in targets)


def results_message(unit: Unit, this: Round, now: datetime, alliance: str = "") -> Outgoing:
    """How a round stands now, with the workbook."""
    results = aggregate(read_round(unit, this, now, alliance))
    return Outgoing(write_summary(results), attachments=(attach_workbook(results),))


def attach_workbook(results: Results) -> Attachment:
    """The workbook as a file to send."""
    return Attachment(f"{file_stem(results)}.xlsx", MEDIA_TYPE, build_workbook(results))
