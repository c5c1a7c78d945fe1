"""Typed words about the talk itself: "ok", "alo", "cho gặp cán bộ", "ở điều mấy", "nói ngắn thôi". None asks law."""

import re

from handlers import person
from handlers.ask import answer
from handlers.conversation import Replies, Turn, say
from handlers.messages import Choice, Kind, Outgoing
from handlers.offers import TO_PERSON, entry_choice, short_name
from handlers.official import official_choices
from handlers.survey.commands import flat
from handlers.texts import beside as texts
from handlers.texts import general
from handlers.unreadable import ASKS_AGAIN
from handlers.welcome import greet_stranger
from knowledge.answer import Answer
from knowledge.knowledge_base import Context
from knowledge.outline import say_sources

MOST_ARTICLES = 4  # buttons to summaries below the sources
_NOT_UNDERSTOOD = "tôi không hiểu"

_POLITE = r"(?: (?:a|nhe|nha|nhi|em|chau|ban|anh|chi|bac|chu|oi|roi|vay|the|day|nua|di|voi|luon|ad|bot))*"
_AGREES = re.compile(
    r"(?:ok|oke|okie|okay|uh|u|um|uhm|vang|da|da vang|duoc|dc|duoc roi|biet roi|toi biet roi|ro roi|hieu|toi hieu|co"
    r"|nhat tri|tot|hay|(?:the|vay) a|roi|khong|ko|khong co gi|khong sao|ok em|yes|no)" + _POLITE
)
_HELLO = re.compile(r"(?:hello|hi|hey|alo|a lo|e|ey|hallo|helo|xin chao|chao)(?: ?(?:alo|a lo|hello|hi))*" + _POLITE)
_CALLS = re.compile(r"(?:em|chau|ban|ad|bot|tro ly|may)(?: htx)? (?:oi|o)(?: (?:cho|toi|bac|hoi|chut|ti|cai|nay))*")
_THANKS = re.compile(r"(?:(?:da|vang|ok|the|xin|toi|bac) )*(?:cam on|thanks?|tks|thank you)(?: nhieu| lam)?" + _POLITE)
_NO_ACCENTS = re.compile(
    r"(?:\w+ ){0,3}(?:go|viet|danh|nhan|hoi)(?: \w+)? (?:khong|ko|k) (?:co )?dau(?: \w+){0,4}"
    r"|(?:\w+ ){0,2}(?:khong|ko|k) (?:biet|bo|co) (?:(?:go|danh|viet|bo) )?dau(?: \w+){0,2}"
)
_WRONG = re.compile(
    r"(?:(?:cau|cai) (?:do|nay|tra loi) )?"
    r"(?:(?:khong|ko|k|chua|dau) (?:phai|dung|dung y|phai y)(?: (?:cau|cai) (?:do|nay))?|sai|sai roi|lac de"
    r"|tra loi (?:sai|khong dung|lung tung|lac de)|khong lien quan|hoi mot dang tra loi mot neo)" + _POLITE
)
_SOURCE = re.compile(
    r"(?:(?:cai|cau|noi dung|quy dinh)? ?(?:do|nay|tren|ay) )?(?:nam |ghi |quy dinh )?"
    r"(?:(?:o|tai|trong|theo|can cu|dua vao) )?"
    r"(?:dieu (?:may|nao|bao nhieu)|luat nao|van ban nao|khoan nao|can cu (?:o )?dau|dua vao dau|theo dau"
    r"|nguon (?:o )?dau)"
    r"(?: (?:noi|quy dinh|ghi))?" + _POLITE + r"|(?:(?:cho|xin|xem|doc|muon|toi|can|gui) )*(?:nguyen van|can cu)"
    r"(?: (?:dieu|luat|dieu luat|cua luat|di|nhe|a|voi))*"
)
_NOT_CLEAR = re.compile(
    r"(?:(?:em|chau|ban|hay|lam on) )?(?:(?:noi|giai thich|viet|tra loi) )?(?:lai )?(?:cho )?"
    r"(?:ro|ky|ngan|gon|ngan gon|de hieu|don gian|chi tiet|cu the)(?: (?:hon|thoi|lai|chut|ti|mot|xiu))*" + _POLITE
    + r"|(?:dai|nhieu chu|dai dong|kho hieu|roi) qua(?: (?:noi|viet|tra loi))?(?: (?:ngan|gon|ngan gon))?"
    r"(?: (?:thoi|lai|hon))*" + _POLITE
    + r"|(?:(?:em|chau|ban|may) )?(?:noi|nhac|giai thich) lai(?: di| nhe| cai| lan nua)*"
    r"(?:(?: \w+){0,2} (?:chua|khong|ko|chang) (?:nghe|hieu|ro)(?: ro| gi)?)?" + _POLITE
    + r"|(?:tai sao|vi sao|sao vay|sao the|sao lai the|sao lai vay|sao|the nao|la the nao|nghia la gi|y la sao)"
    + _POLITE
)  # fmt: skip


