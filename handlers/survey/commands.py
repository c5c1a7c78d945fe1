"""Short words that steer instead of answering: back, later, skip, yes, no, send, change."""

import re
from enum import StrEnum

from knowledge.numbers.absence import flatten
from knowledge.numbers.tokens import fold


class Command(StrEnum):
    """What a short word asks for."""

    BACK = "back"
    PAUSE = "pause"
    SKIP = "skip"
    SEND = "send"
    GO_ON = "go_on"
    REVIEW = "review"
    MISTAKE = "mistake"


_PUT_OFF = {"dung", "nghi", "de sau", "tam dung", "dung lai", "stop", "mai lam tiep", "lat nua", "ban roi", "nghi da"}
_PUT_OFF |= {"thoi", "thoi nhe", "thoi de mai", "thoi de sau", "de mai", "de mai lam", "de mai nhe", "mai", "mai lam"}
_PUT_OFF |= {"mai nhe", "hom khac", "hom sau", "ban qua", "dang ban", "met qua", "met roi"}

_PUT_OFF |= {"khong lam nua", "ko lam nua", "k lam nua", "thoi khong lam nua", "thoi khong lam"}
_FINDING_OUT = re.compile(
    r"(?:de|doi)(?: (?:toi|t|em|minh|anh|chi|chau))? (?:hoi|xem|kiem tra|tinh|tra|goi|lay so)(?: \w+){0,5}"
)
"""Who has to ask the accountant first stops here: "để tôi hỏi kế toán đã"."""

_MISTAKES = {
    f"{verb}nham{end}" for verb in ("", "ghi ", "go ", "bam ", "chon ") for end in (" roi", " so", " so roi", " cau")
}
_MISTAKES |= {"ghi nham", "go nham", "bam nham", "chon nham", "ghi sai", "ghi sai roi", "go sai", "nham cau truoc"}

_MISTAKEN = re.compile(r"^(?:(?:a|oi|u|chet|thoi chet|xin loi|toi|minh|em|bac|chau|tui) )+")
"""What may stand before it: "ôi tôi bấm nhầm rồi"."""

_WORDS: dict[Command, tuple[str, ...]] = {
    Command.BACK: ("quay lai", "back", "lui", "lui lai", "cau truoc", "tro lai", "ve cau truoc"),
    Command.PAUSE: tuple(_PUT_OFF),
    Command.SKIP: ("bo qua", "skip", "qua", "cau tiep"),
    Command.SEND: (
        "gui",
        "gui lai",
        "gui nhe",
        "gui thoi",
        "gui phan ngan",
        "gui di",
        "gui bao cao",
        "gui luon",
        "gui luon phan ngan",
        "nop",
        "xong",
    ),
    Command.GO_ON: ("tiep", "tiep tuc", "lam tiep", "lam tiep phan day du", "di tiep"),
    Command.REVIEW: ("sua", "xem lai", "tom tat", "sua lai"),
    Command.MISTAKE: tuple(_MISTAKES),
}
_YES = {"dung", "dung roi", "ok", "oke", "okie", "phai", "u", "uh", "um", "vang", "da", "dong y", "chuan", "co", "dc"}
_YES |= {"duoc", "chinh xac", "yes", "y", "da dung", "roi", "dung vay", "xac nhan"}
_NO = {"sai", "khong", "ko", "k", "khong dung", "nhap lai", "nham", "sai roi", "no", "chua", "chua dung"}

_BEGIN = {"bat dau", "bat dau lam", "khao sat", "lam khao sat", "gui so lieu", "bao cao", "lam bao cao", "gui bao cao"}
_BEGIN |= {"lam tiep", "tiep tuc", "tiep tuc lam", "tra loi khao sat", "lam tiep bao cao", "nop bao cao"}


def flat(text: str) -> str:
    """Folded, single-spaced, without punctuation."""
    return flatten(fold(text))


def read_command(text: str) -> Command | None:
    """The command a whole message is, if it is one. "đúng" is none, "dừng" is."""
    said = flat(text)
    if said == "dung" and "đúng" in text.lower():
        return None
    if _MISTAKEN.sub("", said) in _MISTAKES:
        return Command.MISTAKE
    if _FINDING_OUT.fullmatch(said):
        return Command.PAUSE
    return next((command for command, words in _WORDS.items() if said in words), None)


def says_yes(text: str) -> bool:
    """Whether a whole message agrees; "dung" without accents does, "dừng" does not."""
    return flat(text) in _YES and "dừng" not in text.lower()


def wants_survey(text: str) -> bool:
    """Whether a whole message asks to begin or to go on with a survey, in words instead of by the button."""
    return flat(text) in _BEGIN


_ASKS_WHETHER = re.compile(r"(?:\w+ ){2,}(?:co|duoc|phai|can)(?: \w+)+ (?:khong|ko)")
"""Without accents or mark: "von dieu le co duoc rut khong"."""
_CHANGE = re.compile(
    r"(?:(?:cho|toi|minh|muon) )*xem lai (?:bao cao|so lieu)|sua(?: lai)?(?: cau)?(?: \d{1,2}| so lieu| bao cao| so)?"
)


def wants_change(text: str) -> bool:
    """Whether a whole message asks to change what was sent: "sửa 2", "sửa số liệu", "ghi nhầm rồi"."""
    return _CHANGE.fullmatch(flat(text)) is not None or read_command(text) is Command.MISTAKE


def says_no(text: str) -> bool:
    """Whether a whole message disagrees."""
    return flat(text) in _NO


def looks_like_question(text: str) -> bool:
    """Whether a message asks something."""
    said = flat(text)
    asks = (
        "the nao",
        "la gi",
        "bao nhieu",
        "khong a",
        "duoc khong",
        "co phai",
        "o dau",
        "nhu nao",
        "tai sao",
        "vi sao",
    )
    if text.rstrip().endswith("?") or _ASKS_WHETHER.fullmatch(said) is not None:
        return True
    return any(said.endswith(end) for end in asks) or said.startswith(("luat ", "hoi "))
