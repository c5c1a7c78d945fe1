"""The size class of a cooperative."""

from typing import Any

from handlers.calculators.figures import STOP, check_people, expect_choice, read_money, read_people, refuse
from handlers.conversation import Replies, Turn, read_number, say
from handlers.directory.sectors import read_sector_answer
from handlers.messages import Choice, Outgoing
from handlers.texts import calculators as texts
from knowledge.calculators.size import SIZES, THRESHOLDS, Found, Sector, find_size
from knowledge.numbers.writing import group_digits, write_short
from knowledge.vietnamese import fold, words

FLOW = "calc-size"
AREA = "calc:size"
AGAIN = Choice(f"{AREA}:again:", texts.AGAIN)
SECTOR_OF: dict[str, Sector] = {
    "agriculture": "agriculture",
    "industry": "industry",
    "construction": "industry",
    "trade": "other",
    "transport": "other",
    "environment": "other",
}
"""Sectors as the alliance groups them -> those the decree on sizes knows."""
MOST_WORDS = 4  # in the name of a sector
UNKNOWN = Choice(f"{AREA}:unknown:", texts.UNKNOWN)


def begin(turn: Turn) -> Replies:
    turn.talk.begin(FLOW, at="sector")
    return [_question(turn)]


def press(turn: Turn, what: str, value: str) -> Replies:
    """A button of this calculator."""
    if what == "again":
        return begin(turn)
    if turn.talk.flow != FLOW:
        return say(texts.OLD)
    at = turn.talk.data["at"]
    if what == "sector" and value in THRESHOLDS:
        turn.talk.begin(FLOW, sector=value, at="members")
        return [_question(turn)] if THRESHOLDS[value] else _end(turn, texts.NO_THRESHOLDS)
    if what == "unknown" and at in ("revenue", "capital"):
        return _take(turn, None)
    if what == "value" and at != "sector" and (number := read_number(value)) is not None:
        return _take(turn, number)
    return say(texts.OLD)


def take_text(turn: Turn) -> Replies:
    """Typed words while this calculator waits for a figure."""
    again = _question(turn)
    at = turn.talk.data["at"]
    if at == "sector":
        named = _sector_of(turn.text)
        return expect_choice(turn, again) if named is None else press(turn, "sector", named)
    number = read_people(turn, again, AREA) if at == "members" else read_money(turn, again, AREA)
    return _take(turn, number) if isinstance(number, int) else number


def _sector_of(text: str) -> Sector | None:
    """The sector somebody names in a few words ("trong lua"); None for a whole sentence or an unknown word."""
    said = " ".join(fold(word) for word in words(text))
    if len(said.split()) > MOST_WORDS:
        return None
    named = next((key for key, names in texts.SECTOR_WORDS.items() if any(name in said for name in names)), None)
    return named or SECTOR_OF.get(read_sector_answer(text) or "")


def _question(turn: Turn) -> Outgoing:
    match turn.talk.data["at"]:
        case "sector":
            sectors = [Choice(f"{AREA}:sector:{key}", name) for key, name in texts.SECTORS.items()]
            return Outgoing(texts.WHICH_SECTOR, (*sectors, STOP))
        case "members":
            return Outgoing(texts.HOW_MANY_MEMBERS, (STOP,), free_input=True)
        case "revenue":
            return Outgoing(texts.HOW_MUCH_REVENUE, (UNKNOWN, STOP), free_input=True)
        case _:
            return Outgoing(texts.HOW_MUCH_CAPITAL, (UNKNOWN, STOP), free_input=True)


def _take(turn: Turn, number: int | None) -> Replies:
    """A figure for the question that was asked, None for one nobody knows; then the next question or the result."""
    data = turn.talk.data
    if data["at"] == "members" and number is not None and (problem := check_people(number)) is not None:
        return refuse(problem, _question(turn))
    if number is not None and number < 0:
        return refuse(texts.NEGATIVE, _question(turn))
    data[data["at"]] = number
    found = find_size(data["sector"], data["members"], data.get("revenue"), data.get("capital"))
    left = [name for name in found.missing if name not in data]
    if left:
        data["at"] = left[0]
        return [_question(turn)]
    return _end(turn, f"{_say_taken(data)}\n{say_size(found, data['sector'])}")


def _say_taken(data: dict[str, Any]) -> str:
    """What the result was worked out from: who typed "muoi may" sees what it was taken for."""
    money = {name: data[name] for name in ("revenue", "capital") if data.get(name) is not None}
    figures = {name: write_short(value, "money") or f"{group_digits(value)} đồng" for name, value in money.items()}
    return texts.size_of(texts.SECTORS[data["sector"]].lower(), group_digits(data["members"]), figures)


def say_size(found: Found, sector: str) -> str:
    """The result with what it means for the cooperative."""
    blocks = [texts.size(found.sizes, found.missing)]
    if sector == "industry":
        blocks.append(texts.PARTLY_KNOWN)
    if found.sizes == ("micro",):
        blocks.append(texts.MICRO_MEANS)
    elif "micro" not in found.sizes:
        blocks.append(texts.FULL_MEANS)
    if found.sizes == (SIZES[-1],):
        blocks.append(texts.LARGE_MEANS)
    return "\n\n".join([*blocks, texts.NOT_QUALITY])


def _end(turn: Turn, text: str) -> Replies:
    turn.talk.end()
    return say(f"{text}\n\n{texts.UNVERIFIED}\n{texts.GOVERNANCE_SOURCE}", (AGAIN.id, AGAIN.label))
