"""Reading the content files: entries, article summaries, citations, the registry."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.documents import LAW_2012, LAW_2023, Citation, ContentError, load_registry, parse_place
from knowledge.entries import read_articles, read_entries
from tests.unit.content import ANSWERS, write_content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_content(tmp_path / "content")


def read(folder: Path, text: str) -> None:
    path = folder / "broken.md"
    path.write_text(text, encoding="utf-8")
    read_entries(path)


def test_an_entry_has_all_its_parts(folder: Path) -> None:
    entry = read_entries(folder / "answers" / "thanh-lap.md")[0]
    assert entry.key == "so-thanh-vien-toi-thieu"
    assert (entry.topic, entry.topic_title) == ("thanh-lap", "Thành lập hợp tác xã")
    assert entry.wordings[1] == "nhóm mình có 6 người đã đủ lập htx chưa"
    assert entry.keywords == ("tối thiểu", "đủ người")
    assert entry.related == ("ho-so-dang-ky",)
    assert entry.review_on == date(2027, 6, 30)
    assert entry.rules[0].citations == (Citation(LAW_2023, "4", "7"), Citation(LAW_2023, "103", "1", "d"))
    assert entry.rules[0].short == "Ít nhất 05 thành viên chính thức."
    assert entry.where == "thanh-lap.md:3"


def test_a_rule_may_say_that_a_document_has_none(folder: Path) -> None:
    rule = read_entries(folder / "answers" / "thanh-lap.md")[2].rules[1]
    assert rule.absent
    assert rule.citations == ()


def test_what_is_not_certain_is_kept_apart(folder: Path) -> None:
    path = folder / "answers" / "thanh-lap.md"
    path.write_text(ANSWERS.replace("Nộp một bộ theo mẫu.", "Nộp một bộ.\nChưa kiểm chứng: số bộ."), encoding="utf-8")
    rule = read_entries(path)[1].rules[0]
    assert (rule.short, rule.details, rule.unverified) == ("Nộp một bộ.", (), "số bộ.")


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("## khoa\nHỏi: a?", 1, "no title"),
        ("# T\n\n## Khóa sai\nHỏi: a?", 3, "not a key"),
        ("# T\n## k\nHỏi: a?\n### 23/2012/QH13: Khoản bảy\nx", 4, "cannot read"),
        ("# T\n## k\nHỏi: a?\n### 23/2012/QH13\nx", 4, "names no citation"),
        ("# T\n## k\nHỏi: a?\n### 23/2012/QH13: Điều 1\n", 4, "says nothing"),
        ("# T\n## k\nHỏi: a?\nXem lại: mai", 4, "not a date"),
        ("# T\n## k\nHỏi: a?\nLạ: b", 4, "not understood"),
        ("# T\n## k\nHỏi: a?", 2, "no rule"),
        ("# T\n## k\n### 23/2012/QH13: Điều 1\nx", 2, "no question"),
        ("# T\n### 23/2012/QH13: Điều 1\nx", 2, "before any entry"),
    ],
)
def test_a_broken_file_says_where_and_what(folder: Path, text: str, line: int, problem: str) -> None:
    with pytest.raises(ContentError, match=problem) as error:
        read(folder, text)
    assert error.value.where == f"broken.md:{line}"
    assert error.value.remedy


def test_an_article_summary_has_its_counterpart_and_change(folder: Path) -> None:
    article = read_articles(folder / "articles" / "luat-2012.md")[0]
    assert article.key == "23/2012/QH13#23"
    assert article.lines == ("Nộp hồ sơ tại cơ quan đăng ký.", "Năm ngày làm việc thì có giấy.")
    assert article.counterparts == (Citation(LAW_2023, "42"),)
    assert article.change == "Rút còn ba ngày làm việc."


@pytest.mark.parametrize("place", ["Điều 4", "khoản 7 Điều 4", "điểm d khoản 1 Điều 103", "điểm đ khoản 2 Điều 6a"])
def test_a_citation_is_written_back_as_it_was_read(place: str) -> None:
    assert parse_place(place, LAW_2012).place() == place


@pytest.mark.parametrize("place", ["", "khoản 4", "Điều", "Điều 4, Điều 5", "mục 1 Điều 2"])
def test_what_is_no_citation_is_refused(place: str) -> None:
    with pytest.raises(ValueError, match="cannot read"):
        parse_place(place, LAW_2012)


def test_a_document_is_in_force_on_its_first_and_last_day_only_between(folder: Path) -> None:
    law = load_registry(folder)[LAW_2012]
    assert law.in_force(date(2013, 7, 1))
    assert law.in_force(date(2024, 6, 30))
    assert not law.in_force(date(2024, 7, 1))
    assert not law.in_force(date(2013, 6, 30))


@pytest.mark.parametrize("typed", ["92/2024", "92/2024/NĐ-CP", "92/2024/nd-cp"])
def test_a_document_is_found_by_its_number_however_typed(folder: Path, typed: str) -> None:
    found = load_registry(folder).find(typed)
    assert found is not None
    assert found.number == "92/2024/NĐ-CP"


@pytest.mark.parametrize(
    ("citation", "missing"),
    [
        (Citation(LAW_2012, "64"), None),
        (Citation(LAW_2012, "65"), "no Điều 65"),
        (Citation(LAW_2012, "3", "9"), "no khoản 9"),
        (Citation(LAW_2023, "103", "1", "z"), "no điểm z"),
        (Citation("1/1900/XX", "1"), "not in documents.toml"),
    ],
)
def test_the_structure_index_knows_what_exists(folder: Path, citation: Citation, missing: str | None) -> None:
    said = load_registry(folder).missing(citation)
    assert (said is None) if missing is None else (said is not None and missing in said)
