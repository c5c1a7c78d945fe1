"""The shipped procedures, terms and changes, and what the checker says of bad ones."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from knowledge.checks import Finding
from knowledge.documents import LAW_2012, LAW_2023, load_registry
from knowledge.handbook import CONTENT, shipped
from knowledge.handbook_checks import check_handbook
from knowledge.outline import say_sources
from tests.unit.content import TODAY
from tests.unit.test_procedures import GOOD

REGISTRY = load_registry(CONTENT)
ENTRIES = {
    line.removeprefix("## ").strip()
    for file in (CONTENT / "answers").glob("*.md")
    for line in file.read_text(encoding="utf-8").splitlines()
    if line.startswith("## ")
}
WANTED = {
    "thanh-lap", "doi-dang-ky", "chi-nhanh", "tam-ngung", "giai-the", "dai-hoi-thuong-nien", "dai-hoi-bat-thuong",
    "ket-nap", "ra-va-tra-von", "tang-von", "to-hop-tac-len-htx", "vay-quy-ho-tro", "sua-dieu-le", "bao-cao-nam",
    "vao-lien-minh",
}  # fmt: skip


def test_shipped_content_has_no_finding() -> None:
    assert [str(finding) for finding in check_handbook(CONTENT, REGISTRY, ENTRIES, TODAY)] == []


def test_there_is_enough_of_everything() -> None:
    assert shipped().procedures.keys() >= WANTED
    assert len(shipped().terms) >= 60
    assert len(shipped().changes) == 25


def test_every_procedure_says_who_does_it_and_where_what_must_be_paid() -> None:
    for procedure in shipped().procedures.values():
        lines = [line for step in procedure.steps for line in step.lines]
        assert any(line.startswith("Ai làm:") for line in lines), procedure.key
        assert procedure.fee
        assert procedure.before, procedure.key


def test_registration_is_said_to_be_at_the_commune_with_both_sources() -> None:
    """Since 01/7/2025; and nobody has checked the text of that decree, so that it is said."""
    for key in ("thanh-lap", "doi-dang-ky", "chi-nhanh", "tam-ngung", "giai-the", "to-hop-tac-len-htx"):
        procedure = shipped().procedures[key]
        place = next(step for step in procedure.steps if any("cấp xã" in line for line in step.lines))
        assert {"125/2025/NĐ-CP", "92/2024/NĐ-CP"} <= {c.document for c in place.citations}
        assert procedure.unverified
        assert not any("cấp huyện" in line for step in procedure.steps for line in step.lines)


def test_deadlines_that_have_passed_are_said_to_have_passed() -> None:
    procedure = shipped().procedures["sua-dieu-le"]
    assert "31/12/2025 và đã qua" in procedure.intro


def test_changes_name_both_laws() -> None:
    for change in shipped().changes:
        assert LAW_2012 in {c.document for c in change.before.citations} or change.before.citations, change.title
        assert LAW_2023 in {c.document for c in change.now.citations}, change.title


def test_sources_are_said_by_document() -> None:
    citations = shipped().procedures["cap-lai-giay"].steps[1].citations
    assert say_sources(citations[:3], REGISTRY) == (
        "Điều 49, khoản 1 Điều 22 Nghị định 92/2024; khoản 2 Điều 44 Luật Hợp tác xã 2023"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "procedures").mkdir()
    return tmp_path


def findings(folder: Path, procedure: str = GOOD, on: date = TODAY) -> Iterator[Finding]:
    (folder / "procedures" / "01-cap-lai.md").write_text(procedure, encoding="utf-8")
    return check_handbook(folder, REGISTRY, {"mot-cau"}, on)


def test_good_procedure_has_no_finding(folder: Path) -> None:
    assert list(findings(folder)) == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("92/2024/NĐ-CP: Điều 49; ", "92/2024/NĐ-CP: Điều 99; "), "no Điều 99"),
        (("17/2023/QH15: khoản 2 Điều 44", "23/2012/QH13: Điều 23"), "not in force"),
        (("03/2014/TT-BKHĐT: khoản 2 Điều 18", "92/2024/NĐ-CP: Điều 49"), "is in force"),
        (("17/2023/QH15: khoản 2 Điều 44", "125/2025/NĐ-CP: Điều 44"), "never checked"),
        (("Liên quan: mot-cau", "Liên quan: hai-cau"), "is no entry"),
        (("- Văn bản đề nghị | 92/2024/NĐ-CP: Điều 49", "- Văn bản đề nghị"), "names no source"),
        (("Tên gọi khác: cấp lại", "Tên gọi khác: htx"), "finds nothing"),
        (("## Giấy tờ\n", "## Giấy tờ\n- Văn bản đề nghị | 92/2024/NĐ-CP: Điều 49\n"), "stands twice"),
    ],
)
def test_bad_procedure_is_refused_with_the_reason(folder: Path, change: tuple[str, str], problem: str) -> None:
    found = [item for item in findings(folder, GOOD.replace(*change)) if item.level == "error"]
    assert problem in "\n".join(map(str, found))


def test_overdue_review_is_a_warning(folder: Path) -> None:
    (found,) = findings(folder, on=date(2027, 7, 1))
    assert (found.level, "reviewed" in found.message) == ("warning", True)


def test_name_of_two_terms_is_refused(folder: Path) -> None:
    glossary = "# Từ\n\n## Một\nCòn gọi: chung\nNghĩa một.\n\n## Hai\nCòn gọi: chung\nNghĩa hai.\n"
    (folder / "glossary.md").write_text(glossary, encoding="utf-8")
    assert [finding.message for finding in findings(folder)] == ["'chung' is also a name of Một; keep it in one"]


def test_change_without_one_of_its_sides_is_refused(folder: Path) -> None:
    (folder / "changes.md").write_text(
        "# Khác\n\n## Vốn\n### Nay\nMới.\nCăn cứ: 17/2023/QH15: Điều 4\n", encoding="utf-8"
    )
    assert "lacks a side" in "\n".join(map(str, findings(folder)))
