"""The checker: each rule of docs/knowledge.md is refused or warned about, with file and line."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.checks import Finding
from scripts.check_knowledge import check_folder
from tests.unit.content import ANSWERS, ARTICLES, TODAY, write_content

ENTRY = """# T

## khoa
Hỏi: Một câu hỏi nào đó?
Cách hỏi khác:
- cách hỏi thứ nhất
- hỏi kiểu thứ hai
- lối hỏi thứ ba
{extra}
### 17/2023/QH15: {place}
{short}

### 23/2012/QH13: không quy định
Không có quy định này.
"""


def findings(folder: Path, answers: str, articles: str = ARTICLES, on: date = TODAY) -> list[Finding]:
    return check_folder(write_content(folder / "content", answers, articles), on, with_search=False)


def entry(short: str = "Có.", place: str = "Điều 4", extra: str = "") -> str:
    return ENTRY.format(short=short, place=place, extra=extra)


def said(found: list[Finding], level: str) -> str:
    """The messages of a level, without the articles of the Law 2012 that a small sample cannot cite."""
    return "\n".join(str(f) for f in found if f.level == level and "no entry cites" not in f.message)


def test_the_sample_has_no_error_but_the_articles_nobody_cites(tmp_path: Path) -> None:
    found = findings(tmp_path, ANSWERS)
    assert said(found, "error") == ""
    assert sum("no entry cites" in f.message for f in found) == 62


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (entry(place="Điều 116"), "no Điều 116"),
        (entry(place="khoản 99 Điều 4"), "no khoản 99"),
        (entry().replace("17/2023/QH15", "1/1900/XX"), "not in documents.toml"),
        (entry().replace("- lối hỏi thứ ba\n", ""), "has 2 wordings"),
        (entry().split("### 23/2012")[0], "says nothing on 23/2012/QH13"),
        (entry(short="Có. " * 400), "characters long"),
        (entry(extra="Liên quan: khong-co"), "is no other entry"),
        (entry() + entry().split("# T\n")[1], "is already in"),
        (entry().replace("## khoa", "## " + "k" * 49), "longer than 48"),
        (entry() + entry().split("# T\n")[1].replace("## khoa", "## khac"), "is also a wording of"),
        (entry() + "\n### 17/2023/QH15: Điều 5\nLại có.\n", "two rules of"),
        ("# T\n## Khóa\n", "not a key"),
    ],
)
def test_what_must_not_be_shipped_is_an_error(tmp_path: Path, answers: str, message: str) -> None:
    assert message in said(findings(tmp_path, answers), "error")


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (entry(extra="Xem lại: 2020-01-01"), "was to be reviewed by 2020-01-01"),
        (entry(short="từ " * 30), "a sentence of 30 words"),
        (entry(short="Gửi HĐQT."), "short forms HĐQT"),
        ("# T\n## k\nHỏi: a b?\nCách hỏi khác:\n- c\n- d\n- e\n### 23/2012/QH13: Điều 3\nBảy.\n", "repealed on"),
    ],
)
def test_what_a_person_should_look_at_is_a_warning(tmp_path: Path, answers: str, message: str) -> None:
    assert message in said(findings(tmp_path, answers), "warning")


def test_an_error_says_file_and_line(tmp_path: Path) -> None:
    assert "error: thanh-lap.md:10: 17/2023/QH15 has no Điều 116" in said(
        findings(tmp_path, entry(place="Điều 116")), "error"
    )


def test_an_article_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    assert "no Điều 65" in said(findings(tmp_path, ANSWERS, ARTICLES.replace("Điều 23.", "Điều 65.")), "error")


def test_one_broken_file_does_not_hide_the_others(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "content", entry(place="Điều 116"))
    (folder / "answers" / "zz.md").write_text("## k\n", encoding="utf-8")
    text = said(check_folder(folder, TODAY, with_search=False), "error")
    assert "no Điều 116" in text
    assert "zz.md:1" in text
