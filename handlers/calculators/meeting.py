"""How many people a general meeting needs and how many votes pass a matter."""

from handlers.calculators.figures import (
    STOP,
    check_people,
    expect_choice,
    has_figure,
    named_in_words,
    read_people,
    refuse,
)
from handlers.conversation import Replies, Turn, read_number, say
from handlers.messages import Choice, Outgoing
from handlers.texts import calculators as texts
from knowledge.calculators.meeting import (
    BEFORE,
    NOW,
    MeetingLaw,
    delegates_needed,
    large_majority,
    people_needed,
    simple_majority,
)
from knowledge.outline import say_sources

FLOW = "calc-meeting"
AREA = "calc:meeting"
LAWS = {"2023": NOW, "2012": BEFORE}
CHOSEN_BY = {"law": texts.LAW_WORDS, "form": texts.FORM_WORDS}
AGAIN = Choice(f"{AREA}:again:", texts.AGAIN)


def begin(turn: Turn) -> Replies:
    turn.talk.begin(FLOW, at="law")
    return [_question(turn)]


def press(turn: Turn, what: str, value: str) -> Replies:
    """A button of this calculator; one whose conversation is over is told apart from one that still counts."""
    data = turn.talk.data
    if what == "again":
        return begin(turn)
    if turn.talk.flow != FLOW:
        return say(texts.OLD)
    if what == "law" and value in LAWS:
        turn.talk.begin(FLOW, law=value, at="form")
        return [_question(turn)]
    if what == "form" and value in ("full", "delegates") and "law" in data:
        turn.talk.begin(FLOW, law=data["law"], form=value, at="members")
        return [_question(turn)]
    if what == "present" and "called" in data:
        data["at"] = "present"
        return [_question(turn)]
    if what == "value" and (number := read_number(value)) is not None:
        return _take(turn, number)
    return say(texts.OLD)


def take_text(turn: Turn) -> Replies | None:
    """Typed words while this calculator waits for a number. After a result, words that are no number end it."""
    if turn.talk.data.get("done") and not has_figure(turn.text):
        turn.talk.end()
        return None
    again = _question(turn)
    if (words := CHOSEN_BY.get(turn.talk.data["at"])) is not None:
        named = named_in_words(turn.text, words)
        return expect_choice(turn, again) if named is None else press(turn, turn.talk.data["at"], named)
    number = read_people(turn, again, AREA)
    return _take(turn, number) if isinstance(number, int) else number


def _question(turn: Turn) -> Outgoing:
    """What is asked now."""
    data = turn.talk.data
    match data["at"]:
        case "law":
            laws = (Choice(f"{AREA}:law:2023", texts.LAW_NOW), Choice(f"{AREA}:law:2012", texts.LAW_BEFORE))
            return Outgoing(texts.WHICH_LAW, (*laws, STOP))
        case "form":
            forms = (Choice(f"{AREA}:form:full", texts.FULL), Choice(f"{AREA}:form:delegates", texts.DELEGATES))
            return Outgoing(texts.WHICH_FORM, (*forms, STOP))
        case "members":
            question = texts.HOW_MANY_MEMBERS if data["law"] == "2023" else texts.HOW_MANY_MEMBERS_BEFORE
        case "delegates":
            question = texts.how_many_delegates(data["members"], _least_delegates(data))
        case "votes":
            question = texts.how_many_votes(data["present"])
        case _:
            question = texts.HOW_MANY_PRESENT
    return Outgoing(question, (STOP,), free_input=True)


def _least_delegates(data: dict[str, str | int]) -> int:
    return delegates_needed(int(data["members"]), LAWS[str(data["law"])]) or 0


def _take(turn: Turn, number: int) -> Replies:
    """A number for the question that was asked."""
    problem = check_people(number)
    if problem is not None:
        return refuse(problem, _question(turn))
    takers = {"members": _members, "delegates": _delegates, "present": _present, "votes": _votes}
    taker = takers.get(turn.talk.data["at"])
    return say(texts.OLD) if taker is None else taker(turn, number)


def _members(turn: Turn, number: int) -> Replies:
    data = turn.talk.data
    data["members"] = number
    if data["form"] == "full":
        return _called(turn, number)
    law = LAWS[data["law"]]
    if delegates_needed(number, law) is None:
        data["form"] = "full"
        return [*say(texts.full_instead(number, law.delegates_from)), *_called(turn, number)]
    data["at"] = "delegates"
    return [_question(turn)]


def _delegates(turn: Turn, number: int) -> Replies:
    data = turn.talk.data
    if number > data["members"]:
        return refuse(texts.more_than_members(data["members"]), _question(turn))
    if number < (needed := _least_delegates(data)):
        return refuse(texts.too_few_delegates(needed), _question(turn))
    return _called(turn, number)


def _called(turn: Turn, number: int) -> Replies:
    """Everybody who is called to the meeting is known: say how many must come."""
    data = turn.talk.data
    data["called"], data["at"] = number, "present"
    law = LAWS[data["law"]]
    sources = law.quorum_at + (law.delegates_at if data["form"] == "delegates" else ())
    said = texts.quorum(number, needed(number, law), law.quorum, say_sources(sources, turn.world.knowledge.registry))
    note = [Outgoing(texts.OLD_LAW_NOTE)] if law is BEFORE else []
    return [*note, Outgoing(f"{said}\n\n{texts.HOW_MANY_PRESENT}", (STOP, AGAIN), free_input=True)]


def needed(called: int, law: MeetingLaw) -> tuple[int, int, int]:
    """People that must attend at each of the three calls."""
    return people_needed(called, 1, law), people_needed(called, 2, law), people_needed(called, 3, law)


def _present(turn: Turn, number: int) -> Replies:
    data = turn.talk.data
    if number > data["called"]:
        return refuse(texts.more_than_called(data["called"]), _question(turn))
    data["present"] = number
    if data["form"] == "delegates" and LAWS[data["law"]].weighted:
        data["at"] = "votes"
        return [_question(turn)]
    return _result(turn, number)


def _votes(turn: Turn, number: int) -> Replies:
    data = turn.talk.data
    if number < data["present"]:
        return refuse(texts.fewer_votes_than_people(data["present"]), _question(turn))
    if number > data["members"]:
        return refuse(texts.more_than_members(data["members"]), _question(turn))
    return _result(turn, number)


def _result(turn: Turn, votes: int) -> Replies:
    """Whether the meeting may be held, and the votes each kind of matter needs."""
    data = turn.talk.data
    law = LAWS[data["law"]]
    data["at"], data["done"] = "present", True  # another number of people may follow at once
    held = texts.verdict(data["present"], data["called"], needed(data["called"], law))
    matters = texts.LARGE_NOW if law is NOW else texts.LARGE_BEFORE
    sources = say_sources(law.quorum_at + law.votes_at, turn.world.knowledge.registry)
    passed = texts.votes(votes, large_majority(votes, law), law.large, matters, simple_majority(votes), sources)
    other = Choice(f"{AREA}:present:", texts.OTHER_COUNT)
    return [Outgoing(f"{held}\n\n{passed}", (other, AGAIN, STOP), free_input=True)]
