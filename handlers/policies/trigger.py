"""Whether a message asks which support fits the one who writes, and nothing else."""

import re

from knowledge.vietnamese import fold

COMMANDS = ("/hotro", "/chinhsach")
LONGEST = 80  # characters; a longer message tells a story, which the knowledge base reads

_ORGANISATION = r"(?:htx|hop tac xa|to hop tac|tht|lien hiep|lhhtx|quy tin dung)(?: cua| ben| cho| nha)?"
_ME = r"(?:chung toi|chung minh|ben toi|ben minh|cho toi|nha toi|toi|minh|tui)"
_WHO = rf"(?:(?:cho |danh cho )?(?:{_ORGANISATION} )?{_ME})"
_SUPPORT = r"(?:chinh sach|ho tro)(?: ho tro)?"
_FIT = r"(?: (?:danh|hop|phu hop|ap dung)(?: voi)?)?"
_END = r"(?: (?:khong|ko|k|nhi|vay|a|the|day))*"
_ASKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:co )?(?:nhung )?{_SUPPORT} (?:nao|gi){_FIT} {_WHO}{_END}",
        rf"(?:{_WHO} )?(?:co )?(?:duoc|dc) (?:nha nuoc )?(?:ho tro|huong) (?:nhung |cac |cai )?(?:gi|khoan nao){_END}",
        rf"(?:{_WHO} )?(?:co )?(?:duoc|dc) (?:nhan |huong )?(?:nhung )?{_SUPPORT} (?:nao|gi){_END}",
        rf"(?:tim|xem) {_SUPPORT}{_FIT} {_WHO}",
    )
)


def wants_support(text: str) -> bool:
    """True for "chính sách nào cho tôi", "được hỗ trợ gì"; False for questions of law about cooperatives at large."""
    said = " ".join(re.findall(r"\w+", fold(text).lower()))
    return len(said) <= LONGEST and any(pattern.fullmatch(said) for pattern in _ASKS)
