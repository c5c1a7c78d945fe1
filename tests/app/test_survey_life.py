"""A round's life in chat: new versions, answers by phone, edits out of order, cooperatives that go, copies, calls."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from docx import Document
from openpyxl import load_workbook

from handlers.messages import Attachment, Kind
from handlers.survey.catalogue import publish
from handlers.survey.load import load_shipped
from handlers.survey.state import Answer
from handlers.texts import board as board_words
from handlers.texts import calendars as calendar_words
from handlers.texts import rounds as texts
from handlers.texts import survey as words
from storage import calendars, cooperatives, mergers, surveys
from storage.mergers import Merger
from tests.stage import Stage

STAFF = "cán bộ"


@pytest.fixture
async def opened(stage: Stage) -> Stage:
    stage.staff()
    home = stage.cooperative("HTX Rau", phone="0912345678")
    stage.manager("lan", home)
    await open_round(stage)
    return stage


async def open_round(stage: Stage, *path: str) -> None:
    await stage.says(STAFF, "/modot")
    for label in (*(path or ("6 tháng cuối năm 2026",)), "7 ngày", texts.OPEN):
        await stage.presses(STAFF, label)


def answers(stage: Stage, response: int = 1) -> dict[str, object]:
    with stage.database.reading() as unit:
        return {key: Answer.from_json(value).value for key, value in surveys.answers_of(unit, response).items()}


def attachment(stage: Stage, who: str) -> Attachment:
    return stage.messages(who)[-1].outgoing.attachments[0]


async def test_new_version_leaves_who_began_with_the_old_one(opened: Stage) -> None:
    opened.manager("minh", opened.cooperative("HTX Chè"))
    await opened.presses("lan", texts.START)
    await opened.presses("lan", "Đang hoạt động")
    shipped = load_shipped()["half_year"]
    newer = replace(shipped, version=shipped.version + 1, questions=shipped.questions[:1] + shipped.questions[2:])
    with opened.database.unit() as unit:
        publish(unit, newer, opened.now)
    await opened.says(STAFF, "/maucauhoi")
    assert "Đang có 1 hợp tác xã làm dở" in opened.read(STAFF)
    await opened.presses(STAFF, calendar_words.USE_NEW)
    await opened.says("lan", "35")
    assert answers(opened) == {"state": "active", "members": 35}
    await opened.says("minh", "/khaosat")
    await opened.presses("minh", "Đang hoạt động")
    assert "Câu 2/4" in opened.read("minh")


async def test_answers_by_phone_are_marked_and_told_to_the_cooperative(opened: Stage) -> None:
    await opened.says(STAFF, "/nhapho rau")
    await opened.presses(STAFF, "Đang hoạt động")
    for text in ("35", "12", "1,2 tỷ", "đúng", "2"):
        await opened.says(STAFF, text)
    await opened.presses(STAFF, words.SEND_SHORT)
    with opened.database.reading() as unit:
        assert {change.source for change in surveys.changes_of(unit, 1)} == {"phone"}
    assert "qua điện thoại" in opened.read("lan")
    await opened.presses("lan", texts.CHANGE)
    await opened.says("lan", "2")
    await opened.says("lan", "36")
    with opened.database.reading() as unit:
        assert surveys.changes_of(unit, 1)[-1].source == "chat"


async def test_only_staff_answer_by_phone(opened: Stage) -> None:
    opened.manager("minh")
    said = await opened.says("minh", "/nhapho rau")
    assert "Câu 1" not in "".join(said)
    assert answers(opened) == {}


async def test_change_that_comes_before_its_message_counts(opened: Stage) -> None:
    await opened.presses("lan", texts.START)
    await opened.presses("lan", "Đang hoạt động")
    number = str(opened.console.events + 2)
    await opened.does("lan", Kind.EDIT, text="53", refers_to=number)
    await opened.says("lan", "35")
    assert answers(opened)["members"] == 53


async def test_older_change_does_not_undo_a_newer_one(opened: Stage) -> None:
    await opened.presses("lan", texts.START)
    await opened.presses("lan", "Đang hoạt động")
    await opened.says("lan", "35")
    number = str(opened.console.events)
    early = opened.now
    opened.console.clock.advance(timedelta(seconds=20))
    await opened.does("lan", Kind.EDIT, text="54", refers_to=number)
    opened.console.clock._now = early
    await opened.does("lan", Kind.EDIT, text="53", refers_to=number)
    assert answers(opened)["members"] == 54


async def test_people_of_a_merged_cooperative_are_led_to_the_one_it_joined(opened: Stage) -> None:
    await opened.presses("lan", texts.START)
    await opened.presses("lan", "Đang hoạt động")
    into = opened.cooperative("HTX Chung")
    with opened.database.unit() as unit:
        mergers.merge(unit, Merger(1, into), None, opened.now)
    await opened.says("lan", "35")
    assert "HTX Rau đã nhập vào HTX Chung" in opened.read("lan")
    assert answers(opened) == {"state": "active"}
    await opened.presses("lan", texts.START)
    await opened.presses("lan", "Đang hoạt động")
    assert answers(opened, 2) == {"state": "active"}


async def test_dissolved_cooperative_is_not_reminded_and_its_answers_stay(opened: Stage) -> None:
    await opened.presses("lan", texts.START)
    await opened.presses("lan", "Đang hoạt động")
    with opened.database.unit() as unit:
        cooperatives.change(unit, 1, {"state": "dissolved"}, opened.now)
    assert not [sent for sent in await opened.waits(days=6) if sent.to == "lan"]
    await opened.says("lan", "35")
    assert "không còn trong danh sách" in opened.read("lan")
    assert answers(opened) == {"state": "active"}


async def test_nobody_is_reminded_of_a_cooperative_that_is_gone_whatever_they_had_wished(opened: Stage) -> None:
    await opened.presses("lan", texts.LATER)
    await opened.says("lan", "19h")
    with opened.database.unit() as unit:
        cooperatives.change(unit, 1, {"state": "dissolved"}, opened.now)
    assert not [sent for sent in await opened.waits(hours=14) if sent.to == "lan"]
    await opened.does("lan", Kind.CHOICE, choice="sv:later:1:1")
    assert "không còn trong danh sách" in opened.read("lan")


async def test_copy_holds_the_figures_and_who_changed_what(opened: Stage) -> None:
    await opened.presses("lan", texts.START)
    await opened.presses("lan", "Đang hoạt động")
    await opened.says("lan", "35")
    await opened.says("lan", "quay lại")
    await opened.says("lan", "36")
    await opened.says("lan", "/bansao")
    document = Document(io.BytesIO(attachment(opened, "lan").content))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["2", "Thành viên", "36 người"] in rows
    assert ["09:00, 20/11/2026", "lan", "Thành viên", "35 người", "36 người"] in rows


async def test_nobody_gets_a_copy_of_anothers_report(opened: Stage) -> None:
    await opened.presses("lan", texts.START)
    await opened.presses("lan", "Đang hoạt động")
    opened.manager("minh", opened.cooperative("HTX Chè"))
    sent = await opened.does("minh", Kind.CHOICE, choice="sv:copy:1")
    assert [one.outgoing.text for one in sent] == [texts.NO_COPY]


async def test_call_list_has_those_no_message_reaches_with_their_numbers(opened: Stage) -> None:
    opened.cooperative("=HTX Xa", phone="0987654321")
    await opened.says(STAFF, "/chuatraloi")
    await opened.presses(STAFF, board_words.CALL_LIST)
    sheet = load_workbook(io.BytesIO(attachment(opened, STAFF).content)).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[:2] for row in rows] == [["'=HTX Xa", "0987654321"]]


async def test_reminder_goes_to_nobody_who_named_an_hour_or_declined(opened: Stage) -> None:
    opened.manager("minh", 1)
    await opened.presses("lan", texts.LATER)
    await opened.says("lan", "thứ tư")
    await opened.waits(days=3, hours=2)
    assert not [sent for sent in opened.messages("lan") if "Nhắc bạn" in sent.outgoing.text]
    await opened.presses("minh", texts.NOT_ME) if texts.NOT_ME in opened.labels("minh") else None
    said = await opened.waits(days=2)
    assert [sent.to for sent in said if "Nhắc bạn" in sent.outgoing.text] == ["lan"]


async def test_calendar_opens_once_in_two_processes(opened: Stage) -> None:
    with opened.database.unit() as unit:
        calendars.add(unit, "monthly", "month", date(2026, 11, 25), 5, [2, -1], 0, None, opened.now)
    await opened.waits(days=3)
    await opened.waits(days=3)
    opened.restart()
    await opened.waits(hours=1)
    with opened.database.reading() as unit:
        rounds = [this for this in surveys.rounds(unit) if this.survey == "monthly"]
    assert [(this.period, this.opens_at) for this in rounds] == [("2026-11", datetime(2026, 11, 25, 1, 0, tzinfo=UTC))]
    assert sum("Mời bạn" in sent.outgoing.text for sent in opened.messages("lan")) == 2
