"""What people write, without what no keyboard types. Pure."""

import re
from unicodedata import category

LINE_BREAKS = re.compile("\r\n|[\r\u2028\u2029\u0085\u000b\u000c]")
JOINER = "\u200d"  # holds together what emoji are made of


def clean(text: str) -> str:
    """Text without what no keyboard types: control codes, and invisible characters that turn or hide the writing."""
    return "".join(map(_kept, LINE_BREAKS.sub("\n", text)))


def _kept(char: str) -> str:
    if char in ("\n", "\t", JOINER):
        return char
    kind = category(char)
    if kind == "Zs":  # spaces of other widths, and the one that does not break
        return " "
    return "" if kind in ("Cc", "Cf", "Cs") else char


def clean_name(name: object, longest: int = 60) -> str | None:
    """A name a platform gives, as one line; None when nothing of it can be read."""
    words = clean(name).split() if isinstance(name, str) else []
    return " ".join(words)[:longest].strip() or None
