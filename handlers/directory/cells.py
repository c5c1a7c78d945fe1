"""Plain cells read strictly: a value, nothing, or the reason why not. Never a guess."""

import re
from datetime import date, timedelta
from decimal import Decimal

from handlers.directory.files import Cell
from handlers.directory.findings import Doubt
from knowledge.numbers.reader import Outcome, read_number
from knowledge.vietnamese import fold

BLANKS = {"", "-", "--", "–", "—", "x", "k", "ko", "?", "...", "…", "khong", "chua co", "khong co", "n/a", "na"}
EARLIEST = date(1945, 1, 1)
MOST_MEMBERS = 100_000
LEAST_CAPITAL, MOST_CAPITAL = 1_000_000, 10**12
"""Charter capital outside of these, in đồng, is more likely a wrong unit than true."""


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, a dash, "không có"."""
    return cell is None or (isinstance(cell, str) and fold(cell).strip() in BLANKS)


def show(cell: Cell) -> str:
    """A cell as a person reads it."""
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell if cell is not None else "")


# Dates -------------------------------------------------------------------------------------------------------------

_DAY = re.compile(r"(?:ngay )?(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_SPOKEN_DAY = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: 00:00:00)?")
_MONTH = re.compile(r"(?:thang )?(\d{1,2})\s*[/.\-]\s*(\d{4})")
_YEAR = re.compile(r"(?:nam )?(\d{4})")
_EXCEL_EPOCH = date(1899, 12, 30)


def read_founding(cell: Cell, today: date) -> date | Doubt:
    """A day; of a month or a year alone its first day. Excel's day numbers are understood too."""
    found = _read_day(cell)
    if found is None:
        return Doubt("is no date", "write it as dd/mm/yyyy")
    if not EARLIEST <= found <= today:
        return Doubt("cannot be a founding date", "write it as dd/mm/yyyy")
    return found


def is_year_only(cell: Cell) -> bool:
    """Whether a date cell gives no more than the year."""
    if isinstance(cell, str):
        return bool(_YEAR.fullmatch(fold(cell)))
    return isinstance(cell, int) and cell < 3000


def _read_day(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int):
        return date(cell, 1, 1) if 1900 <= cell < 3000 else _excel_day(cell)
    if not isinstance(cell, str):
        return None
    text = fold(cell)
    if found := (_DAY.fullmatch(text) or _SPOKEN_DAY.fullmatch(text)):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH.fullmatch(text):
        return _day(int(found[2]), int(found[1]), 1)
    if found := _YEAR.fullmatch(text):
        return _day(int(found[1]), 1, 1)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _excel_day(number: int) -> date | None:
    return _EXCEL_EPOCH + timedelta(days=number) if 10_000 <= number <= 80_000 else None


# Phones ------------------------------------------------------------------------------------------------------------

_MOVED = {
    **{f"016{digit}": f"03{digit}" for digit in "23456789"},
    **dict(zip(("0120", "0121", "0122", "0126", "0128"), ("070", "079", "077", "076", "078"), strict=True)),
    **dict(zip(("0123", "0124", "0125", "0127", "0129"), ("083", "084", "085", "081", "082"), strict=True)),
    **{"0186": "056", "0188": "058", "0199": "059"},
}
"""Mobile prefixes of eleven digits and those that replaced them in 2018."""
_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{9}")


def read_phone(cell: Cell) -> str | Doubt:
    """The first number of a cell, as 0912345678. Excel's lost zero and +84 are put right."""
    if isinstance(cell, str | int):
        for part in re.split(r"[;,/\n]|\s-\s|\bhoac\b", str(cell)):
            if number := _phone(part):
                return number
    return Doubt("is no Vietnamese phone number", "write it like 0912 345 678")


def holds_several_phones(cell: Cell) -> bool:
    """Whether there are more numbers than the one that is kept."""
    return isinstance(cell, str) and sum(_phone(part) is not None for part in re.split(r"[;,/\n]|\s-\s", cell)) > 1


def _phone(text: str) -> str | None:
    if re.search(r"[^\d\s.()+\-]", text):
        return None
    digits = re.sub(r"\D", "", text)
    if (text.strip().startswith(("+84", "84", "0084")) and len(digits) > 10) or text.strip().startswith("+84"):
        digits = "0" + re.sub(r"^(?:00)?840?", "", digits)
    elif re.fullmatch(r"[35789]\d{8}|2\d{9}|1[2689]\d{8}", digits):
        digits = "0" + digits
    digits = _MOVED.get(digits[:4], digits[:4]) + digits[4:] if len(digits) == 11 else digits
    return digits if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits) else None


# Numbers -----------------------------------------------------------------------------------------------------------


