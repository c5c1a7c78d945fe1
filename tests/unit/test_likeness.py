"""Questions that ask the same come together in whatever words; what differs in body, number or place does not."""

import pytest

from knowledge.likeness import ALIKE, Likeness, group
from tests.stage import knowledge

SAME = (
    ("Khi nào mở lớp kế toán ạ?", "bao gio mo lop ke toan"),
    ("Hợp tác xã có được nuôi ong trong rừng phòng hộ không?", "htx nuoi ong trong rung phong ho dc ko"),
    ("Hợp tác xã có được nuôi ong trong rừng phòng hộ không?", "cho hỏi nuôi ong ở rừng phòng hộ có bị cấm không"),
    ("giấy đăng ký bị mờ có phải cấp lại không", "giay dang ky mo phai cap lai ko"),
    ("htx cần mấy người", "hợp tác xã cần bao nhiêu thành viên"),
    ("phí cấp lại giấy chứng nhận là bao nhiêu", "cap lai giay dang ky mat bao nhieu tien"),
)
APART = (
    ("Bao giờ mở lớp kế toán ở Than Uyên?", "Bao giờ mở lớp kế toán ở Mường So?"),
    ("lập hợp tác xã cần mấy người", "lập liên hiệp hợp tác xã cần mấy hợp tác xã"),
    ("mức hỗ trợ năm 2024 là bao nhiêu", "mức hỗ trợ năm 2026 là bao nhiêu"),
    ("tổ hợp tác tạm ngừng tối đa bao lâu", "hợp tác xã tạm ngừng tối đa bao lâu"),
    ("đăng ký ở huyện hay xã", "phí cấp lại giấy chứng nhận là bao nhiêu"),
    ("", "htx cần mấy người"),
)


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return Likeness(knowledge())


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_question_in_other_words_is_alike(likeness: Likeness, one: str, other: str) -> None:
    assert likeness.between(likeness.read(one), likeness.read(other)) >= ALIKE


@pytest.mark.parametrize(("one", "other"), APART)
def test_another_question_is_not(likeness: Likeness, one: str, other: str) -> None:
    assert likeness.between(likeness.read(one), likeness.read(other)) < ALIKE


def test_likeness_is_the_same_both_ways_and_whole_with_itself(likeness: Likeness) -> None:
    for one, other in SAME + APART:
        a, b = likeness.read(one), likeness.read(other)
        assert likeness.between(a, b) == pytest.approx(likeness.between(b, a))
        assert likeness.between(b, b) == pytest.approx(1.0)


def test_groups_come_in_the_order_of_asking(likeness: Likeness) -> None:
    texts = [SAME[1][0], SAME[0][0], SAME[1][1], SAME[0][1], SAME[2][1], APART[2][0]]
    assert group(texts, likeness) == [[0, 2, 4], [1, 3], [5]]


def test_who_names_no_place_stands_with_one_place_only(likeness: Likeness) -> None:
    general = "Bao giờ mở lớp kế toán?"
    assert group([APART[0][0], general, APART[0][1]], likeness) == [[0, 1], [2]]
