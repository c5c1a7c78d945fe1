"""Texts fit every channel: they say what can be chosen, not how a hand does it, because on some there are no buttons.

How is said by the channel: buttons speak for themselves, numbered lines say what to type, and
`bot.channels.fitting` says how a file is sent.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.channel import Capabilities
from bot.channels.fitting import fit
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.web.channel import WebChannel
from bot.channels.zalo_bot.channel import ZaloBotChannel
from handlers.messages import Choice, Outgoing
from handlers.texts.attached import HOW_TO_SEND

ROOT = Path(__file__).parents[2]
GESTURES = re.compile(r"\b(?:bấm|nút(?! thắt)|nhấn(?! mạnh)|chạm vào|kích chuột|click)\b|📎", re.IGNORECASE)
OF_ONE_CHANNEL = {
    "handlers/texts/attached.py": "HOW_TO_SEND is for the page's file button",
    "handlers/texts/groups.py": "said in Telegram's groups only",
    "handlers/texts/webchat.py": "stands on the web page itself",
}


def catalogue() -> Iterator[tuple[str, str]]:
    """(file, text) of all that the program says, without docstrings."""
    for path in sorted((ROOT / "handlers").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
                yield path.relative_to(ROOT).as_posix(), node.value
    for folder in ("handlers/survey/definitions", "knowledge/content"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".toml", ".md") and "laws" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def bot_lines() -> Iterator[tuple[str, str]]:
    """(transcript, line) of what people read in the transcripts, which are the same words on all channels."""
    for path in sorted((ROOT / "tests/golden/transcripts").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(("bot", "  ")):
                yield path.name, line


def test_catalogue_is_looked_at() -> None:
    found = list(catalogue())
    assert len({file for file, _ in found}) > 200
    assert any("Gõ số để chọn" in text for _, text in found)


def test_no_text_tells_people_to_press() -> None:
    wrong = [(file, text) for file, text in catalogue() if file not in OF_ONE_CHANNEL and GESTURES.search(text)]
    assert wrong == []


def test_exceptions_are_still_needed() -> None:
    assert {file for file, text in catalogue() if GESTURES.search(text)} == set(OF_ONE_CHANNEL)


def test_nobody_in_a_transcript_reads_of_buttons() -> None:
    assert [(name, line) for name, line in bot_lines() if GESTURES.search(line)] == []


@pytest.mark.parametrize(
    ("capabilities", "how"),
    [
        (TelegramChannel.capabilities, ""),
        (WebChannel.capabilities, HOW_TO_SEND["button"]),
        (ZaloBotChannel.capabilities, HOW_TO_SEND["pictures"]),
    ],
)
def test_how_a_file_is_sent_is_said_where_it_is_not_plain(capabilities: Capabilities, how: str) -> None:
    asked = Outgoing("Gửi tệp vào đây.", (Choice("a:b", "Quay lại"),), free_input=True, file_input=True)
    fitted = fit(asked, capabilities)
    assert fitted.text == (f"Gửi tệp vào đây.\n{how}" if how else asked.text)
    assert (fitted.choices, fitted.free_input, fitted.file_input) == (asked.choices, True, True)


@pytest.mark.parametrize("channel", [TelegramChannel, WebChannel, ZaloBotChannel])
def test_other_messages_stay_as_they_are(channel: type) -> None:
    said = Outgoing("Chào bạn!")
    assert fit(said, channel.capabilities) is said  # type: ignore[attr-defined]
