"""The report in the alliance's form, against the figures of the Phong Thổ district: counts, sums, percentages."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document

from handlers.results.aggregate import Results, aggregate
from handlers.results.inputs import Listed, Report
from handlers.results.sender import Sender
from handlers.results.word.annex import check_sum
from handlers.results.word.listed import count_directory
from handlers.results.word.proposals import find_themes
from handlers.results.word.report import build_report
from handlers.results.word.training import read_training
from handlers.texts import report as texts
from handlers.texts.results import HIDDEN
from tests.unit.results_material import MILLION, earlier, listed, phong_tho, report, round_data, said

SENDER = Sender("Liên minh Hợp tác xã tỉnh Lai Châu", "Lai Châu", signer="Nguyễn Văn A")
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


def read(results: Results, sender: Sender = SENDER) -> Any:
    return Document(io.BytesIO(build_report(results, sender)))


def lines(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def table_after(document: Any, first_cell: str, words: str) -> list[list[str]]:
    """The rows of the table whose header begins with a cell and that follows a line with these words."""
    titles = [line for line in lines(document) if line.startswith("Bảng ")]
    tables = [table for table in document.tables if table.style.name == "Table Grid"]
    place = next(number for number, title in enumerate(titles) if words in title)
    rows = [[cell.text for cell in row.cells] for row in tables[place].rows]
    assert rows[0][0] == first_cell
    return rows[1:]


@pytest.fixture(scope="module")
def district() -> Any:
    return read(aggregate(round_data(phong_tho(), directory=listed(phong_tho()))))


def test_head_has_the_state_the_alliance_number_place_and_recipients(district: Any) -> None:
    head = [line for cell in district.tables[0].rows[0].cells for line in cell.text.splitlines()]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head
    assert "Độc lập - Tự do - Hạnh phúc" in head
    assert "LIÊN MINH HỢP TÁC XÃ TỈNH LAI CHÂU" in head
    assert texts.NUMBER in head
    assert "Lai Châu, ngày      tháng      năm 2026" in head
    foot = district.tables[1].rows[0].cells
    assert "- Ủy ban nhân dân tỉnh Lai Châu;" in foot[0].text
    assert foot[1].text.splitlines()[0] == "CHỦ TỊCH"
    assert foot[1].text.endswith("Nguyễn Văn A")


def test_parts_stand_in_the_order_of_the_documents(district: Any) -> None:
    told = lines(district)
    parts = [told.index(part) for part in (texts.PART_1, texts.PART_2, texts.PART_3, texts.ANNEX)]
    assert parts == sorted(parts)


@pytest.mark.parametrize(
    "sentence",
    [
        "Đến ngày 15/07/2026, toàn tỉnh có 27 hợp tác xã. Trong đó:",
        "- Nông, lâm nghiệp, thủy sản: 9 hợp tác xã, chiếm 33,3%.",
        "- Thương mại, dịch vụ: 10 hợp tác xã, chiếm 37%.",
        "- Xây dựng, vật liệu xây dựng: 8 hợp tác xã, chiếm 29,6%.",
        "- Vốn điều lệ: tổng 63.090 triệu đồng (27 hợp tác xã có số liệu), "
        "bình quân 2.336,7 triệu đồng một hợp tác xã.",
        "- Thành viên: tổng 213 người (27 hợp tác xã có số liệu).",
        "Tổng số cán bộ quản lý: 54 người (27 hợp tác xã có số liệu).",
        "Trong đó đã qua đào tạo: 15 người, chiếm 27,8%.",
    ],
)
def test_report_says_what_the_district_said(district: Any, sentence: str) -> None:
    assert sentence in lines(district)


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("- Vốn điều lệ", ("18.590 triệu đồng, chiếm 29,5%", "19.000 triệu đồng, chiếm 30,1%",
                           "25.500 triệu đồng, chiếm 40,4%")),
        ("- Thành viên", ("74 người, chiếm 34,7%", "78 người, chiếm 36,6%", "61 người, chiếm 28,6%")),
    ],
)  # fmt: skip
def test_parts_by_sector_are_computed_where_the_hand_made_ones_are_wrong(
    district: Any, label: str, parts: tuple[str, ...]
) -> None:
    """The document says 40,5 % and 28 %."""
    told = lines(district)
    place = next(number for number, line in enumerate(told) if line.startswith(label))
    for part in parts:
        assert part in told[place + 1]


def test_annex_has_each_figure_by_sector_with_its_sum(district: Any) -> None:
    rows = table_after(district, "Lĩnh vực", "Vốn điều lệ (triệu đồng)")
    assert [row[:4] for row in rows] == [
        ["Nông, lâm nghiệp, thủy sản", "9", "18.590", "29,5"],
        ["Xây dựng, vật liệu xây dựng", "8", "25.500", "40,4"],
        ["Thương mại, dịch vụ", "10", "19.000", "30,1"],
        ["Tổng cộng", "27", "63.090", "100"],
    ]


def test_directory_is_counted_without_anybodys_answer() -> None:
    reports = [report(number) for number in range(1, 6)]
    entries = listed(reports, members=10, charter_capital=500 * MILLION)
    entries[0] = replace(entries[0], founded_on=date(2026, 6, 30))
    entries[1] = replace(entries[1], founded_on=date(2026, 7, 1), state="suspended")
    entries[2] = replace(entries[2], state="dissolved")
    entries.append(Listed(77, "Liên hiệp", "union", "agriculture", "x", "Xã Xa", "active"))
    found = count_directory(entries, FIRST, LAST)
    assert (found.whole.count, found.whole.new, found.whole.suspended, found.whole.dissolved) == (4, 1, 1, 1)
    assert (found.whole.members, found.whole.capital, found.unions) == (40, 2000 * MILLION, 1)
    told = lines(read(aggregate(round_data(reports, directory=entries))))
    assert "Thành lập mới trong kỳ: 1 hợp tác xã. Đang tạm ngừng: 1 hợp tác xã. Đã giải thể: 1 hợp tác xã." in told
    assert texts.NOT_ENOUGH in told


def test_directory_hides_members_and_capital_of_one_or_two() -> None:
    reports = [report(n, sector="agriculture" if n > 1 else "transport") for n in range(1, 9)]
    found = count_directory(listed(reports, members=10, charter_capital=MILLION), FIRST, LAST)
    assert [(group.count, group.members) for group in found.sectors] == [(7, None), (1, None)]
    assert found.whole.members == 80


def test_one_alone_is_hidden_in_sentences_and_tables() -> None:
    alone = report(99, {"members": said(7_654_321)}, sector="transport", place="Xã Xa")
    document = read(aggregate(round_data([*phong_tho(), alone])))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert HIDDEN in cells
    assert not any("7.654.321" in text for text in [*cells, *lines(document)])


def test_growth_is_told_over_those_that_answered_both() -> None:
    past = earlier({number: {"members": said(10)} for number in range(1, 10)})
    told = lines(read(aggregate(round_data(phong_tho(), earlier={"previous": past}))))
    assert "  So với kỳ 2025-H2, tính trên 9 hợp tác xã có số liệu ở cả hai kỳ: giảm 17,8%." in told


def test_a_share_of_managers_is_taken_over_those_that_gave_both() -> None:
    gave = {"managers": said(4), "managers_degree": said(1), "managers_vocational": said(1)}
    reports = [report(n, gave) for n in range(3)] + [report(9, {"managers": said(100)})]
    training = read_training(reports)
    assert training.trained is not None
    assert (training.trained.count, training.trained.base, training.trained.rate) == (6, 12, 50)
    assert "managers_untrained" not in training.parts
    told = lines(read(aggregate(round_data(reports))))
    assert "Trong đó đã qua đào tạo: 6 người, chiếm 50% (tính trên 3 hợp tác xã có đủ số liệu)." in told


def test_proposals_are_grouped_counted_and_quoted_without_names_and_phones() -> None:
    texts_said = {
        1: "Cho vay vốn, gọi 0912 345 678",
        2: "xin mo lop tap huan ke toan",
        3: "HTX Rau Bản Bo cần đường",
        4: "Mong mưa thuận gió hòa",
    }
    reports = [report(number, {"proposal": said(text)}, name="HTX Rau Bản Bo") for number, text in texts_said.items()]
    told = lines(read(aggregate(round_data(reports))))
    assert "- Vốn vay, lãi suất, Quỹ hỗ trợ phát triển hợp tác xã: 1 hợp tác xã." in told
    assert "- Đào tạo, tập huấn, cán bộ: 1 hợp tác xã." in told
    assert "- Nội dung khác: 1 hợp tác xã." in told
    assert "+ Cho vay vốn, gọi …" in told
    assert not any("Bản Bo" in line for line in told)


def test_a_proposal_may_belong_to_several_groups() -> None:
    assert len(find_themes("Cho vay vốn làm đường, tìm đầu ra")) == 3


def test_a_sum_that_does_not_hold_stops_the_report() -> None:
    check_sum("ok", [1, 2], 3)
    with pytest.raises(ValueError, match="the parts make 3, the whole is 4"):
        check_sum("wrong", [1, 2], 4)


def test_same_results_give_the_same_bytes() -> None:
    results = aggregate(round_data(phong_tho()))
    assert build_report(results, SENDER) == build_report(results, SENDER)


def test_words_that_xml_does_not_allow_do_not_stop_the_report() -> None:
    odd: list[Report] = [report(1, {"proposal": said("cần \x07 vốn \ud800")})]
    assert any("cần  vốn ?" in line for line in lines(read(aggregate(round_data(odd)))))
