"""What staff ask for is made after the turn, comes once, and only they get what they may see."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from handlers.messages import Kind
from handlers.texts import results as texts
from storage import forwards, people
from storage.forwards import LEASE
from storage.tables.people import StaffRow
from tests.app.results_rounds import OPENED, fill
from tests.stage import Stage

RAW = "half_year-2026-H1-tung-hop-tac-xa.xlsx"


@pytest.fixture
def office(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage with an officer and a round in which three of four answered."""
    monkeypatch.setattr("bot.forwarding.staff.draw_picture", lambda data: None)
    stage = Stage(sqlite_url, OPENED + timedelta(days=2))
    stage.staff("hoa")
    with stage.database.unit() as unit:
        fill(unit)
    yield stage
    stage.close()


async def test_the_turn_answers_at_once_and_the_file_follows(office: Stage) -> None:
    first, second = await office.says("hoa", "/ketqua")
    assert first == texts.MAKING
    assert "Đã gửi: 3 trên 4 hợp tác xã (75%)." in second
    assert [item.name for item in office.messages("hoa")[-1].outgoing.attachments] == [RAW]


async def test_the_turn_itself_makes_no_file(office: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The writer's lock is held for no longer than it takes to put one row on a list."""

    async def nothing() -> int:
        return 0

    monkeypatch.setattr(office.console.app.forwarding, "run_asked", nothing)
    assert await office.says("hoa", "/ketqua") == [texts.MAKING]
    with office.database.reading() as unit:
        assert forwards.any_due(unit, office.now, asked=True)


async def test_a_process_killed_while_making_it_leaves_it_to_the_next_and_one_file_comes(
    office: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after the message was put in the outbox, before the job was marked done."""
    with monkeypatch.context() as dying:
        dying.setattr("storage.forwards.mark_done", _die)
        with pytest.raises(KeyboardInterrupt):
            await office.says("hoa", "/ketqua")
    office.restart()
    await office.waits(seconds=LEASE.total_seconds() + 1)
    sent = [item for message in office.messages("hoa") for item in message.outgoing.attachments]
    assert [item.name for item in sent] == [RAW]
    with office.database.reading() as unit:
        assert not forwards.any_due(unit, office.now + LEASE * 2, asked=True)


def _die(*_: object) -> None:
    raise KeyboardInterrupt


async def test_asking_twice_gives_two_answers(office: Stage) -> None:
    await office.says("hoa", "/ketqua")
    await office.says("hoa", "/ketqua")
    assert sum(bool(message.outgoing.attachments) for message in office.messages("hoa")) == 2


async def test_files_to_pass_on_name_nobody(office: Stage) -> None:
    await office.says("hoa", "/baocao")
    files = {item.name: item.content for item in office.messages("hoa")[-1].outgoing.attachments}
    assert sorted(name.partition(".")[2] for name in files) == ["csv", "docx", "json", "xlsx"]
    assert json.loads(files["half_year-2026-H1.json"])["responses"] is None


async def test_a_role_that_is_not_named_gets_no_raw_answers(office: Stage) -> None:
    with office.database.unit() as unit:
        person, _ = people.meet(unit, "terminal", "khách", office.now)
        unit.add(StaffRow(person_id=person.id, role="guest", since=office.now))
    await office.says("khách", "/ketqua")
    assert [item.name for item in office.messages("khách")[-1].outgoing.attachments] == ["half_year-2026-H1.xlsx"]


async def test_others_are_told_nothing(office: Stage) -> None:
    for command in ("/ketqua", "/baocao", "/guilai", "/nhatky"):
        assert texts.MAKING not in await office.says("lan", command)
    assert not any(message.outgoing.attachments for message in office.messages("lan"))


@pytest.mark.parametrize("choice", ["result:again:1", "result:again:99", "result:files:x", "result:what"])
async def test_a_button_of_something_gone_is_answered_kindly(office: Stage, choice: str) -> None:
    """Round 1 is open: it was never sent, so it is not sent again."""
    sent = await office.does("hoa", Kind.CHOICE, choice=choice)
    assert len(sent) == 1
    assert not sent[0].outgoing.attachments


def test_each_delivery_of_the_log_is_in_words() -> None:
    assert texts.say_answer("the receiver answered HTTP 503") == "Nơi nhận báo mã 503."
    assert texts.say_answer("ConnectError while sending") == "Không nối được với nơi nhận."
    assert texts.say_answer("something new") == "Máy báo: something new."
    assert texts.target_name("email:a@b.vn") == "hộp thư a@b.vn"
