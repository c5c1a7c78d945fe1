"""Numbers written the Vietnamese way (1.500.000,5) and said in words. What is written here is read back exactly.

One standard is kept in words: "nghìn", "tỷ", "linh", "tư" and "lăm" and "mốt" after a ten, "không trăm" before a
lone ten or unit, and "không nghìn" where hundreds would else be taken for the next scale ("một triệu hai trăm"
is heard as 1.200.000).
"""

from decimal import Decimal
from typing import Literal

Number = int | Decimal
NumberKind = Literal["count", "money", "decimal", "percent", "area", "weight"]

HIGHEST = 10**15
UNIT_LABELS: dict[NumberKind, str] = {
    "count": "",
    "money": "đồng",
    "decimal": "",
    "percent": "%",
    "area": "m²",
    "weight": "kg",
}
_SPOKEN_UNITS = UNIT_LABELS | {"percent": "phần trăm", "area": "mét vuông", "weight": "ki-lô-gam"}
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_AFTER_TEN = ("", "mốt", "hai", "ba", "tư", "lăm", "sáu", "bảy", "tám", "chín")


def group_digits(value: Number) -> str:
    """Digits with dots between thousands and a decimal comma: 1.500.000, -31,25. For tables and reports."""
    plain = format(abs(Decimal(value)), "f")
    whole, _, fraction = plain.partition(".")
    fraction = fraction.rstrip("0")
    sign = "-" if value < 0 else ""
    return sign + f"{int(whole):,}".replace(",", ".") + (f",{fraction}" if fraction else "")


def write_number(value: Number, kind: NumberKind) -> str:
    """The number with its unit, as it is shown to a person: 1,2 tỷ đồng (1.200.000.000 đồng), 2,5 ha (25.000 m²).

    `read_number` of it gives the same value and asks nothing.
    """
    digits = f"{_unmistakable(value, kind)} {UNIT_LABELS[kind]}".strip().replace(" %", "%")
    short = write_short(value, kind)
    return digits if short is None else f"{short} ({digits})"


def write_short(value: Number, kind: NumberKind) -> str | None:
    """A shorter way to write it, exact: 1,2 tỷ đồng, 2,5 ha, 3 tấn; None when there is none."""
    steps: dict[NumberKind, tuple[tuple[int, str], ...]] = {
        "money": ((10**9, "tỷ đồng"), (10**6, "triệu đồng")),
        "area": ((10**4, "ha"),),
        "weight": ((10**3, "tấn"),),
    }
    for size, label in steps.get(kind, ()):
        scaled = Decimal(value) / size
        if 1 <= abs(scaled) < 1000 and scaled == round(scaled, 2):
            return f"{group_digits(scaled)} {label}"
    return None


def _unmistakable(value: Number, kind: NumberKind) -> str:
    """Digits in which one dot or comma before three digits cannot be taken for the other mark."""
    written = group_digits(value)
    marks = written.count(".") + written.count(",")
    if kind in ("count", "money") or marks != 1 or len(written.lstrip("-").replace(",", ".").split(".")[1]) != 3:
        return written
    if "," in written:
        return written + "0"
    return written if kind in ("area", "weight") else written + ",0"


def say_value(value: Number, kind: NumberKind) -> str:
    """The number and its unit in words: một tỷ hai trăm triệu đồng, bốn mươi sáu phẩy năm phần trăm."""
    return f"{say_decimal(Decimal(value))} {_SPOKEN_UNITS[kind]}".strip()


def say_decimal(value: Decimal) -> str:
    """A number in words, its decimals after "phẩy"."""
    whole = int(abs(value))
    said = ("âm " if value < 0 else "") + say_number(whole)
    fraction = format(abs(value), "f").partition(".")[2].rstrip("0")
    return f"{said} phẩy {_say_fraction(fraction)}" if fraction else said


def _say_fraction(digits: str) -> str:
    if len(digits) == 2 and digits[0] != "0":
        return say_number(int(digits))
    return " ".join(_DIGITS[int(digit)] for digit in digits)


def say_number(number: int) -> str:
    """A whole number in words, from -10^15 to 10^15. Raises ValueError beyond."""
    if abs(number) > HIGHEST:
        raise ValueError(f"only numbers up to 10^15 are said in words: {number}")
    if number < 0:
        return "âm " + say_number(-number)
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    parts = [f"{_say_below_billion(billions, follows=False)} tỷ"] if billions else []
    if rest:
        parts.append(_say_below_billion(rest, follows=billions > 0))
    return " ".join(parts)


def _say_below_billion(number: int, *, follows: bool) -> str:
    groups = (number // 10**6, number // 1000 % 1000, number % 1000)
    parts: list[str] = []
    for group, scale in zip(groups, (" triệu", " nghìn", ""), strict=True):
        started = follows or bool(parts)
        if group:
            if not scale and started and not groups[1] and group >= 100:
                parts.append("không nghìn")
            parts.append(_say_hundreds(group, padded=started) + scale)
    return " ".join(parts)


def _say_hundreds(number: int, *, padded: bool) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{_DIGITS[hundreds]} trăm"] if hundreds or padded else []
    if 0 < rest < 10:
        parts.append(f"linh {_DIGITS[rest]}" if parts else _DIGITS[rest])
    elif rest:
        parts.append(_say_tens(*divmod(rest, 10)))
    return " ".join(parts)


def _say_tens(tens: int, last: int) -> str:
    if tens == 1:
        return "mười" if not last else f"mười {'lăm' if last == 5 else _DIGITS[last]}"
    return f"{_DIGITS[tens]} mươi {_AFTER_TEN[last]}".strip()
