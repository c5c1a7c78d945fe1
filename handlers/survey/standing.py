"""Something back: after closing, each cooperative learns where its own figures stand among its peers.

Never a figure of others, and never a place in a line: a third of at least five peers of the same sector. With fewer
peers nothing is said, since anybody could work out who it is about.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from handlers import post
from handlers.messages import Outgoing
from handlers.results.figures import read_sent
from handlers.survey.definition import Definition, Question
from handlers.survey.figures import write_answer
from handlers.survey.periods import say_period
from handlers.survey.state import Answer
from handlers.texts import rounds as texts
from handlers.texts.sectors import SECTORS
from handlers.world import World
from storage import cooperatives, surveys
from storage.cooperatives import Cooperative
from storage.reach import reporters
from storage.surveys import Round
from storage.unit import Unit

FEWEST_PEERS = 5


class Third(StrEnum):
    """Where a figure stands among others."""

    LOWER = "lower"
    MIDDLE = "middle"
    UPPER = "upper"


def place_among(own: Decimal, peers: Sequence[Decimal]) -> Third | None:
    """The third an own figure is in among its peers' (own not among them); equal figures share their middle.

    None with fewer than five peers. `peers` may be in any order.
    """
    if len(peers) < FEWEST_PEERS:
        return None
    ordered = sorted(peers)
    below = bisect_left(ordered, own)
    alike = bisect_right(ordered, own) - below
    share = (below + alike / 2) / len(ordered)
    return Third.LOWER if share < 1 / 3 else Third.UPPER if share > 2 / 3 else Third.MIDDLE


def tell_everybody(unit: Unit, world: World, round_id: int, now: datetime) -> int:
    """Tell the people of each cooperative that sent; the number of messages. Telling twice says nothing twice."""
    this = surveys.find_round(unit, round_id)
    if this is None:
        return 0
    definition, answers = read_sent(unit, this)
    compared = [question for question in definition.questions if question.compare]
    homes = {item.id: item for item in cooperatives.find_all(unit, list(answers))}
    told = dict(_write_all(this, definition, compared, answers, homes))
    messages = (
        (one.contact, Outgoing(told[one.cooperative_id]), f"standing:{round_id}:{one.cooperative_id}:{one.person_id}")
        for one in reporters(unit)
        if one.contact is not None and one.cooperative_id in told
    )
    return post.send_many(unit, messages, now, world.quiet, purpose="notice")


def _write_all(
    this: Round,
    definition: Definition,
    compared: list[Question],
    answers: dict[int, dict[str, Answer]],
    homes: dict[int, Cooperative],
) -> Iterator[tuple[int, str]]:
    figures: defaultdict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for cooperative_id, given in answers.items():
        for question in compared:
            answer = given.get(question.key)
            if answer is not None and answer.number is not None:
                figures[homes[cooperative_id].sector, question.key].append(answer.number)
    for cooperative_id, given in answers.items():
        home = homes[cooperative_id]
        lines = [
            line
            for question in compared
            if (line := _line(question, given.get(question.key), figures[home.sector, question.key])) is not None
        ]
        if lines:
            sector = SECTORS.get(home.sector, home.sector)
            yield cooperative_id, texts.standing(definition.title, say_period(this.period), home.name, sector, lines)


def _line(question: Question, answer: Answer | None, everybody: list[Decimal]) -> str | None:
    if answer is None or answer.number is None:
        return None
    peers = list(everybody)
    peers.remove(answer.number)
    third = place_among(answer.number, peers)
    return (
        None
        if third is None
        else texts.standing_line(question.label, write_answer(question, answer), third, len(peers))
    )
