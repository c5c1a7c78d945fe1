"""When somebody asks for a person instead of an answer: their next message goes to the alliance's staff."""

import re

from handlers.ask import hand_over
from handlers.conversation import Replies, Turn, say
from handlers.messages import Choice, Kind, Outgoing
from handlers.offers import TO_PERSON
from handlers.survey.commands import flat
from handlers.texts import beside as texts
from handlers.welcome import greet_stranger
from storage import inbox

FLOW = "person"
_STOP = ("person:stop", texts.STOP)
_SURVEY = "survey"  # the flow of a report, which the person is led back to
_NO_MORE = frozenset({"thoi", "khong", "thoi khong", "khong can", "dung", "huy", "bo qua", "thoi khoi", "quay lai"})

_WHO = r"(?:mot |1 )?(?:can bo|nguoi(?: that| phu trach)?|nhan vien|lien minh|chuyen vien|tong dai)"
_WHOSE = rf"(?: (?:cua )?{_WHO})?(?: (?:tinh|xa|phuong|htx))?"
_ME = r"(?:toi|minh|bac|chu|co|anh|chi|em|tui|tao|ong|ba|chung toi)"
_END = r"(?: (?:voi|nhe|nha|di|a|duoc khong|dc khong|ko|khong|luon|ngay|gap|em oi|chau oi|ban oi))*"
_BEGIN = r"(?:(?:em|chau|ban|ad|lam on|vui long|hay|cho|xin|gui|cai|can|muon|" + _ME + r") )*"
_WANTED = re.compile(
    rf"{_BEGIN}(?:gap|noi chuyen|lien he|noi may|ket noi|nhan tin|nhan|goi|goi dien|hoi truc tiep|hoi)"
    rf"(?: (?:voi|cho|truc tiep))* {_WHO}(?: lien minh)?{_END}"
    rf"|(?:{_ME} )?(?:muon )?hoi nguoi{_END}"
    rf"|(?:co|con) (?:ai|nguoi)(?: nao)?(?: o)?(?: (?:do|day))?{_END}"
    rf"|{_BEGIN}goi(?: dien)?(?: lai)? cho {_ME}{_END}"
    rf"|{_BEGIN}(?:so dien thoai|sdt|so dt|dien thoai|so may|hotline){_WHOSE}(?: la)?(?: bao nhieu| so may| gi)?{_END}"
)
"""Whole messages only: "hỏi liên minh hợp tác xã là gì" asks something."""
_OWN_NUMBER = re.compile(r"(?:so (?:dien thoai )?(?:cua )?(?:" + _ME + r") (?:la )?)?(?:\+?84|0)\d{9}")


def handle(turn: Turn) -> Replies | None:
    if (parts := turn.pressed("person")) is not None:
        return begin(turn) if parts == ["write"] else _stop(turn)
    if turn.talk.flow != FLOW:
        return None
    if turn.incoming.kind is not Kind.TEXT or turn.text.startswith("/"):
        _end(turn)  # something else was chosen meanwhile: what is typed after it is not for the staff
        return None
    if is_wanted(turn.text):
        return say(texts.type_for_person(turn.world.alliance_phone), _STOP, free_input=True)
    return _stop(turn) if flat(turn.text) in _NO_MORE else _pass_on(turn)


def is_wanted(text: str) -> bool:
    """Whether a whole message asks for a person, to be called, or for a telephone number."""
    return _WANTED.fullmatch(flat(text)) is not None


def gives_number(text: str) -> bool:
    """Whether a message is a telephone number and nothing else."""
    return _OWN_NUMBER.fullmatch(re.sub(r"(?<=\d)[ .-](?=\d)", "", flat(text).strip())) is not None


def begin(turn: Turn) -> Replies:
    """What is typed next goes to the staff."""
    was_reporting = turn.talk.flow == _SURVEY
    turn.talk.begin(FLOW, reporting=was_reporting)
    return [*greet_stranger(turn), *say(texts.type_for_person(turn.world.alliance_phone), _STOP, free_input=True)]


def point_to(turn: Turn) -> Outgoing:
    """In the middle of something else: the way to a person, without leaving what is being done."""
    phone = turn.world.alliance_phone
    said = texts.own_number(phone).strip() if gives_number(turn.text) else texts.person_wanted(phone)
    return Outgoing(said, (TO_PERSON,))


def _pass_on(turn: Turn) -> Replies:
    if not any(char.isalnum() for char in turn.text):
        return say(texts.EMPTY, _STOP, free_input=True)
    go_on = _end(turn)
    number = inbox.record_asked(turn.unit, turn.contact.id, turn.text, "handoff", None, 0.0, turn.now)
    asked = inbox.find_asked(turn.unit, number)
    assert asked is not None
    first, *rest = hand_over(turn, asked)
    return [Outgoing(first.text, (*go_on, *first.choices)), *rest]


def _stop(turn: Turn) -> Replies:
    return [Outgoing(texts.NOT_SENT, tuple(_end(turn)))]


def _end(turn: Turn) -> list[Choice]:
    """Leave this talk; the way back to the report it interrupted."""
    was_reporting = turn.talk.flow == FLOW and turn.talk.data.get("reporting")
    if turn.talk.flow == FLOW:
        turn.talk.end()
    return [Choice("say:/khaosat", texts.GO_ON_REPORT)] if was_reporting else []
