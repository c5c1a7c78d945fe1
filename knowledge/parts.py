"""Two questions in one message: by question marks, on lines of their own, or joined by 'và', 'còn' in one sentence."""

from knowledge.reading import Reader, Sentence
from knowledge.spelling import Spelled
from knowledge.wordlists import Phrases

Part = tuple[Spelled, ...]
MOST = 3

_JOINTS = frozenset({"và", "còn"})
_FEWEST_WORDS = 3
_FEWEST_TELLING = 2
_ASKING = Phrases(
    (phrase, "")
    for phrase in (
        "gì", "nào", "sao", "mấy", "bao nhiêu", "bao lâu", "bao giờ", "khi nào", "ai", "ở đâu", "được không",
        "hay không", "phải không", "có không",
    )
)  # fmt: skip


def split_questions(sentences: list[Sentence], reader: Reader) -> list[Part]:
    """The questions of a message when it clearly holds two or three, else nothing."""
    marked = [s.spelled for s in sentences if s.text.endswith("?")]
    if len(marked) < 2:
        lines = [s.spelled for s in sentences if s.asks]
        marked = marked or (lines if len(lines) == len(sentences) else [])
    parts = [part for spelled in marked for part in _split_joined(spelled, reader)]
    return parts if 2 <= len(parts) <= MOST and all(_asks(part, reader) for part in parts) else []


def _split_joined(spelled: Part, reader: Reader) -> list[Part]:
    """The two halves around a joint when each is a question by itself, else the whole."""
    for at, word in enumerate(spelled):
        if word.word in _JOINTS and at:
            before, after = spelled[:at], spelled[at + 1 :]
            if _asks(before, reader) and _asks(after, reader):
                return [before, after]
    return [spelled]


def _asks(part: Part, reader: Reader) -> bool:
    meant = [s.word for s in part]
    telling = [word for word in meant if word not in reader.lists.filler_words]
    return len(meant) >= _FEWEST_WORDS and len(telling) >= _FEWEST_TELLING and bool(_ASKING.find(meant))
