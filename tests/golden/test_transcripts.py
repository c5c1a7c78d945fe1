"""Whole conversations, word for word, and the same ones on the other channels.

`pytest tests/golden --update-golden` writes them anew; read the difference before you keep it.
`pytest tests/golden --golden-everywhere` plays all of them on all channels; otherwise only those of ELSEWHERE.
"""

from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.fakes.bot_api import FakeBotApi
from tests.fakes.receiver import FakeReceiver
from tests.fakes.zalo_bot import FakeZaloBot
from tests.fakes.zalo_oa import FakeZaloOa
from tests.golden.line_telegram import TelegramLine
from tests.golden.line_web import WebLine
from tests.golden.line_zalo import ZaloBotLine, ZaloOaLine
from tests.golden.lines import Line
from tests.golden.transcript import Player, read_script

FOLDER = Path(__file__).parent / "transcripts"
TRANSCRIPTS = sorted(path.stem for path in FOLDER.glob("*.txt"))
SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"

ELSEWHERE = {
    "telegram": ("announcement_with_file", "check_table", "linking"),
    "telegram by webhook": ("staff_answers",),
    "web": ("announcement_with_file", "check_table", "survey_bad_answers"),
    "zalo bot": ("announcement_with_file", "linking", "survey_bad_answers"),
    "zalo oa": ("announcement_with_file", "survey_bad_answers"),
}
"""What is played on which channel at each run: everything on the terminal, and on each channel enough to see that
people there read and do the same. The build stays short by it; whoever changes a channel plays all."""


FORGETFUL = ("every_kind", "figures_before", "merging", "several_answers", "survey_two_people")
"""Played once more with a process of its own for each line; those without edited messages, which the terminal numbers
anew in each process."""


@pytest.fixture(autouse=True)
def drawn_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes a second or two each time and has tests of its own; the web chat wants a real picture."""
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="
    monkeypatch.setattr("bot.forwarding.staff.draw_picture", lambda data: b64decode(dot))


@pytest.fixture(autouse=True)
def typed_in_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A quarter of an hour's talk is played in seconds, which would be a flood; floods have tests of their own."""
    monkeypatch.setattr("handlers.flood.MOST", 1_000)


@pytest.fixture
async def receiver() -> AsyncIterator[FakeReceiver]:
    async with FakeReceiver(SECRET) as taking:
        yield taking


@pytest.fixture
async def player(sqlite_url: str, tmp_path: Path, receiver: FakeReceiver) -> AsyncIterator[Player]:
    built = Player(sqlite_url, tmp_path / "results", receiver, SECRET)
    yield built
    await built.close()


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


@pytest.mark.parametrize("name", FORGETFUL)
async def test_nothing_is_known_but_what_is_stored(name: str, player: Player) -> None:
    """A process of its own for every line: the talk and the survey's state are read from the database each time."""
    player.forgetful = True
    written = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert await player.play(written) == written


async def telegram(stack: AsyncExitStack) -> Line:
    return TelegramLine(await stack.enter_async_context(FakeBotApi()))


async def telegram_by_webhook(stack: AsyncExitStack) -> Line:
    return TelegramLine(await stack.enter_async_context(FakeBotApi()), webhook=True)


async def web(stack: AsyncExitStack) -> Line:
    line = WebLine()
    stack.push_async_callback(line.close)
    return line


async def zalo_bot(stack: AsyncExitStack) -> Line:
    return ZaloBotLine(await stack.enter_async_context(FakeZaloBot()))


async def zalo_oa(stack: AsyncExitStack) -> Line:
    return ZaloOaLine(await stack.enter_async_context(FakeZaloOa()))


LINES: dict[str, Callable[[AsyncExitStack], Awaitable[Line]]] = {
    "telegram": telegram,
    "telegram by webhook": telegram_by_webhook,
    "web": web,
    "zalo bot": zalo_bot,
    "zalo oa": zalo_oa,
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "channel" in metafunc.fixturenames:
        everywhere = metafunc.config.getoption("--golden-everywhere")
        played = [(on, name) for on in LINES for name in TRANSCRIPTS if everywhere or name in ELSEWHERE[on]]
        metafunc.parametrize(("channel", "name"), played)


async def test_conversation_goes_the_same_way_elsewhere(
    channel: str,
    name: str,
    sqlite_url: str,
    tmp_path: Path,
    receiver: FakeReceiver,
) -> None:
    written = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    async with AsyncExitStack() as stack:
        line = await LINES[channel](stack)
        player = Player(sqlite_url, tmp_path / "results", receiver, SECRET, line)
        stack.push_async_callback(player.close)
        wrong = await player.compare(written)
    assert not wrong, f"{name} went another way on {channel}:\n" + "\n".join(wrong)


async def test_playing_the_same_script_again_gives_the_same_words(player: Player) -> None:
    """No number that changes from run to run leaks into a transcript."""
    script = "staff hoa\nan> htx can bao nhieu thanh vien\nan* Hỏi cán bộ Liên minh\nhoa* Trả lời\nhoa> Cần 05 người.\n"
    played = await player.play(script)
    assert read_script(played) == script.splitlines()
    assert played.count("bot→") == 7


async def test_a_difference_is_noticed(player: Player) -> None:
    """A comparison that sees nothing would let everything pass."""
    wrong = await player.compare("an> 👍\nbot→an: Cảm ơn bạn. Tôi đọc được hết.\n")
    assert wrong[:3] == ["an> 👍", "  written:", "bot→an: Cảm ơn bạn. Tôi đọc được hết."]
