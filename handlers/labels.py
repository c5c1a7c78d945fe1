"""Whether typed words are a button's label."""

from functools import lru_cache
from unicodedata import normalize

from knowledge.vietnamese import fold


def is_label(typed: str, label: str) -> bool:
    """Case and marks aside. Who types accents means them ("dừng" is not "Đúng"); who types none is understood too."""
    said, written = _words(typed), _words(label)
    return bool(said) and said == (fold(written) if said == fold(said) else written)


@lru_cache(maxsize=1000)  # the same few labels are compared in every turn
def _words(text: str) -> str:
    text = normalize("NFC", text).lower()
    return " ".join("".join(char if char.isalnum() else " " for char in text).split())
