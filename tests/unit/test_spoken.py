"""What staff ask for in words."""

import pytest

from handlers.desk.spoken import read_spoken


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("con bao nhieu htx chua nop", "/chuatraloi"),
        ("ai chưa gửi báo cáo", "/chuatraloi"),
        ("Hợp tác xã nào chưa trả lời?", "/chuatraloi"),
        ("tinh hinh nop bao cao the nao", "/chuatraloi"),
        ("mở đợt mới", "/modot"),
        ("đóng đợt", "/dongdot"),
        ("cho xem kết quả đợt này", "/ketqua"),
        ("gửi thông báo", "/thongbao"),
        ("câu hỏi đang chờ", "/cauhoi"),
    ],
)
def test_commands_in_words(text: str, command: str) -> None:
    assert read_spoken(text) == command


@pytest.mark.parametrize(
    "text",
    ["kết quả đại hội phải báo ai", "hợp tác xã không nộp báo cáo thì bị gì", "mở chi nhánh", "gửi hồ sơ ở đâu", ""],
)
def test_questions_of_law_are_none(text: str) -> None:
    assert read_spoken(text) is None
