"""Procedures: how a file is read, what is refused, and when a message asks for a guide."""

from pathlib import Path

import pytest

from knowledge.documents import ContentError
from knowledge.handbook import shipped
from knowledge.procedures import Procedure, read_procedure, wants_guide

GOOD = """# Cấp lại giấy
Tên gọi khác: cấp lại; mất giấy
Tóm tắt: Xin giấy mới.
Lệ phí: hỏi nơi nộp.
Liên quan: mot-cau
Xem lại: 2027-06-30

## Các bước

### Viết đơn
Ai làm: người đại diện.
Bao lâu: không hạn.
Căn cứ: 92/2024/NĐ-CP: Điều 49; khoản 1 Điều 22 | 17/2023/QH15: khoản 2 Điều 44

## Giấy tờ
- Văn bản đề nghị | 92/2024/NĐ-CP: Điều 49

## Thời hạn
- 03 ngày làm việc | 92/2024/NĐ-CP: Điều 49

## Luật 2012
- Nộp lại bản cũ | 03/2014/TT-BKHĐT: khoản 2 Điều 18
"""


def read(folder: Path, text: str, name: str = "01-cap-lai.md") -> Procedure:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_procedure(file)


def test_everything_of_a_file_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, GOOD)
    assert (found.key, found.title, found.names) == ("cap-lai", "Cấp lại giấy", ("cấp lại", "mất giấy"))
    (step,) = found.steps
    assert step.lines == ("Ai làm: người đại diện.", "Bao lâu: không hạn.")
    assert [c.place() for c in step.citations] == ["Điều 49", "khoản 1 Điều 22", "khoản 2 Điều 44"]
    assert [(item.text, len(item.citations)) for item in found.papers] == [("Văn bản đề nghị", 1)]
    assert found.before[0].citations[0].document == "03/2014/TT-BKHĐT"
    assert len(found.now) == 5


def test_paper_keeps_its_token_as_long_as_its_words_stay(tmp_path: Path) -> None:
    one = read(tmp_path, GOOD).papers[0].token
    assert read(tmp_path, GOOD.replace("Điều 49\n\n## Thời", "Điều 50\n\n## Thời")).papers[0].token == one
    assert read(tmp_path, GOOD.replace("Văn bản đề nghị", "Đơn")).papers[0].token != one


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("## Giấy tờ\n", "## Giay to\n"), "is no section"),
        (("Tóm tắt: Xin giấy mới.\n", ""), "no line 'Tóm tắt'"),
        (("Lệ phí: hỏi nơi nộp.\n", ""), "no line 'Lệ phí'"),
        (("2027-06-30", "mai"), "is not a date"),
        (("Căn cứ: 92/2024/NĐ-CP: Điều 49; khoản 1 Điều 22 | 17/2023/QH15: khoản 2 Điều 44\n", ""), "names no source"),
        (("- Văn bản đề nghị | 92/2024/NĐ-CP: Điều 49", "- Văn bản đề nghị | Điều 49"), "names no citation"),
        (("khoản 1 Điều 22", "khoản một"), "cannot read the citation"),
        (("# Cấp lại giấy\n", "Cấp lại giấy\n"), "before any heading"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path: Path, change: tuple[str, str], problem: str) -> None:
    with pytest.raises(ContentError, match=problem) as found:
        read(tmp_path, GOOD.replace(*change))
    assert found.value.where.startswith("01-cap-lai.md:")


def test_file_without_a_place_in_the_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="NN-key"):
        read(tmp_path, GOOD, "cap-lai.md")


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("thủ tục thành lập", ["thanh-lap"]),
        ("thu tuc thanh lap htx", ["thanh-lap"]),
        ("hướng dẫn giải thể từng bước", ["giai-the"]),
        ("huong dan giai the tung buoc", ["giai-the"]),
        ("cho tôi xin các bước tạm ngừng kinh doanh", ["tam-ngung"]),
        ("quy trình kết nạp thành viên", ["ket-nap"]),
        ("thủ tục họp đại hội thường niên", ["dai-hoi-thuong-nien"]),
        ("thu tuc chuyen to hop tac thanh hop tac xa", ["to-hop-tac-len-htx"]),
        ("thủ tục nuôi tôm", []),
        ("thủ tục giải thể khi còn nợ ngân hàng", []),
    ],
)
def test_name_of_a_procedure_finds_it_and_longer_questions_do_not(typed: str, keys: list[str]) -> None:
    asked = wants_guide(typed)
    assert asked is not None
    assert [item.key for item in shipped().find_procedures(asked)] == keys


@pytest.mark.parametrize("typed", ["thủ tục", "thu tuc", "cho tôi xem các thủ tục", "danh sách thủ tục"])
def test_bare_word_asks_for_the_list(typed: str) -> None:
    assert wants_guide(typed) == []


@pytest.mark.parametrize(
    "typed", ["thành lập hợp tác xã cần gì", "giải thể", "", "30", "điều 23 luật 2012", "xin chào"]
)
def test_other_messages_ask_for_no_guide(typed: str) -> None:
    assert wants_guide(typed) is None
