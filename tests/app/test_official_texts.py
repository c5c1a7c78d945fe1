"""Official texts: loaded by a command, new versions kept, shown page by page under an answer."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from handlers.messages import Kind
from handlers.texts import official as texts
from scripts import import_law
from storage import laws
from storage.tables.law import LawArticleRow, LawTextRow
from tests.stage import Stage

NUMBER = "17/2023/QH15"
FACTS = ["--number", NUMBER, "--title", "Luật Hợp tác xã 2023", "--from", "2024-07-01", "--source", "Công báo số 1"]


def write(folder: Path, clause: str = "Câu một của khoản.", clauses: int = 3) -> Path:
    """An invented text under a real number: articles 1 to 83, so that answers find theirs."""
    path = folder / "luat.txt"
    body = [f"{n}. {clause}" for n in range(1, clauses + 1)]
    lines = [line for n in range(1, 116) for line in (f"Điều {n}. Tiêu đề {n}", *body)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def load(stage: Stage, path: Path, *more: str) -> int:
    return import_law.main([str(path), *FACTS, *more], stage.database.url)


def rows(stage: Stage) -> tuple[int, int]:
    with stage.database.reading() as unit:
        count = [unit.session.scalar(select(func.count()).select_from(t)) or 0 for t in (LawTextRow, LawArticleRow)]
    return count[0], count[1]


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_loading_twice_changes_nothing_and_a_changed_text_is_a_new_version(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for clause, expected in (("Một.", (1, 115)), ("Một.", (1, 115)), ("Hai.", (2, 230))):
        assert load(stage, write(tmp_path, clause)) == 0
        assert rows(stage) == expected
    printed = capsys.readouterr().out
    assert "115 articles (1 to 115), 345 clauses, 0 points, 0 appendices" in printed
    assert "version 1 is the same text; nothing changed" in printed
    assert "version 2 stored" in printed
    with stage.database.reading() as unit:
        found = laws.find_article(unit, NUMBER, "5")
    assert found is not None
    assert (found.version, found.body[0]) == (2, ["1", None, "Hai."])


def test_same_text_with_another_last_day_changes_the_day(stage: Stage, tmp_path: Path) -> None:
    load(stage, write(tmp_path))
    load(stage, write(tmp_path), "--to", "2030-01-01")
    assert rows(stage)[0] == 1
    with stage.database.reading() as unit:
        found = laws.find_article(unit, NUMBER, "5")
    assert found is not None
    assert found.text.effective_to == "2030-01-01"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Điều 1. A\nx\nĐiều 3. B\ny\nĐiều 2. C\nz", "line 5: found 'Điều 2'"),
        ("không có điều nào", "expected 'Điều 1.'"),
    ],
)
def test_file_that_cannot_be_split_says_where_and_changes_nothing(
    stage: Stage, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, said: str
) -> None:
    load(stage, write(tmp_path))
    (tmp_path / "luat.txt").write_text(content, encoding="utf-8")
    assert load(stage, tmp_path / "luat.txt") == 2
    printed = capsys.readouterr().err
    assert said in printed
    assert "Nothing was changed." in printed
    assert rows(stage) == (1, 115)


def test_dry_run_stores_nothing(stage: Stage, tmp_path: Path) -> None:
    assert load(stage, write(tmp_path), "--dry-run") == 0
    assert rows(stage) == (0, 0)


def test_days_the_wrong_way_round_are_refused(stage: Stage, tmp_path: Path) -> None:
    assert load(stage, write(tmp_path), "--to", "2020-01-01") == 2
    assert rows(stage) == (0, 0)


async def test_without_official_texts_no_button_is_offered(stage: Stage) -> None:
    await stage.says("an", "điều 83 luật 2023")
    assert not any("Nguyên văn" in label for label in stage.labels("an"))


async def test_official_text_is_shown_page_by_page_with_source_and_days(stage: Stage, tmp_path: Path) -> None:
    load(stage, write(tmp_path, "Câu dài của khoản này. " * 40, 9))
    await stage.says("an", "điều 83 luật 2023")
    await stage.presses("an", texts.open_text("83", ""))
    said = stage.read("an")
    assert said.startswith("Điều 83. Tiêu đề 83 (nguyên văn, trang 1/")
    assert said.endswith("— Luật Hợp tác xã 2023. Có hiệu lực từ 01/07/2024. Nguồn: Công báo số 1")
    assert texts.PREVIOUS not in stage.labels("an")
    seen = said
    while texts.NEXT in stage.labels("an"):
        await stage.presses("an", texts.NEXT)
        assert len(stage.read("an")) <= 2000
        seen += stage.read("an")
    assert seen.count("Câu dài") == 9 * 40
    await stage.presses("an", texts.PREVIOUS)
    await stage.presses("an", texts.SUMMARY)
    assert stage.read("an").startswith("Điều 83 Luật Hợp tác xã 2023")


async def test_pages_are_shorter_where_messages_are(stage: Stage, tmp_path: Path) -> None:
    load(stage, write(tmp_path, "Câu dài của khoản này. " * 40, 9))
    stage.console.app.world.text_limits["terminal"] = 1000  # type: ignore[index]
    await stage.says("an", "điều 83 luật 2023")
    await stage.presses("an", texts.open_text("83", ""))
    while texts.NEXT in stage.labels("an"):
        assert len(stage.read("an")) <= 1000
        await stage.presses("an", texts.NEXT)


async def test_answer_offers_the_official_text_of_what_it_cites(stage: Stage, tmp_path: Path) -> None:
    load(stage, write(tmp_path))
    await stage.says("an", "htx can bao nhieu thanh vien")
    offered = [label for label in stage.labels("an") if "Nguyên văn" in label]
    assert 1 <= len(offered) <= 2
    await stage.presses("an", offered[0])
    assert "(nguyên văn)" in stage.read("an")


@pytest.mark.parametrize("choice", ["law:", "law:x:1:0", "law:x", "law:000000000000:1:0", "law:x:1:99999999999"])
async def test_forged_presses_are_answered_kindly(stage: Stage, choice: str) -> None:
    await stage.does("an", Kind.CHOICE, choice=choice)
    assert stage.read("an") == texts.GONE
