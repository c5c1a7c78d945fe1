"""Commands as they are spelled, from how phones type them: with accents, capitals, or in several words. Pure.

Who types "/dừng" means /dung: to take it for small talk would leave them believing that they get no more messages.
"""

import re

from handlers.texts import desk, general
from knowledge.vietnamese import fold, nfc

SPELLED = re.compile(r"/[a-z]+")
UNLISTED = frozenset(
    [
        "/bansao",
        "/batdau",
        "/bonhan",
        "/canbo",
        "/chinhsach",
        "/dieu",
        "/help",
        "/huy",
        "/menu",
        "/start",
        "/stop",
        "/traloi",
    ]
)  # in none of the lists people read
KNOWN = (
    UNLISTED
    | set(SPELLED.findall(f"{general.help_text('', '')} {general.MORE_HELP} {desk.HELP}"))
    | {f"/{name}" for name, _ in general.MENU}
)
MOST_WORDS = 3  # /chua tra loi

_WHAT = ("nhan tin", "nhan tin nhan", "nhan thong bao", "nhan loi nhac")
_ENDS = ("", " nua", " nhe", " di", " cho toi", " cho toi nua")
STOPPING = frozenset(
    f"{stop} {what}{end}" for stop in ("dung", "ngung", "thoi", "huy") for what in _WHAT for end in _ENDS
)
STOPPING |= {f"{stop} {what} nua" for stop in ("khong", "ko", "khong muon", "toi khong muon") for what in _WHAT}
"""What people type who want no more messages, without accents: "đừng nhắn tin nữa" is among them. "Không nhận thông
báo" alone is not: so writes who waits for one.
"""


def spell(text: str) -> str:
    """The text with the command it begins with as that is spelled; any other text as it is."""
    if not text.startswith("/"):
        return "/dung" if _says_stop(text) else text
    words = list(re.finditer(r"\S+", text))
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        end = words[count - 1].end()
        command = "/" + "".join(fold(nfc(word[0])) for word in words[:count]).lstrip("/")
        if command in KNOWN:
            return command + text[end:]
    return text


def _says_stop(text: str) -> bool:
    return len(text) < 60 and " ".join(re.findall(r"\w+", fold(nfc(text)))) in STOPPING
