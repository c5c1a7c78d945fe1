"""A typed line about recipients: read word by word, said back in words that mean the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.announcements.reading import LONGEST, read_segment
from handlers.announcements.segments import Tree, describe, leaves, replace_leaves
from handlers.announcements.words import Lexicon
from handlers.texts import segments as texts

TAM_DUONG = {"wards": [1], "name": "Xã Tam Đường"}
MUONG_SO = {"wards": [2], "name": "Xã Mường So"}
PHONG_THO = {"wards": [3], "name": "Xã Phong Thổ"}
OLD = {"old": "d:tam duong", "name": "huyện Tam Đường"}
NOW, BEFORE = (7, "6 tháng cuối năm 2026"), (6, "6 tháng đầu năm 2026")
LEXICON = Lexicon(
    {
        "tam duong": [("Xã Tam Đường", TAM_DUONG), ("huyện Tam Đường", OLD)],
        "muong so": [("Xã Mường So", MUONG_SO)],
        "phong tho": [("Xã Phong Thổ", PHONG_THO)],
    },
    {"ocop": "OCOP", "vung kho khan": "vùng khó khăn"},
    [NOW, BEFORE],
)
FARMING, TRANSPORT, TRADE = {"sector": "agriculture"}, {"sector": "transport"}, {"sector": "trade"}


def read(line: str) -> Tree | str:
    return read_segment(line, LEXICON)


def sent(*, sent: bool, which: tuple[int, str] = NOW) -> Tree:
    return {"round": which[0], "sent": sent, "name": which[1]}


@pytest.mark.parametrize(
    ("line", "tree"),
    [
        ("tất cả", {}),
        ("gui cho moi nguoi", {}),
        ("nông nghiệp", FARMING),
        ("các HTX ngành vận tải", TRANSPORT),
        ("xã Mường So", MUONG_SO),
        ("muong so", MUONG_SO),
        ("xa muong soo", MUONG_SO),
        ("huyen tam duong", OLD),
        ("xa Tam Duong", TAM_DUONG),
        ("Mường So và Phong Thổ", {"any": [MUONG_SO, PHONG_THO]}),
        ("trừ vận tải", {"not": TRANSPORT}),
        ("khong phai van tai, thuong mai", {"all": [{"not": TRANSPORT}, {"not": TRADE}]}),
        ("nong nghiep o muong so", {"all": [FARMING, MUONG_SO]}),
        ("trên 50 thành viên", {"members": [51, None]}),
        ("tu 10 den 20 thanh vien", {"members": [10, 20]}),
        ("duoi 7 nguoi", {"members": [None, 6]}),
        ("tren 10 duoi 50 thanh vien", {"all": [{"members": [11, None]}, {"members": [None, 49]}]}),
        ("chua tra loi", sent(sent=False)),
        ("đã gửi báo cáo đợt 6 tháng đầu năm 2026", sent(sent=True, which=BEFORE)),
        ("dung zalo hoac telegram", {"any": [{"channel": "zalo"}, {"channel": "telegram"}]}),
        ("nhãn ocop", {"tag": "ocop", "name": "OCOP"}),
        ("vung kho khan", {"tag": "vung kho khan", "name": "vùng khó khăn"}),
        ("cán bộ Liên minh", {"role": "staff"}),
        ("liên hiệp hợp tác xã", {"kind": "union"}),
        ("nông nghiệp hoặc xã Mường So", {"any": [FARMING, MUONG_SO]}),
        (
            "gui tat ca htx nong nghiep xa Tam Duong chua tra loi",
            {"all": [FARMING, TAM_DUONG, sent(sent=False)]},
        ),
        (
            "Mường So, Phong Thổ, trừ vận tải",
            {"all": [{"any": [MUONG_SO, PHONG_THO]}, {"not": TRANSPORT}]},
        ),
        ("trừ vận tải, xã Mường So", {"all": [MUONG_SO, {"not": TRANSPORT}]}),
    ],
)
def test_line_means(line: str, tree: Tree) -> None:
    assert read(line) == tree


@pytest.mark.parametrize("line", ["", "   ", "các hợp tác xã", "gửi cho", "trừ tất cả", "🌾"])
def test_line_that_says_nobody_is_asked_again(line: str) -> None:
    assert read(line) == texts.NOTHING_SAID


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("xã Lùng", ["xã Lùng"]),
        ("nông nghiệp bà con", ["bà con"]),
        ("Sài Gòn", ["Sài Gòn"]),
        ("Sài Gòn, nông nghiệp, Lùng", ["Sài Gòn", "Lùng"]),
    ],
)
def test_words_that_mean_nothing_are_told_back(line: str, words: list[str]) -> None:
    assert read(line) == texts.not_understood(words)


def test_name_of_two_places_is_asked_about() -> None:
    assert read("Tam Đường") == texts.several_places("tam duong", ["Xã Tam Đường", "huyện Tam Đường"])


def test_without_a_round_nobody_has_answered() -> None:
    assert read_segment("chưa trả lời", Lexicon()) == texts.NO_ROUND


@pytest.mark.parametrize("line", ["(nông nghiệp hoặc vận tải) Mường So", "nông nghiệp [x]"])
def test_brackets_are_refused_rather_than_ignored(line: str) -> None:
    assert read(line) == texts.NO_BRACKETS


def test_very_long_line_is_refused() -> None:
    assert read("nông nghiệp " * LONGEST) == texts.TOO_LONG


ATOMS = (
    *("nông nghiệp", "vận tải", "ngành xây dựng", "xã Mường So", "huyện Tam Đường", "Phong Thổ", "trên 50 thành viên"),
    *("dưới 10 người", "chưa trả lời", "đã trả lời đợt 6 tháng đầu năm 2026", "dùng Zalo", "trang web", "nhãn OCOP"),
    *("vùng khó khăn", "tổ hợp tác"),
)
JOINTS = (" ", "; ", ", ", " và ", " hoặc ", " trừ ", ", trừ ", " hay ", " không phải ")


@given(st.lists(st.tuples(st.sampled_from(JOINTS), st.sampled_from(ATOMS)), min_size=1, max_size=7))
def test_what_is_read_back_means_the_same(parts: list[tuple[str, str]]) -> None:
    tree = read("".join(joint + atom for joint, atom in parts))
    assert isinstance(tree, dict)
    assert read(describe(tree)) == tree


def test_groups_that_meet_in_one_kind_of_thing_stay_apart() -> None:
    tree = read("nông nghiệp xã Mường So; xã Mường So")
    here = {"wards": [2], "name": "Xã Mường So"}
    assert tree == {"any": [{"all": [{"sector": "agriculture"}, here]}, here]}


@given(st.text(max_size=80))
def test_any_line_gives_a_tree_or_a_sentence(line: str) -> None:
    found = read(line)
    assert found or found == {}
    assert isinstance(found, (dict, str))


def test_every_leaf_can_be_changed() -> None:
    tree = read("nông nghiệp, Mường So, trừ vận tải hoặc nhãn OCOP")
    assert isinstance(tree, dict)
    changed = replace_leaves(tree, lambda leaf: {"ids": [len(leaf)]})
    assert len(list(leaves(changed))) == len(list(leaves(tree))) == 4
    assert all("ids" in leaf for leaf in leaves(changed))
