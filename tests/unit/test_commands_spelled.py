"""Commands as phones type them, and the words of who wants no more messages."""

import ast
import re
from pathlib import Path

import pytest

from handlers.commands import KNOWN, spell

HANDLERS = Path(__file__).parents[2] / "handlers"


def commands_of_the_handlers() -> set[str]:
    found: set[str] = set()
    for path in HANDLERS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= {node.value} if re.fullmatch(r"/[a-z]+", node.value) else set()
    return found


def test_every_command_is_known() -> None:
    assert commands_of_the_handlers() - KNOWN == set()


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("/dung", "/dung"),
        ("/dừng", "/dung"),
        ("/Dừng", "/dung"),
        ("/ dừng", "/dung"),
        ("/khảo sát", "/khaosat"),
        ("/chưa trả lời", "/chuatraloi"),
        ("/Chủ Đề", "/chude"),
        ("/moi HTX Chè Bản Bo", "/moi HTX Chè Bản Bo"),
        ("/mời HTX Chè\nBản Bo", "/moi HTX Chè\nBản Bo"),
        ("/thông báo", "/thongbao"),
        ("/DIEU 23 luật 2012", "/dieu 23 luật 2012"),
        ("/start ABC234", "/start ABC234"),
    ],
)
def test_command_is_read_as_it_is_spelled(typed: str, spelled: str) -> None:
    assert spell(typed) == spelled


@pytest.mark.parametrize(
    "typed",
    [
        "dừng nhận tin",
        "Đừng nhắn tin nữa",
        "dung nhan tin",
        "không nhận tin nữa",
        "ngừng nhận thông báo nhé",
        "hủy nhận tin",
    ],
)
def test_who_wants_no_more_messages_is_understood(typed: str) -> None:
    assert spell(typed) == "/dung"


@pytest.mark.parametrize(
    "typed",
    [
        "không nhận thông báo",
        "dừng",
        "tôi không nhận được thông báo nữa",
        "/khongco gi",
        "/",
        "dừng nhận tin của ai",
        "",
        "12/2026",
    ],
)
def test_other_words_stay_as_they_are(typed: str) -> None:
    assert spell(typed) == typed
