"""What people write, without what no keyboard types. Pure."""

import re
from unicodedata import category, normalize

LINE_BREAKS = re.compile("\r\n|[\r\u2028\u2029\u0085\u000b\u000c]")
SIGNS = " .,'’()-"
LINKED = re.compile(r"\.(?=\S)")  # "evil.vn" becomes a link by itself
TOWER = re.compile(r"([\u0300-\u036f]{2})[\u0300-\u036f]+")
_INTRODUCES = re.compile(
    r"^(?:dạ |da |vâng |vang )?(?:(?:tôi|toi|mình|minh|em|tui) (?:tên |ten )?(?:là|la) "
    r"|(?:tên|ten) (?:(?:tôi|toi|mình|minh|em|tui) )?(?:(?:là|la) )?)",
    re.IGNORECASE,
)
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
    """A person's name, from wherever it came, as one line that can be shown to others; None when nothing of it is left.

    Names have letters of any script, digits, spaces and a few signs. The rest is what makes markup, addresses that can
    be pressed, lines that look like somebody else's words, or towers of marks over the lines above.
    """
    if not isinstance(name, str):
        return None
    plain = TOWER.sub(r"\1", normalize("NFC", clean(name)))
    plain = LINKED.sub(" ", "".join(char if _names(char) else " " for char in plain))
    words = [word for word in plain.split() if any(char.isalnum() for char in word)]
    return " ".join(words)[:longest].strip() or None


def write_name(name: str | None) -> str | None:
    """A name that was typed, without "tôi tên là", and with capital letters where it has none or nothing else."""
    name = _INTRODUCES.sub("", name) or name if name else None
    return name.title() if name is not None and (name.islower() or name.isupper()) else name


def _names(char: str) -> bool:
    return category(char)[0] in "LMN" or char in SIGNS
