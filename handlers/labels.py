"""Whether typed words are a button's label."""

from unicodedata import normalize

from knowledge.vietnamese import fold


def is_label(typed: str, label: str) -> bool:
    """Case and marks aside. Who types accents means them ("dừng" is not "Đúng"); who types none is understood too."""
    said, written = _words(typed), _words(label)
    return bool(said) and said == (fold(written) if said == fold(said) else written)


def _words(text: str) -> str:
    text = normalize("NFC", text).lower()
    return " ".join("".join(char if char.isalnum() else " " for char in text).split())
