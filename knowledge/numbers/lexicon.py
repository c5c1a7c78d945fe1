"""The words numbers are made of, with the accents they may carry and the units they are counted in."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.numbers.tokens import Token, word_set

DIGITS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
LAST_DIGITS = DIGITS | {"tu": 4, "lam": 5, "nham": 5}
"""Digits as they sound after a ten."""

THOUSAND, MILLION, BILLION = Decimal(10**3), Decimal(10**6), Decimal(10**9)
SCALES = {
    "van": Decimal(10**4),
    "nghin": THOUSAND,
    "ngan": THOUSAND,
    "k": THOUSAND,
    "trieu": MILLION,
    "tr": MILLION,
    "trd": MILLION,
    "cu": MILLION,
    "ty": BILLION,
    "ti": BILLION,
}

_ACCENTED = {
    "khong": {"không"},
    "mot": {"một", "mốt", "môt"},
    "bon": {"bốn"},
    "nam": {"năm"},
    "sau": {"sáu"},
    "bay": {"bảy", "bẩy"},
    "tam": {"tám"},
    "chin": {"chín"},
    "tu": {"tư"},
    "lam": {"lăm"},
    "nham": {"nhăm"},
    "muoi": {"mười", "mươi"},
    "tram": {"trăm"},
    "chuc": {"chục"},
    "le": {"lẻ"},
    "ham": {"hăm"},
    "bam": {"băm"},
    "ruoi": {"rưỡi", "rưởi", "rươi", "rưỡỉ"},
    "nua": {"nửa"},
    "phay": {"phẩy", "phảy"},
    "cham": {"chấm"},
    "van": {"vạn"},
    "nghin": {"nghìn", "nghin", "ngìn"},
    "ngan": {"ngàn", "ngan"},
    "trieu": {"triệu", "triêu", "trịêu"},
    "trd": {"trđ"},
    "cu": {"củ"},
    "ty": {"tỷ", "tỹ", "tỵ"},
    "ti": {"tỉ", "tị"},
    "dong": {"đồng", "đông"},
    "d": {"đ"},
    "vnd": {"vnđ"},
    "sao": {"sào"},
    "mau": {"mẫu", "mẩu"},
    "cong": {"công"},
    "thuoc": {"thước"},
    "hecta": {"hécta"},
    "hec": {"héc"},
    "met": {"mét"},
    "yen": {"yến"},
    "ta": {"tạ"},
    "tan": {"tấn"},
    "lang": {"lạng"},
    "can": {"cân"},
    "ki": {"kí"},
    "ky": {"ký", "kỹ"},
    "lo": {"lỗ"},
    "am": {"âm"},
    "giam": {"giảm"},
    "tang": {"tăng"},
    "m2": {"m²"},
    "km2": {"km²"},
    "lit": {"lít"},
    "xi": {"xị"},
    "khoang": {"khoảng"},
    "hon": {"hơn"},
    "gan": {"gần"},
    "tren": {"trên"},
    "duoi": {"dưới"},
    "chung": {"chừng"},
    "uoc": {"ước"},
    "xap": {"xấp"},
    "phong": {"phỏng"},
    "vai": {"vài"},
    "may": {"mấy"},
    "dam": {"dăm"},
    "hang": {"hàng"},
    "nhieu": {"nhiều"},
}


def is_word(token: Token, *words: str) -> bool:
    """Whether the token is one of the folded words: with that word's own accents, or with none."""
    if token.kind != "word" or token.folded not in words:
        return False
    return token.raw == token.folded or token.raw in _ACCENTED.get(token.folded, ())


def word_at(tokens: Sequence[Token], index: int, *words: str) -> bool:
    """Whether there is a token at the index and it is one of the words."""
    return 0 <= index < len(tokens) and is_word(tokens[index], *words)


@dataclass(frozen=True, slots=True)
class Value:
    """A number and, where a measure differs by region, which one it is in."""

    number: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is counted in: the measure and the size of one unit in the measure's base unit."""

    measure: str
    sizes: tuple[Value, ...]


def _unit(measure: str, size: str) -> Unit:
    return Unit(measure, (Value(Decimal(size)),))


