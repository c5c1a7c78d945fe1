"""`python -m scripts.chat --jsonl`, as other programs drive it: lines in, lines out, in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from handlers.texts import general, members, rounds
from handlers.trial import make_trial, trial_codes
from storage.engine import Database

ROOT = Path(__file__).parents[2]
START = datetime.fromisoformat("2026-11-20T09:00:00+07:00")
Line = dict[str, Any]


class Chat:
    """The running command."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._offered: list[Line] = []

    def send(self, event: Line | str) -> list[Line]:
        """What a line brings, without its {"done": n}, which is checked."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write((event if isinstance(event, str) else json.dumps(event)) + "\n")
        self._process.stdin.flush()
        lines: list[Line] = []
        for line in self._process.stdout:
            lines.append(json.loads(line))
            if "done" in lines[-1]:
                break
        *brought, done = lines
        assert done == {"done": sum("to" in line for line in brought)}
        self._offered = [choice for line in brought for choice in line.get("choices", [])] or self._offered
        return brought

    def say(self, text: str, **more: str) -> str:
        return "\n".join(line["text"] for line in self.send({"from": "lan", "text": text, **more}))

    def press(self, label: str) -> str:
        choice = next(choice["id"] for choice in self._offered if choice["label"].startswith(label))
        return "\n".join(line["text"] for line in self.send({"from": "lan", "choice": choice}))

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()


@contextmanager
def chat(file: Path, *more: str) -> Iterator[Chat]:
    command = [sys.executable, "-m", "scripts.chat", "--jsonl", "--db", str(file), "--now", START.isoformat(), *more]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, encoding="utf-8") as process:
        yield Chat(process)
        if process.stdin and process.poll() is None:
            process.stdin.close()


@pytest.fixture
def code(sqlite_url: str) -> str:
    """The code of a cooperative in a database with an open round."""
    database = Database(sqlite_url)
    with database.unit() as unit:
        make_trial(unit, START - timedelta(days=1))
        (_, found) = trial_codes(unit)[1]
    database.close()
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "htx.db"


def test_every_line_is_answered_also_one_that_cannot_be_read(tmp_path: Path) -> None:
    wrong = ["không phải JSON", "[]", "{}", {"from": 7}, {"advance": "hai ngày"}, {"from": "lan", "kind": "song"},
             {"from": "lan", "file": "no/such.pdf"}]  # fmt: skip
    with chat(tmp_path / "new.db") as talk:
        for event in wrong:
            (answer,) = talk.send(event)
            assert list(answer) == ["error"]
        assert talk.send({"advance": "PT36H"}) == []
        *_, answer = talk.send({"from": "lan", "text": "lập htx cần mấy người"})
        assert set(answer) == {"to", "id", "text", "choices", "attachments"}
        assert (answer["to"], "05" in answer["text"]) == ("lan", True)


def test_survey_goes_on_in_a_second_process_and_takes_an_edit_of_the_first(file: Path, code: str) -> None:
    with chat(file) as talk:
        talk.say(f"/start {code}")
        talk.press(general.AGREE)
        talk.press(members.JOIN)
        assert "Lan" in talk.say("Lan")
        talk.press(rounds.START)
        talk.press("Đang hoạt động")
        talk.say("64", id="members")
        talk.kill()
    with chat(file) as talk:
        assert "→ 65 người" in talk.send({"from": "lan", "edit": "members", "text": "65"})[0]["text"]
        assert "Câu 4/5" in talk.say("38")
        assert general.OLD_BUTTON in [line["text"] for line in talk.send({"from": "lan", "choice": "no:such"})]


def test_file_is_sent_by_its_path(tmp_path: Path) -> None:
    picture = tmp_path / "biển hiệu.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with chat(tmp_path / "new.db", "--staff", "hoa", "--staff", "lan") as talk:
        assert talk.send({"from": "lan", "file": str(picture)})
        talk.say("/trogiup")
        assert "/thongbao" in talk.press(general.STAFF_MATTERS[1])


def test_files_are_where_the_line_says(file: Path, code: str) -> None:
    with chat(file, "--staff", "lan") as talk:
        (asked,) = talk.send({"from": "lan", "text": "/ketqua"})
        sent = talk.send({"from": "lan", "choice": asked["choices"][0]["id"]}) + talk.send({"advance": "PT1H"})
    attached = [item for line in sent for item in line["attachments"]]
    assert [item["name"] for item in attached if item["name"].endswith(".xlsx")]
    assert all(Path(item["path"]).stat().st_size > 100 for item in attached)
