"""Vietnamese phone numbers as people type them."""

import re

_MOBILE = re.compile(r"0[35789]\d{8}", re.ASCII)
_LANDLINE = re.compile(r"02\d{9}", re.ASCII)
_PIECE = re.compile(r"\+?\d[\d\s.\-()]{6,18}\d", re.ASCII)


def read_phone(text: str) -> tuple[str, bool] | None:
    """The one number in a text as "0912345678", and whether it is sure: a first 0 that was left out is not.

    None without a number, with several different ones, or with one that cannot be dialled in Vietnam.
    """
    found = dict(_normal(piece) for piece in _PIECE.findall(text))
    found.pop("", None)
    return next(iter(found.items())) if len(found) == 1 else None


def _normal(piece: str) -> tuple[str, bool]:
    digits = re.sub(r"\D", "", piece)
    for prefix in ("0084", "84"):
        if digits.startswith(prefix) and len(digits) >= len(prefix) + 9:
            digits = "0" + digits[len(prefix) :].removeprefix("0")
            break
    if _is_number(digits):
        return digits, True
    return (f"0{digits}", False) if _is_number(f"0{digits}") else ("", False)


def _is_number(digits: str) -> bool:
    return bool(_MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits))


def write_phone(number: str) -> str:
    """In groups, as it is dictated: 0912 345 678."""
    return f"{number[:4]} {number[4:7]} {number[7:]}".strip()