def handle(turn: Turn) -> Replies | None:
    """Offered where nothing else waits for words."""
    if turn.incoming.kind is not Kind.TEXT or turn.talk.flow is not None:
        return None
    if person.is_wanted(turn.text):
        return person.begin(turn)
    if _THANKS.fullmatch(flat(turn.text)):
        return None  # where nothing else goes on, more is said to thanks
    said = answer_between(turn) or _answer(turn)
    return None if said is None else [*_greeted(turn, said)]


def answer_between(turn: Turn) -> Replies | None:
    """What is said in the middle of anything, before it goes on where it was; None to all other words."""
    said = flat(turn.text)
    if person.is_wanted(turn.text) or person.gives_number(turn.text):
        return [person.point_to(turn)]
    if _NO_ACCENTS.fullmatch(said):
        return say(texts.NO_ACCENTS)
    return say(texts.WELCOME) if _THANKS.fullmatch(said) else None


def _answer(turn: Turn) -> Replies | None:
    said = flat(turn.text)
    if _HELLO.fullmatch(said) or _CALLS.fullmatch(said):
        return [_hello()]
    if _WRONG.fullmatch(said):
        return [Outgoing(texts.NOT_WHAT_WAS_MEANT, (TO_PERSON,))]
    if _SOURCE.fullmatch(said) and (last := _last_answer(turn)) is not None:
        return [_sources(turn, last)]
    if _NOT_CLEAR.fullmatch(said) or ASKS_AGAIN.fullmatch(turn.text):
        return _simpler(turn)
    return say(texts.YES_SURE) if _AGREES.fullmatch(said) else None


def is_about_the_talk(text: str) -> bool:
    """Whether a whole message says something about the talk itself, and asks nothing of the law."""
    said = flat(text)
    patterns = (_WRONG, _AGREES, _HELLO, _CALLS, _NO_ACCENTS, _SOURCE, _NOT_CLEAR, _THANKS)
    return ASKS_AGAIN.fullmatch(text) is not None or any(pattern.fullmatch(said) for pattern in patterns)


def _greeted(turn: Turn, said: Replies) -> Replies:
    """A stranger is told first who this is; that is answer enough to a greeting."""
    greeting = greet_stranger(turn)
    return greeting if greeting and _hello() in said else [*greeting, *said]


def _hello() -> Outgoing:
    return Outgoing(texts.HELLO, tuple(Choice(f"say:/{command}", label) for command, label in general.MATTERS))


def _last_answer(turn: Turn) -> Answer | None:
    last = turn.talk.last_entry
    return turn.world.knowledge.render(last, turn.today, lead=turn.world.leading_law) if last else None


def _sources(turn: Turn, last: Answer) -> Outgoing:
    """Where the last answer stands in the law: the official text where it is loaded, else the articles' summaries."""
    knowledge = turn.world.knowledge
    cited = tuple(item.citation for item in last.citations)
    said = texts.sources(last.question, say_sources(cited, knowledge.registry).split("; "))
    if official := official_choices(turn, cited):
        return Outgoing(said, tuple(official))
    registry = knowledge.registry
    named = {f"{c.document}#{c.article}": f"Điều {c.article} ({short_name(c.document, registry)})" for c in cited}
    known = [(key, label) for key, label in named.items() if key in knowledge.articles][:MOST_ARTICLES]
    offered = [entry_choice(knowledge, key, label) for key, label in known]
    return Outgoing(f"{said}\n\n{texts.NO_OFFICIAL_TEXT}" if offered else said, tuple(offered))


def _simpler(turn: Turn) -> Replies:
    """The last answer in one sentence, as for "tôi không hiểu"; without one, an example of a question."""
    if turn.talk.last_entry is None:
        return say(texts.NOTHING_ASKED_YET)
    reply = turn.world.knowledge.ask(_NOT_UNDERSTOOD, turn.today, Context(turn.talk.last_entry), turn.world.leading_law)
    return answer(turn, reply)
