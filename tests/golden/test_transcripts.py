"""Whole conversations, word for word.

`pytest tests/golden --update-golden` writes them anew; read the difference before you keep it.
"""

from collections.abc import AsyncIterator
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.fakes.receiver import FakeReceiver
from tests.golden.transcript import Player, read_script

FOLDER = Path(__file__).parent / "transcripts"
TRANSCRIPTS = sorted(path.stem for path in FOLDER.glob("*.txt"))
SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"


@pytest.fixture
async def player(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Player]:
    async with FakeReceiver(SECRET) as receiver:
        built = Player(sqlite_url, tmp_path / "results", receiver, SECRET)
        yield built
        built.close()


@pytest.mark.parametrize("name", TRANSCRIPTS)
async def test_conversation_goes_as_written(name: str, player: Player, request: pytest.FixtureRequest) -> None:
    file = FOLDER / f"{name}.txt"
    written = file.read_text(encoding="utf-8")
    played = await player.play(written)
    if request.config.getoption("--update-golden"):
        file.write_text(played, encoding="utf-8")
        return
    difference = "\n".join(unified_diff(written.splitlines(), played.splitlines(), "written", "played", lineterm=""))
    assert not difference, f"{file.name} went another way (--update-golden writes it anew):\n{difference}"


async def test_playing_the_same_script_again_gives_the_same_words(sqlite_url: str, tmp_path: Path) -> None:
    """No number that changes from run to run leaks into a transcript."""
    script = "staff hoa\nan> htx can bao nhieu thanh vien\nan* Hỏi cán bộ Liên minh\nhoa* Trả lời\nhoa> Cần 05 người.\n"
    async with FakeReceiver(SECRET) as receiver:
        player = Player(sqlite_url, tmp_path / "results", receiver, SECRET)
        played = await player.play(script)
        player.close()
    assert read_script(played) == script.splitlines()
    assert played.count("bot→") == 7