def read_members(cell: Cell) -> int | Doubt:
    """A whole number of people."""
    number = cell if isinstance(cell, int) else None
    if isinstance(cell, str):
        reading = read_number(cell, "count", ("thành viên", "xã viên", "người", "hộ"))
        if reading.outcome is Outcome.VALUE and not reading.is_approximate and reading.value is not None:
            number = int(reading.value)
    if number is None:
        return Doubt("is no plain number", "write digits only, e.g. 35")
    if not 0 <= number <= MOST_MEMBERS:
        return Doubt("is not a likely number of members", "correct the number")
    return number


UNITS = (
    (re.compile(r"\b(?:ty|ti)\b"), 10**9),
    (re.compile(r"\b(?:trieu|trd|tr)\b"), 10**6),
    (
        re.compile(r"\b(?:nghin|ngan|(?:1 ?)?000 ?d(?:ong)?)\b"),
        10**3,
    ),
    (re.compile(r"\b(?:dong|vnd|d)\b"), 1),
)


def find_unit(title: str) -> int | None:
    """The unit of money a title names, in đồng: "Vốn điều lệ (triệu đồng)" gives 1,000,000. None without one."""
    text = re.sub(r"[\W_]+", " ", fold(title))
    return next((size for pattern, size in UNITS if pattern.search(text)), None)


def read_capital(cell: Cell, unit: int | None) -> int | Doubt:
    """Đồng. `unit` is the column's; words in the cell ("1,2 tỷ") go before it."""
    amount: Decimal | None = None
    if isinstance(cell, str) and re.search(r"[^\W\d_]", cell):
        reading = read_number(cell, "money")
        if reading.outcome is not Outcome.VALUE or reading.is_approximate or reading.value is None:
            return Doubt("is no clear sum of money", "write the number with its unit, e.g. 500 triệu")
        amount = Decimal(reading.value)
    else:
        figure = _figure(cell)
        if figure is None:
            return Doubt("can be read in more than one way", "write the number without separators")
        if unit is None and 0 < figure < LEAST_CAPITAL:
            return Doubt("has no unit", "put the unit into the column's title, e.g. Vốn điều lệ (triệu đồng)")
        amount = figure * (unit or 1)
    return _capital(amount)


def _capital(amount: Decimal) -> int | Doubt:
    if amount != int(amount) or amount < 0:
        return Doubt("is no whole number of đồng", "correct the number")
    if amount and not LEAST_CAPITAL <= amount <= MOST_CAPITAL:
        return Doubt("is not a likely charter capital in this unit", "check the number and the unit in the title")
    return int(amount)


def _figure(cell: Cell) -> Decimal | None:
    """A number; in texts 1.200 is one thousand two hundred, 1,2 one and a fifth, and 1,200 is not clear."""
    if isinstance(cell, int | float):
        return Decimal(str(cell))
    text = re.sub(r"\s", "", cell) if isinstance(cell, str) else ""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2}|\d+", text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d+\.\d{1,2}", text):
        return Decimal(text.replace(",", ""))
    return None


# Words -------------------------------------------------------------------------------------------------------------

_STATES = (
    (re.compile(r"\b(?:cho|dang(?: lam thu tuc)?|chuan bi|de nghi|lam thu tuc) giai the\b"), "suspended"),
    (re.compile(r"\b(?:giai the|xoa ten|thu hoi|cham dut|pha san)\b"), "dissolved"),
    (
        re.compile(r"\b(?:ngung|ngung|tam dung|(?:dung|khong|ko|chua) hoat dong)\b"),
        "suspended",
    ),
    (re.compile(r"\b(?:hoat dong|dang hd|hd|active|binh thuong)\b"), "active"),
)


def read_state(cell: Cell) -> str | Doubt:
    """active | suspended | dissolved. On the way to being dissolved is not dissolved yet."""
    text = re.sub(r"[\W_]+", " ", fold(str(cell)))
    found = next((state for pattern, state in _STATES if pattern.search(text)), None)
    return found or Doubt("is no state that is known", "write: đang hoạt động, tạm ngừng or đã giải thể")


def read_register_number(cell: Cell) -> str | Doubt:
    """A number as it is compared: capital letters and digits, no spaces or dots; a lost leading zero is put back."""
    text = re.sub(r"[\s.]", "", str(cell)).upper()
    text = re.sub(r"^(?:SỐ|MST|GCN)[:.]?", "", text)
    if isinstance(cell, int) and len(text) == 9:  # tax codes have ten digits; Excel drops a leading zero
        text = "0" + text
    if not re.search(r"\d", text) or len(text) > 40 or isinstance(cell, float | date):
        return Doubt("is no register number", "write it as text")
    return text
