"""Announcing as it goes wrong: bad input, two at once, old buttons, a process that ends in the middle."""

import pytest

from bot.channels.channel import SendError
from handlers.announcements.changes import correct
from handlers.messages import Kind
from handlers.texts import announce as texts
from handlers.texts import announce_reports as reports
from handlers.texts import invitations
from storage import broadcasts
from tests.samples import sample
from tests.stage import Stage

HOA, BINH = "hoa", "bình"
NEWS = "Mời họp lúc 8 giờ thứ Hai."


@pytest.fixture
def staffed(stage: Stage) -> Stage:
    stage.staff(HOA)
    stage.staff(BINH)
    rau = stage.cooperative("HTX Rau", sector="agriculture", ward_code=1, ward_name="Xã Mường So")
    xe = stage.cooperative("HTX Xe", sector="transport", old_place="xã Tả Lèng, huyện Tam Đường")
    stage.manager("lan", rau)
    stage.manager("tài", xe)
    return stage


async def written(stage: Stage, text: str = NEWS) -> None:
    await stage.says(HOA, "/thongbao")
    await stage.says(HOA, text)


async def carded(stage: Stage) -> None:
    await written(stage)
    await stage.presses(HOA, texts.EVERYBODY)


def readers(stage: Stage) -> list[str]:
    return sorted(sent.to for sent in stage.heard if sent.outgoing.text == NEWS and sent.to in ("lan", "tài"))


async def test_twenty_thousand_characters_are_refused_kindly_and_writing_goes_on(staffed: Stage) -> None:
    await staffed.says(HOA, "/thongbao")
    assert await staffed.says(HOA, "chữ " * 5000) == [texts.too_long(19_999)]
    await staffed.says(HOA, NEWS)
    assert staffed.read(HOA) == texts.TO_WHOM


@pytest.mark.parametrize("text", ["🌾🌾", "...", "\u200b"])
async def test_text_without_a_word_is_asked_again(text: str, staffed: Stage) -> None:
    await staffed.says(HOA, "/thongbao")
    assert await staffed.says(HOA, text) == [texts.EMPTY_TEXT]


@pytest.mark.parametrize("name", ["virus.exe", "bang.xlsx", "cũ.doc", "khong-duoi"])
async def test_file_of_a_forbidden_kind_is_refused_before_it_is_fetched(name: str, staffed: Stage) -> None:
    await carded(staffed)
    await staffed.presses(HOA, texts.ADD_FILE)
    await staffed.does(HOA, Kind.FILE, file=sample(name))
    assert staffed.read(HOA) == texts.file_kind(name)


async def test_program_that_calls_itself_pdf_is_refused(staffed: Stage) -> None:
    await carded(staffed)
    disguised = sample("virus.exe")
    await staffed.does(HOA, Kind.FILE, file=type(disguised)("giấy mời.pdf", "application/pdf", disguised.content))
    assert staffed.read(HOA) == texts.file_kind("giấy mời.pdf")


async def test_file_that_cannot_be_fetched_is_asked_for_again(staffed: Stage) -> None:
    await carded(staffed)
    staffed.console.channel.files.clear()
    real = staffed.console.channel.fetch

    async def gone(reference: str) -> bytes:
        staffed.console.channel.files.clear()
        return await real(reference)

    staffed.console.channel.fetch = gone  # type: ignore[method-assign]
    await staffed.does(HOA, Kind.FILE, file=sample("a.pdf"))
    assert staffed.read(HOA) == texts.FILE_NOT_HAD


async def test_fourth_file_is_refused_and_three_are_sent(staffed: Stage) -> None:
    await carded(staffed)
    for name in ("a.pdf", "b.png", "c.docx", "d.jpg"):
        await staffed.does(HOA, Kind.FILE, file=sample(name))
    assert texts.TOO_MANY_FILES in [sent.outgoing.text for sent in staffed.messages(HOA)]
    await staffed.presses(HOA, texts.SEND)
    assert [file.name for file in staffed.messages("lan")[-1].outgoing.attachments] == ["a.pdf", "b.png", "c.docx"]