def _regional(north: int, centre: int, south: int, name: str) -> Unit:
    sizes = (
        Value(Decimal(north), f"{name} Bắc Bộ"),
        Value(Decimal(centre), f"{name} Trung Bộ"),
        Value(Decimal(south), f"{name} Nam Bộ"),
    )
    return Unit("area", sizes)


MONEY, PERCENT, KG, M2, HECTARE = (
    _unit("money", "1"),
    _unit("percent", "1"),
    _unit("weight", "1"),
    _unit("area", "1"),
    _unit("area", "10000"),
)
UNKNOWN = _unit("other", "1")
UNITS = {
    "dong": MONEY,
    "d": MONEY,
    "vnd": MONEY,
    "₫": MONEY,
    "%": PERCENT,
    "m2": M2,
    "km2": _unit("area", "1000000"),
    "ha": HECTARE,
    "hecta": HECTARE,
    "hec": HECTARE,
    # 1 mẫu = 10 sào; a sào is 360 m² in the north, 500 (497) in the centre and, as "công", 1000 in the south.
    "sao": _regional(360, 500, 1000, "sào"),
    "mau": _regional(3600, 5000, 10000, "mẫu"),
    "cong": Unit("area", (Value(Decimal(1000), "công 1.000 m²"), Value(Decimal(1296), "công tầm lớn 1.296 m²"))),
    "thuoc": Unit("area", (Value(Decimal(24), "thước Bắc Bộ"), Value(Decimal("33"), "thước Trung Bộ"))),
    "kg": KG,
    "kilo": KG,
    "kilogam": KG,
    "ky": KG,
    "ki": KG,
    "can": KG,
    "g": _unit("weight", "0.001"),
    "gam": _unit("weight", "0.001"),
    "gram": _unit("weight", "0.001"),
    "lang": _unit("weight", "0.1"),
    "yen": _unit("weight", "10"),
    "ta": _unit("weight", "100"),
    "tan": _unit("weight", "1000"),
    "usd": UNKNOWN,
    "$": UNKNOWN,
    "€": UNKNOWN,
    "euro": UNKNOWN,
    "lit": UNKNOWN,
    "xi": UNKNOWN,
    "chai": UNKNOWN,
    "m": UNKNOWN,
    "b": UNKNOWN,
}
TWO_WORD_UNITS = {
    ("phan", "tram"): PERCENT,
    ("met", "vuong"): M2,
    ("hec", "ta"): HECTARE,
    ("ki", "lo"): KG,
    ("phan", "nghin"): UNKNOWN,
    ("phan", "muoi"): UNKNOWN,
}

PERIODS = frozenset({"thang", "nam", "ngay", "tuan", "quy", "gio", "phut", "vu", "ky", "mua", "lan"})
ORDINALS = {"thang": 12, "quy": 4, "ngay": 31, "thon": 99, "xom": 99, "ap": 99, "ky": 99, "dot": 99, "tuan": 53}
"""Nouns a number names rather than counts ("tháng 6"), with the highest such number."""


COUNTED = word_set(
    "nguoi ng tv thanh xa lao nu nam ho hop san can con cai chiec gia dai giam ban phu chuyen doanh doi to lo "
    "sp hd ld cb htx nha cay dau don dia diem vi ong ba chi anh em nhan cong ban lop dot chuong loai mat"
)
"""First syllables of what cooperatives count, so that "ba người" is three and "ba tôi" is not."""

ABOUT = word_set("khoang hon gan tren duoi chung uoc xap phong ~ ≈ > < + ≥ ≤")
ABOUT_ACCENTED = frozenset({"tầm", "cỡ", "độ", "áng", "đâu"})
"""Words that say a number is not exact; the second ones are others without their accents."""

VAGUE = word_set("vai may dam hang nhieu")
FILLERS = word_set("co do tam phi dau chac xi nhat duoc la dat tong cong thu von lai doanh hien nay con bao gom so")


def is_about(token: Token) -> bool:
    """Whether the token says that a number near it is not exact."""
    if token.kind == "mark":
        return token.raw in ABOUT
    return is_word(token, *ABOUT) or token.raw in ABOUT_ACCENTED
