"""What a person reads: which rule leads, how the others are labelled, and that it fits a phone."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.answer import ENDED, MAX_LENGTH
from knowledge.documents import LAW_2012, LAW_2023
from knowledge.knowledge_base import KnowledgeBase
from tests.unit.content import TODAY, load_sample


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    return load_sample(tmp_path / "content")


def text(base: KnowledgeBase, key: str, **asked: object) -> str:
    answer = base.render(key, TODAY, **asked)  # type: ignore[arg-type]
    assert answer is not None
    assert len(answer.text) <= MAX_LENGTH
    return answer.text


def test_the_short_answer_of_the_law_in_force_comes_first_on_its_own_line(base: KnowledgeBase) -> None:
    lines = text(base, "so-thanh-vien-toi-thieu").splitlines()
    assert lines[0] == "Ít nhất 05 thành viên chính thức."
    assert lines[1] == ""
    assert lines[2] == "Hiện nay – Luật Hợp tác xã 2023 (từ 01/7/2024):"
    assert "— khoản 7 Điều 4; điểm d khoản 1 Điều 103 Luật Hợp tác xã 2023" in lines


def test_the_other_law_follows_labelled_with_its_dates(base: KnowledgeBase) -> None:
    said = text(base, "so-thanh-vien-toi-thieu")
    label = "Luật Hợp tác xã 2012 (01/7/2013–30/6/2024, đã hết hiệu lực): Ít nhất 07 thành viên."
    assert label in said
    assert said.index(label) > said.index("Hiện nay")


@pytest.mark.parametrize("asked", [{"named": LAW_2012}, {"as_of": date(2019, 12, 31)}, {"lead": "2012"}])
def test_the_order_turns_for_the_old_law_and_for_a_past_day(base: KnowledgeBase, asked: dict[str, object]) -> None:
    assert text(base, "so-thanh-vien-toi-thieu", **asked).startswith("Ít nhất 07 thành viên.")


def test_a_named_law_wins_over_the_setting(base: KnowledgeBase) -> None:
    assert text(base, "so-thanh-vien-toi-thieu", named=LAW_2023, lead="2012").startswith("Ít nhất 05")


def test_a_decree_in_force_follows_the_law_it_details(base: KnowledgeBase) -> None:
    said = text(base, "ho-so-dang-ky")
    assert said.startswith("Năm loại giấy chính.")
    assert said.index("Luật Hợp tác xã 2023") < said.index("Nghị định 92/2024") < said.index("Luật Hợp tác xã 2012")


def test_the_registry_note_of_a_document_is_shown(base: KnowledgeBase) -> None:
    assert "Lưu ý: Cấp huyện nay là cấp xã." in text(base, "ho-so-dang-ky")


def test_a_law_without_such_a_rule_says_so_and_cites_nothing(base: KnowledgeBase) -> None:
    answer = base.render("ra-khoi-hop-tac-xa", TODAY)
    assert answer is not None
    assert "Luật này không nói riêng." in answer.text
    assert [c.citation.document for c in answer.citations] == [LAW_2023]


ABSENT_LAW = """# T
## k
Hỏi: a b c?
### 17/2023/QH15: không quy định
Luật này không nói riêng.
### 92/2024/NĐ-CP: Điều 34
Nộp một bộ theo mẫu.
"""


def of(folder: Path, answers: str) -> KnowledgeBase:
    from knowledge.documents import load_registry
    from knowledge.entries import read_entries
    from tests.unit.content import write_content

    folder = write_content(folder, answers)
    return KnowledgeBase(load_registry(folder), read_entries(folder / "answers" / "thanh-lap.md"), ())


def test_a_law_without_such_a_rule_stands_after_the_decree_that_answers(tmp_path: Path) -> None:
    said = text(of(tmp_path / "absent", ABSENT_LAW), "k")
    assert said.startswith("Nộp một bộ theo mẫu.")
    assert said.endswith("Luật Hợp tác xã 2023 (từ 01/7/2024): Luật này không nói riêng.")


def test_nothing_stands_under_a_label_without_words(tmp_path: Path) -> None:
    said = text(of(tmp_path / "alone", ABSENT_LAW.split("### 92")[0]), "k")
    assert said == "Hiện nay – Luật Hợp tác xã 2023 (từ 01/7/2024): Luật này không nói riêng."


def test_documents_in_force_below_the_law_keep_the_order_of_the_file(tmp_path: Path) -> None:
    circular_first = """# T
## k
Hỏi: a b c?
### 92/2024/NĐ-CP: Điều 34
Nghị định nói một.
### 17/2023/QH15: Điều 42
Luật nói hai.
"""
    assert text(of(tmp_path / "order", circular_first), "k").startswith("Luật nói hai.")


def test_citations_say_whether_they_are_in_force_today(base: KnowledgeBase) -> None:
    answer = base.render("so-thanh-vien-toi-thieu", TODAY, named=LAW_2012)
    assert answer is not None
    assert {c.citation.document: c.in_force for c in answer.citations} == {LAW_2012: False, LAW_2023: True}


def test_on_a_day_before_the_new_law_it_is_announced_not_current(base: KnowledgeBase) -> None:
    answer = base.render("so-thanh-vien-toi-thieu", date(2024, 1, 15))
    assert answer is not None
    assert answer.text.startswith("Ít nhất 07 thành viên.")
    assert "Luật Hợp tác xã 2023 (từ 01/7/2024, chưa có hiệu lực)" in answer.text


def test_nothing_repealed_stands_first_without_a_word_of_warning(tmp_path: Path) -> None:
    from knowledge.documents import load_registry
    from knowledge.entries import read_entries
    from tests.unit.content import write_content

    only_old = "# T\n## k\nHỏi: a?\n### 23/2012/QH13: Điều 3\nBảy người.\n"
    folder = write_content(tmp_path / "old", only_old)
    base = KnowledgeBase(load_registry(folder), read_entries(folder / "answers" / "thanh-lap.md"), ())
    assert text(base, "k").startswith(ENDED)
    assert text(base, "k", named=LAW_2012).startswith("Bảy người.")


def test_an_article_shows_what_changed_and_where_the_other_law_has_it(base: KnowledgeBase) -> None:
    answer = base.render("23/2012/QH13#23", TODAY)
    assert answer is not None
    assert answer.text.startswith("Điều 23 Luật Hợp tác xã 2012. Hồ sơ đăng ký")
    assert "Thay đổi: Rút còn ba ngày làm việc." in answer.text
    assert "Đối chiếu: Điều 42 Luật Hợp tác xã 2023" in answer.text
    assert answer.related == ("17/2023/QH15#42",)