async def test_photo_with_a_caption_begins_an_announcement(staffed: Stage) -> None:
    await staffed.says(HOA, "/thongbao")
    await staffed.does(HOA, Kind.PHOTO, file=sample("a.jpg"), text=NEWS)
    assert staffed.read(HOA) == texts.TO_WHOM
    await staffed.presses(HOA, texts.EVERYBODY)
    assert "a.jpg" in staffed.read(HOA)


async def test_file_of_somebody_who_is_not_staff_is_not_taken(staffed: Stage) -> None:
    await staffed.does("lan", Kind.FILE, file=sample("a.pdf"))
    assert "chưa đọc được tệp" in staffed.read("lan")


async def test_two_staff_pressing_send_send_once(staffed: Stage) -> None:
    await carded(staffed)
    await staffed.says(BINH, "/thongbao")
    await staffed.presses(BINH, texts.draft_label(1, NEWS, is_scheduled=False))
    await staffed.presses(HOA, texts.SEND)
    assert await staffed.presses(BINH, texts.SEND) == [texts.DECIDED]
    assert readers(staffed) == ["lan", "tài"]


async def test_send_under_a_draft_that_somebody_changed_shows_it_instead(staffed: Stage) -> None:
    await carded(staffed)
    await staffed.says(BINH, "/thongbao")
    await staffed.presses(BINH, texts.draft_label(1, NEWS, is_scheduled=False))
    await staffed.presses(BINH, texts.MORE)
    await staffed.presses(BINH, texts.WORDS)
    await staffed.says(BINH, "Hoãn họp.")
    said = await staffed.presses(HOA, texts.SEND)
    assert said[0] == texts.changed_by_other(BINH)
    assert "Hoãn họp." in said[1]
    assert readers(staffed) == []


async def test_draft_survives_the_end_of_the_process(staffed: Stage) -> None:
    await carded(staffed)
    staffed.restart()
    await staffed.presses(HOA, texts.SEND)
    assert readers(staffed) == ["lan", "tài"]


async def test_huy_keeps_the_draft_and_it_can_be_taken_up(staffed: Stage) -> None:
    await carded(staffed)
    assert await staffed.says(HOA, "/huy") == [texts.kept(1)]
    await staffed.says(BINH, "/thongbao")
    await staffed.presses(BINH, texts.draft_label(1, NEWS, is_scheduled=False))
    await staffed.presses(BINH, texts.SEND)
    assert readers(staffed) == ["lan", "tài"]


@pytest.mark.parametrize("choice", ["news:send:1", "news:send:9:0", "news:send:1:0:0:0", "news::", "news:at:1:1:9e9"])
async def test_forged_or_ancient_buttons_send_nothing(choice: str, staffed: Stage) -> None:
    await carded(staffed)
    await staffed.does(HOA, Kind.CHOICE, choice=choice)
    assert readers(staffed) == []
    assert staffed.read(HOA)


@pytest.mark.parametrize("choice", ["tin:read:1", "tin:yes:1", "tin:yes:1:99", "tin:wait:1:5", "tin:", "tin:read:x"])
async def test_buttons_of_what_was_never_sent_are_answered_kindly(choice: str, staffed: Stage) -> None:
    await carded(staffed)
    await staffed.does("lan", Kind.CHOICE, choice=choice)
    assert staffed.read("lan") == invitations.GONE


async def test_district_of_before_finds_its_cooperatives(staffed: Stage) -> None:
    await written(staffed)
    await staffed.says(HOA, "huyen tam duong")
    assert "huyện Tam Đường: 1 người" in staffed.read(HOA)
    await staffed.presses(HOA, texts.SEND)
    assert readers(staffed) == ["tài"]


async def test_segment_with_nobody_is_told_and_asked_again(staffed: Stage) -> None:
    await written(staffed)
    said = await staffed.says(HOA, "tren 5000 thanh vien")
    assert said == [texts.NOBODY, texts.TO_WHOM]


