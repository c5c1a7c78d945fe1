"""Whether a message asks which support fits the one who writes, and nothing else."""

import re

from knowledge.vietnamese import fold

COMMANDS = ("/hotro", "/chinhsach")

_WHO = (
    r"(?:(?:cho |danh cho |ma )?(?:(?:htx|hop tac xa|to hop tac|tht|lien hiep|lhhtx|quy tin dung)(?: cua| ben| cho| nha)? )?"
    r"(?:toi|minh|chung toi|chung minh|ben toi|ben minh|cho toi|nha toi|tui|to))"
)
_GET = r"(?:co )?(?:duoc|dc) (?:nhan |huong )?(?:nha nuoc )?(?:ho tro|huong)"
_WHAT = r"(?:nhung |cac |cai )?(?:gi|chinh sach (?:nao|gi)|ho tro (?:gi|nao)|khoan nao)"
_END = r"(?: (?:khong|ko|k|nhi|vay|a|the|day))*"
_ASKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:co )?(?:nhung )?(?:chinh sach|ho tro)(?: ho tro)? (?:nao|gi)(?: (?:danh|hop|phu hop|ap dung)(?: voi)?)? {_WHO}{_END}",
        rf"(?:{_WHO} )?{_GET} {_WHAT}{_END}",
        rf"{_WHO} (?:co )?(?:duoc|dc) (?:huong )?(?:chinh sach|ho tro) (?:nao|gi){_END}",
        rf"(?:tim|xem) (?:chinh sach|ho tro)(?: ho tro)? (?:hop voi |phu hop voi |{_WHO} ?)*{_WHO}",
    )
)


def wants_support(text: str) -> bool:
    """True for "chính sách nào cho tôi", "được hỗ trợ gì"; False for questions of law about cooperatives at large."""
    said = " ".join(re.findall(r"\w+", fold(text).lower()))
    return len(said) <= 80 and any(pattern.fullmatch(said) for pattern in _ASKS)
