"""Which of several rounds or cooperatives staff mean, and doing with it what they asked for."""

from collections.abc import Callable, Mapping, Sequence

from handlers.conversation import Replies, Turn, read_number, say
from handlers.directory.lookup import find_by_name
from handlers.survey.periods import say_period
from handlers.survey.rounds import definition_of
from handlers.texts import desk
from handlers.texts import rounds as texts
from storage import surveys
from storage.cooperatives import Cooperative
from storage.surveys import Round

Deeds = Mapping[str, Callable[[Turn, Round], Replies]]
"""What can be done with a round, by the word its buttons carry."""


def choose_round(turn: Turn, area: str, what: str, offered: Sequence[Round], nothing: str, deeds: Deeds) -> Replies:
    """Do it at once where there is one round only; else a button for each, `area:what:id`."""
    if not offered:
        return say(nothing)
    if len(offered) == 1:
        return deeds[what](turn, offered[0])
    choices = [(f"{area}:{what}:{this.id}", ", ".join(name_round(turn, this))) for this in offered]
    return say(texts.CHOOSE_ROUND, *choices, (f"{area}:cancel", texts.CANCEL))


def choose_cooperative(turn: Turn, name: str, button: str, deed: Callable[[Turn, Cooperative], Replies]) -> Replies:
    """Do it at once where one cooperative only has that name; else a button for each, `button:id`."""
    found = find_by_name(turn.unit, name)
    if not found:
        return say(desk.NO_SUCH_COOPERATIVE)
    if len(found) == 1:
        return deed(turn, found[0])
    return say(desk.WHICH_COOPERATIVE, *((f"{button}:{item.id}", item.name) for item in found))


def do_with_round(turn: Turn, parts: Sequence[str], deeds: Deeds) -> Replies:
    """What such a button asks for; it may be from long ago, or forged."""
    what, number = (parts[0], read_number(parts[1])) if len(parts) == 2 else ("", None)
    this = None if number is None or what not in deeds else surveys.find_round(turn.unit, number)
    return say(texts.ROUND_GONE) if this is None else deeds[what](turn, this)


def name_round(turn: Turn, this: Round) -> tuple[str, str]:
    """Title and period, as people read them."""
    return definition_of(turn.unit, this).title, say_period(this.period)