async def test_resend_reaches_those_who_unblocked(staffed: Stage) -> None:
    await staffed.waits(hours=13)  # 22:00: everything waits
    await carded(staffed)
    await staffed.presses(HOA, texts.SEND)
    await staffed.does("tài", Kind.BLOCKED)
    await staffed.waits(hours=10)
    assert readers(staffed) == ["lan"]
    await staffed.says(HOA, "/guitoi")
    assert await staffed.presses(HOA, reports.RESEND) == [reports.NOTHING_TO_RESEND]
    await staffed.does("tài", Kind.UNBLOCKED)
    assert await staffed.presses(HOA, reports.RESEND) == [reports.resent(1, None)]
    assert readers(staffed) == ["lan", "tài"]
    assert await staffed.presses(HOA, reports.RESEND) == [reports.NOTHING_TO_RESEND]


async def test_correction_is_said_where_the_copy_cannot_be_changed(staffed: Stage) -> None:
    await carded(staffed)
    await staffed.presses(HOA, texts.SEND)

    async def refuse(*_: object) -> None:
        raise SendError("too old", permanent=True)

    staffed.console.channel.rewrite = refuse  # type: ignore[method-assign, assignment]
    await staffed.says(HOA, "/guitoi")
    await staffed.presses(HOA, reports.CORRECT)
    await staffed.says(HOA, "Họp 9 giờ.")
    await staffed.presses(HOA, reports.SEND_CORRECTION)
    assert staffed.read("lan") == reports.correction(NEWS, "Họp 9 giờ.")
    await staffed.says(HOA, "/guitoi")
    await staffed.presses(HOA, reports.RECALL)
    await staffed.presses(HOA, reports.YES_RECALL)
    assert staffed.read("lan") == reports.recall_note("Họp 9 giờ.")


async def test_correction_before_the_morning_changes_what_waits(staffed: Stage) -> None:
    await staffed.waits(hours=13)
    await carded(staffed)
    await staffed.presses(HOA, texts.SEND)
    await staffed.says(HOA, "/guitoi")
    with staffed.database.unit() as unit:
        found = broadcasts.find(unit, 1)
        assert found is not None
        assert correct(unit, found, "Họp 9 giờ.", staffed.now, staffed.now) == 0
    await staffed.waits(hours=10)
    assert staffed.read("lan") == "Họp 9 giờ."


@pytest.mark.parametrize("typed", ["Đã đọc", "da doc", "ĐÃ ĐỌC."])
async def test_typed_words_of_a_button_that_scrolled_away_count(typed: str, staffed: Stage) -> None:
    await carded(staffed)
    await staffed.presses(HOA, texts.MORE)
    await staffed.presses(HOA, texts.ASK_READ)
    await staffed.presses(HOA, texts.SEND)
    await staffed.says("lan", "/trogiup")
    assert await staffed.says("lan", typed) == [invitations.READ_THANKS]
    assert await staffed.says("lan", typed) == [invitations.READ_BEFORE]


async def test_words_of_no_button_go_to_whom_they_are_meant_for(staffed: Stage) -> None:
    assert invitations.READ_THANKS not in await staffed.says("lan", "Đã đọc")


async def test_file_that_the_platform_does_not_pass_on_is_explained_and_nothing_is_lost(staffed: Stage) -> None:
    await carded(staffed)
    await staffed.presses(HOA, texts.ADD_FILE)
    await staffed.does(HOA, Kind.UNKNOWN)
    assert staffed.read(HOA) == texts.FILE_NOT_PASSED
    await staffed.does(HOA, Kind.PHOTO, file=sample("anh.jpg"))
    assert "anh.jpg" in staffed.read(HOA)


@pytest.mark.parametrize("word", ["thôi", "De sau", "hủy"])
async def test_a_word_for_enough_is_no_line_of_recipients_and_keeps_the_draft(word: str, staffed: Stage) -> None:
    await written(staffed)
    await staffed.presses(HOA, texts.BY_WORDS)
    assert await staffed.says(HOA, word) == [texts.kept(1)]
    assert "Số 1" in "".join([*await staffed.says(HOA, "/thongbao"), *staffed.labels(HOA)])


async def test_a_word_for_enough_is_no_announcement(staffed: Stage) -> None:
    await staffed.says(HOA, "/thongbao")
    assert await staffed.says(HOA, "thôi") == [texts.NOT_SENT]
