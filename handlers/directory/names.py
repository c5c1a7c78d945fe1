"""Names of cooperatives: what is left without the legal form, and whether two names mean the same one."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from knowledge.vietnamese import fold, has_accent, words

NEAR = 88  # of 100: "che tuyet ban lang" and "che tuyet ban lan" are near, "tan tien" and "tan thanh" are not

FORMS = {
    "lien hiep hop tac xa": "union",
    "lien hiep htx": "union",
    "lh htx": "union",
    "lhhtx": "union",
    "quy tin dung nhan dan": "credit_fund",
    "quy tin dung": "credit_fund",
    "quy tdnd": "credit_fund",
    "qtdnd": "credit_fund",
    "qtd": "credit_fund",
    "to hop tac": "group",
    "tht": "group",
    "hop tac xa": "cooperative",
    "htxdvnn": "cooperative",
    "htxnn": "cooperative",
    "htx": "cooperative",
}
"""Folded legal form -> kind of organisation."""

SHORT = {
    "nn": "nông nghiệp",
    "dv": "dịch vụ",
    "dvnn": "dịch vụ nông nghiệp",
    "nndv": "nông nghiệp dịch vụ",
    "sx": "sản xuất",
    "kd": "kinh doanh",
    "sxkd": "sản xuất kinh doanh",
    "tm": "thương mại",
    "tmdv": "thương mại dịch vụ",
    "dvtm": "dịch vụ thương mại",
    "xd": "xây dựng",
}
FARMING = ("dich vu nong nghiep", "nong nghiep dich vu", "nong nghiep va dich vu", "nong nghiep")
"""Words that every second name has and lists leave out at will."""
_AND = "va"
_FORM_WORDS = {word for form in FORMS for word in form.split()}


def kind_of(name: str) -> str:
    """cooperative | union | group | credit_fund, by the words a name begins with."""
    folded = " ".join(fold(word) for word in words(name))
    return next((kind for form, kind in FORMS.items() if _begins(folded, form)), "cooperative")


def _begins(folded: str, phrase: str) -> bool:
    return folded == phrase or folded.startswith(phrase + " ")


@lru_cache(maxsize=65536)
def own_words(name: str) -> tuple[str, ...]:
    """The words of a name in canonical spelling, without legal form; abbreviations are written out."""
    found = [part for word in words(name) for part in SHORT.get(fold(word), word).split()]
    rest = _without(found, tuple(FORMS))
    rest = _without(rest, FARMING)
    return tuple(word for word in rest if word != _AND) or tuple(found)


def _without(found: list[str], phrases: tuple[str, ...]) -> list[str]:
    folded = " ".join(fold(word) for word in found)
    for phrase in phrases:
        if folded.startswith(phrase + " "):
            return found[len(phrase.split()) :]
    return found


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """How a name is kept for matching: folded, without legal form: "HTX DVNN Bản Lang" gives "ban lang"."""
    return " ".join(fold(word) for word in own_words(name))


def same_name(one: str, other: str) -> bool:
    """Whether two names say the same; accents count where both are written with them."""
    if fold_name(one) != fold_name(other):
        return False
    return own_words(one) == own_words(other) or not (_is_accented(one) and _is_accented(other))


def _is_accented(name: str) -> bool:
    return any(has_accent(word) for word in words(name) if fold(word) not in _FORM_WORDS)


def near_name(one: str, other: str) -> bool:
    """Whether two names differ so little that one may be a slip for the other. "Số 1" and "Số 2" are not near."""
    first, second = fold_name(one), fold_name(other)
    if re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return False
    return fuzz.ratio(first, second) >= NEAR
