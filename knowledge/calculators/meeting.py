"""How many people and votes a general meeting needs, under the Law 2023 and as the Law 2012 had it."""

from dataclasses import dataclass

from knowledge.documents import LAW_2012, LAW_2023, Citation

CALLS = (1, 2, 3)
MANY = 1000
"""Above this number of members a fixed number of delegates is enough."""
LEAST_DELEGATES = 200


@dataclass(frozen=True, slots=True)
class MeetingLaw:
    """One law's figures, in percent of those called to the meeting or of the votes.

    `delegates_from`: official members from which a meeting of delegates is allowed; `shares`: (more than so many
    members, up to so many, at least so many percent of them are delegates). `weighted`: a delegate has as many votes as
    members behind them; else one. Later calls come within 30 and 20 days of the call before.
    """

    document: str
    quorum: tuple[int, int, int]
    large: int
    delegates_from: int
    shares: tuple[tuple[int, int, int], ...]
    weighted: bool
    quorum_at: tuple[Citation, ...]
    votes_at: tuple[Citation, ...]
    delegates_at: tuple[Citation, ...]


NOW = MeetingLaw(
    LAW_2023,
    quorum=(50, 33, 0),
    large=65,
    delegates_from=50,
    shares=((50, 100, 50), (100, 300, 30), (300, MANY, 20)),
    weighted=True,
    quorum_at=(Citation(LAW_2023, "59", "7"),),
    votes_at=(Citation(LAW_2023, "61", "2"), Citation(LAW_2023, "61", "3"), Citation(LAW_2023, "61", "4")),
    delegates_at=(Citation(LAW_2023, "57", "2"), Citation(LAW_2023, "58", "2")),
)
BEFORE = MeetingLaw(
    LAW_2012,
    quorum=(75, 50, 0),
    large=75,
    delegates_from=100,
    shares=((100, 300, 30), (300, MANY, 20)),
    weighted=False,
    quorum_at=(Citation(LAW_2012, "31", "6"),),
    votes_at=(Citation(LAW_2012, "34", "1"), Citation(LAW_2012, "34", "2"), Citation(LAW_2012, "34", "3")),
    delegates_at=(Citation(LAW_2012, "30", "2"), Citation(LAW_2012, "30", "4")),
)


def share_of(number: int, percent: int) -> int:
    """The smallest whole number that is at least so many percent of `number`: 33 % of 30 is 10."""
    return -(-number * percent // 100)


def people_needed(called: int, call: int, law: MeetingLaw) -> int:
    """People that must attend for the meeting to be held at its first, second or third call; 0: any number will do."""
    return share_of(called, law.quorum[call - 1])


def large_majority(votes: int, law: MeetingLaw) -> int:
    """Votes in favour that the matters listed in the law need: charter, large property, governance, end of it all."""
    return share_of(votes, law.large)


def simple_majority(votes: int) -> int:
    """Votes in favour that everything else needs: more than half."""
    return votes // 2 + 1


def delegates_needed(members: int, law: MeetingLaw) -> int | None:
    """The least number of delegates; None when there must be a meeting of all members.

    0 when a meeting of delegates is allowed but the law sets no least number: exactly 50 members (2023), 100 (2012).
    """
    if members < law.delegates_from:
        return None
    if members > MANY:
        return LEAST_DELEGATES
    percent = next((share for over, up_to, share in law.shares if over < members <= up_to), 0)
    return share_of(members, percent)
