"""The words a line about recipients is made of: phrases that mean a condition, places, numbers of members."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz, process

from handlers.announcements.segments import Tree
from handlers.directory.gazetteer import plain_name
from handlers.directory.sectors import PHRASES as SECTOR_WORDS
from handlers.directory.sectors import WEAK
from handlers.texts.sectors import SECTORS
from knowledge.vietnamese import fold

NEAR = 85  # of 100: "muong sơ" means Mường So, "muong khoa" does not
LONGEST_NAME = 5  # words of a place's or a tag's name

PLACE_MARKS = ("thi tran", "thi xa", "thanh pho", "dac khu", "phuong", "huyen", "tinh", "quan", "xa", "tt", "tx", "tp")
SINGLE_FILLERS = (
    "gui cho cac nhung moi htx nguoi o tai thuoc nganh dang co ma la deu ca toi voi va tin nhe giup dum noi den"
)
FILLERS = ("hop tac xa", "linh vuc", "thong bao", *SINGLE_FILLERS.split(" "))
NEGATIONS = ("ngoai tru", "khong phai la", "khong phai", "tru ra", "tru", "ngoai", "khong")
OR_WORDS = ("hoac la", "hoac", "hay la", "hay")
SAID = "tra loi|gui bao cao|gui so lieu|nop bao cao|nop|bao cao|khao sat|lam khao sat|lam bao cao|tra loi khao sat"
MEMBERS = re.compile(
    r"(?:(?P<lo>tren|hon|nhieu hon|it nhat|toi thieu|tu)|(?P<hi>duoi|it hon|nhieu nhat|toi da|khong qua))"
    r" (?P<first>\d{1,6})(?: (?:den|toi) (?P<second>\d{1,6}))?(?: (?:thanh vien|nguoi|xa vien|tro len|tv))*(?!\S)"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What can be chosen by, besides what is always there.

    `places`: plain name -> (name as people write it, leaf) of each place called so; `tags`: folded -> as it was typed;
    `rounds`: (id, name), the one that is meant when none is named first.
    """

    places: Mapping[str, Sequence[tuple[str, Tree]]] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    rounds: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What some words mean: how many of them, and the leaf (None: said nothing, or `trouble` says why not)."""

    words: int
    leaf: Tree | None = None
    trouble: str = ""


@cache
def phrases() -> dict[str, Tree]:
    """Folded phrase -> leaf, of what does not depend on the directory."""
    known: dict[str, Tree] = {}
    for key, alternatives in [*WEAK.items(), *SECTOR_WORDS.items()]:
        known |= {words: {"sector": key} for words in alternatives.split("|")}
    known |= {" ".join(re.findall(r"\w+", fold(name))): {"sector": key} for key, name in SECTORS.items()}
    for words in ("quy tin dung nhan dan", "quy tin dung"):
        known[words] = {"sector": "credit"}
    for words in ("rau", "lua", "gao", "nam", "chuoi", "mia", "lon", "tom"):
        known[words] = {"sector": "agriculture"}
    for words in ("lien hiep hop tac xa", "lien hiep htx", "lien hiep", "lhhtx"):
        known[words] = {"kind": "union"}
    known |= {"to hop tac": {"kind": "group"}, "tht": {"kind": "group"}}
    known |= {f"loai {words}": {"kind": "credit_fund"} for words in ("quy tin dung", "quy tin dung nhan dan")}
    for name, words in {"telegram": "telegram|tele", "zalo": "zalo", "web": "trang web|web|website"}.items():
        known |= {f"{before}{word}": {"channel": name} for word in words.split("|") for before in ("", "dung ", "qua ")}
    known |= {words: {"role": "staff"} for words in ("can bo lien minh", "can bo", "can bo tinh")}
    known |= {words: {} for words in ("tat ca hop tac xa", "tat ca htx", "tat ca", "toan bo", "moi nguoi", "toan tinh")}
    return known


def match_phrase(words: Sequence[str]) -> Found | None:
    """The longest phrase the words begin with."""
    for length in range(min(len(words), 8), 0, -1):
        leaf = phrases().get(" ".join(words[:length]))
        if leaf is not None:
            return Found(length, leaf)
    return None


def match_members(words: Sequence[str]) -> Found | None:
    """ "trên 50 thành viên" is 51 and more, "từ 50" is 50 and more, "dưới 20" is 19 and fewer."""
    found = MEMBERS.match(" ".join(words[:9]))
    if found is None:
        return None
    first, second = int(found["first"]), found["second"]
    if second is not None:
        low, high = sorted((first, int(second)))
        bounds: list[int | None] = [low, high]
    elif found["lo"]:
        bounds = [first + (found["lo"] in ("tren", "hon", "nhieu hon")), None]
    else:
        bounds = [None, max(0, first - (found["hi"] in ("duoi", "it hon")))]
    return Found(len(found[0].split()), {"members": bounds})


def match_answered(words: Sequence[str], lexicon: Lexicon, no_round: str) -> Found | None:
    """ "chưa trả lời [đợt …]"; of no round named, the first of the lexicon."""
    line = " ".join(words[:24])
    said = re.match(rf"(chua|da|khong) (?:{SAID})\b(?: (?:dot|ky)(?: bao cao| khao sat)?(?: nay)?\b)?", line)
    if said is None:
        return None
    if not lexicon.rounds:
        return Found(len(said[0].split()), trouble=no_round)
    rest = line[said.end() :].strip()
    names = [(number, name, " ".join(re.findall(r"\w+", fold(name)))) for number, name in lexicon.rounds]
    named = max((one for one in names if rest.startswith(one[2])), key=lambda one: len(one[2]), default=None)
    number, name, plain = named or (*names[0][:2], "")
    return Found(len(said[0].split()) + len(plain.split()), {"round": number, "sent": said[1] == "da", "name": name})


def match_tag(words: Sequence[str], lexicon: Lexicon) -> Found | None:
    """ "nhãn OCOP", or the tag alone."""
    marked = int(bool(words) and words[0] in ("nhan", "the"))
    for length in range(min(len(words) - marked, LONGEST_NAME), 0, -1):
        tag = " ".join(words[marked : marked + length])
        if tag in lexicon.tags:
            return Found(marked + length, {"tag": tag, "name": lexicon.tags[tag]})
    return None


def match_place(words: Sequence[str], lexicon: Lexicon) -> Found | None:
    """A place: after a word for what it is with a slip forgiven, else by its exact name."""
    mark = next((mark for mark in PLACE_MARKS if list(words[: len(mark.split())]) == mark.split()), "")
    begin = len(mark.split())
    for length in range(min(len(words) - begin, LONGEST_NAME), 0, -1):
        name = plain_name(" ".join(words[begin : begin + length]))
        if name in lexicon.places:
            return _choose(begin + length, name, mark, lexicon)
    return _nearest(words[begin:], mark, lexicon) if mark else None


def match_word(words: Sequence[str], known: Sequence[str]) -> int:
    """How many words of the longest known phrase they begin with; 0 for none."""
    fitting = [phrase.split() for phrase in known if list(words[: len(phrase.split())]) == phrase.split()]
    return max(map(len, fitting), default=0)


def _choose(length: int, name: str, mark: str, lexicon: Lexicon) -> Found:
    here = lexicon.places[name]
    typed = [one for one in here if mark and fold(one[0]).startswith(mark)] or here
    if len(typed) > 1:
        return Found(length, trouble=name)
    return Found(length, typed[0][1])


def _nearest(words: Sequence[str], mark: str, lexicon: Lexicon) -> Found | None:
    for length in range(min(len(words), 4), 0, -1):
        typed = " ".join(words[:length])
        best = process.extractOne(typed, lexicon.places.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
        if best is not None:
            return _choose(len(mark.split()) + length, best[0], mark, lexicon)
    return None
