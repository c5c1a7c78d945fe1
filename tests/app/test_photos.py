"""Photos and files as answers: sent on each channel, seen by staff who may, gone with whoever sent them."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from handlers.messages import Kind, Outgoing
from handlers.survey.state import Answer
from handlers.texts import photos as texts
from handlers.texts import privacy
from handlers.texts import rounds as words
from handlers.texts import survey as survey_words
from storage import files, members, people, surveys
from tests.fakes.bot_api import FakeBotApi
from tests.golden.line_telegram import TelegramLine
from tests.golden.line_web import WebLine
from tests.samples import jpeg, pdf, sample
from tests.stage import Stage

STAFF = "cán bộ"
BEFORE_THE_PHOTO = ("thiếu vốn", "không có số liệu", "1", "bỏ qua", "bỏ qua")
PHOTO = "HTX Rau: Ảnh"


async def open_round(stage: Stage) -> int:
    """A round of the difficulties, which ask for a photo; the cooperative's id."""
    stage.staff()
    home = stage.cooperative("HTX Rau")
    await stage.says(STAFF, "/modot")
    for label in ("Khó khăn và đề nghị của hợp tác xã", "tháng 11 năm 2026", "7 ngày", words.OPEN):
        await stage.presses(STAFF, label)
    return home


@pytest.fixture
async def asked(stage: Stage) -> Stage:
    """Lan stands at the photo."""
    home = await open_round(stage)
    stage.manager("lan", home)
    for text in ("/khaosat", *BEFORE_THE_PHOTO):
        await stage.says("lan", text)
    return stage


async def send(stage: Stage, name: str = "giay to.jpg") -> None:
    await stage.does("lan", Kind.FILE, file=sample(name))


async def see(stage: Stage) -> Outgoing:
    """Staff ask for the results, press the button under them, and then the cooperative's name."""
    await stage.says(STAFF, "/ketqua")
    await stage.presses(STAFF, texts.SEE)
    await stage.presses(STAFF, PHOTO)
    return stage.messages(STAFF)[-1].outgoing


async def test_staff_see_the_photo_by_the_button_under_the_results(asked: Stage) -> None:
    await send(asked)
    shown = await see(asked)
    assert [(file.name, file.media_type, file.content) for file in shown.attachments] == [
        ("1-photo.jpg", "image/jpeg", jpeg())
    ]
    await asked.presses(STAFF, texts.ALL)
    (packed,) = asked.messages(STAFF)[-1].outgoing.attachments
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {f"{texts.FOLDER}/1-photo.jpg": jpeg()}


async def test_paper_sent_later_takes_the_place_of_the_photo(asked: Stage) -> None:
    await send(asked)
    await asked.says("lan", "sua anh")
    await send(asked, "ban khac.pdf")
    assert "Đã sửa Ảnh: đã có ảnh → đã có tệp." in asked.read("lan")
    assert [file.name for file in (await see(asked)).attachments] == ["1-photo.pdf"]


async def test_from_one_photo_there_is_a_way_to_the_others(asked: Stage) -> None:
    await send(asked)
    await see(asked)
    assert asked.labels(STAFF) == [texts.SEE, texts.ALL]
    await asked.presses(STAFF, texts.SEE)
    assert asked.labels(STAFF) == ["HTX Rau: Ảnh", texts.ALL]


async def test_raw_workbook_names_the_file_as_the_folder_does(asked: Stage) -> None:
    await send(asked)
    await asked.says(STAFF, "/ketqua")
    (book,) = asked.messages(STAFF)[-1].outgoing.attachments
    cells = {cell.value for row in load_workbook(io.BytesIO(book.content))["Trả lời"].rows for cell in row}
    assert "1-photo.jpg" in cells


async def test_no_photo_offers_no_button(asked: Stage) -> None:
    await asked.says(STAFF, "/ketqua")
    assert texts.SEE not in asked.labels(STAFF)


@pytest.mark.parametrize(
    ("name", "said"), [("a.exe", texts.WRONG_KIND), ("luong.docm", texts.WRONG_KIND), ("giay.pdf", "Đã ghi: Ảnh")]
)
async def test_only_pictures_and_papers_are_taken(asked: Stage, name: str, said: str) -> None:
    await send(asked, name)
    heard = "\n".join(sent.outgoing.text for sent in asked.messages("lan")[-2:])
    assert said in heard


async def test_words_that_there_is_none_leave_it_out_and_others_do_not(asked: Stage) -> None:
    await asked.says("lan", "gửi rồi mà")
    assert survey_words.NEEDS_PHOTO in asked.messages("lan")[-2].outgoing.text
    await asked.says("lan", "không cần")
    assert survey_words.SKIP_NOTED in asked.read("lan")


async def test_nobody_else_sees_photos(asked: Stage) -> None:
    await send(asked)
    asked.manager("minh")
    sent = await asked.does("minh", Kind.CHOICE, choice="photo:one:1:1:photo")
    assert not any(one.outgoing.attachments for one in sent)


@pytest.mark.parametrize("choice", ["photo", "photo:list", "photo:one:9:1:x", "photo:one:1:99:photo", "photo:all:x"])
async def test_forged_buttons_show_nothing(asked: Stage, choice: str) -> None:
    await send(asked)
    sent = await asked.does(STAFF, Kind.CHOICE, choice=choice)
    assert not any(one.outgoing.attachments for one in sent)


async def test_photo_goes_with_whoever_sent_it(asked: Stage) -> None:
    await send(asked, "cu.jpg")
    await asked.says("lan", "sửa ảnh")
    await send(asked, "giay.pdf")  # the earlier one goes too
    await see(asked)
    await asked.says("lan", "/xoa")
    await asked.presses("lan", privacy.ERASE)
    await asked.presses(STAFF, PHOTO)
    shown = asked.messages(STAFF)[-1].outgoing
    assert texts.ERASED in shown.text
    assert shown.attachments == ()
    with asked.database.reading() as unit:
        kept = [files.find(unit, number) for number in range(1, 9)]
        assert not any(file.content in (jpeg(), pdf()) for file in kept if file)


async def test_the_same_picture_of_somebody_else_stays(asked: Stage) -> None:
    await send(asked)
    asked.manager("minh", asked.cooperative("HTX Chè"))
    for text in ("/khaosat", *BEFORE_THE_PHOTO):
        await asked.says("minh", text)
    await asked.does("minh", Kind.FILE, file=sample("giay to.jpg"))
    await asked.says("lan", "/xoa")
    await asked.presses("lan", privacy.ERASE)
    shown = await see(asked)
    assert [file.content for file in shown.attachments] == [jpeg()]


@pytest.mark.parametrize("raw", [False, True])
async def test_folder_gets_the_files_only_with_the_raw_workbook(sqlite_url: str, tmp_path: Path, raw: bool) -> None:
    stage = Stage(sqlite_url, forward_folder=tmp_path / "results", forward_folder_raw=raw)
    try:
        stage.manager("lan", await open_round(stage))
        for text in ("/khaosat", *BEFORE_THE_PHOTO):
            await stage.says("lan", text)
        await send(stage)
        await stage.says("lan", "gửi")
        await stage.says(STAFF, "/dongdot")
        await stage.presses(STAFF, words.CLOSE)
    finally:
        stage.close()
    found = [path.read_bytes() for path in (tmp_path / "results").rglob("1-photo.jpg")]
    assert found == ([jpeg()] if raw else [])


async def test_web_page_takes_the_photo_over_http_while_it_is_asked_for(stage: Stage) -> None:
    home = await open_round(stage)
    line = WebLine()
    await line.pick_up(stage)
    try:
        browser = await line._browser("lan")
        await line.act("lan", ">", "chào")
        upload = "/files?id=file-000{}&name=IMG_1.jpg"
        assert (await browser.client.post(upload.format(1), content=jpeg())).status_code == 403
        with stage.database.unit() as unit:
            person, _ = people.meet(unit, "web", browser.address, stage.now)
            people.record_consent(unit, person.id, "full", "test", stage.now)
            members.join(unit, person.id, home, stage.now)
        for text in ("/khaosat", *BEFORE_THE_PHOTO):
            await line.act("lan", ">", text)
        await line.hear()
        assert browser.messages[-1]["file_input"]
        assert (await browser.client.post(upload.format(2), content=jpeg())).status_code == 202
        await stage.console.settle()
        assert "Đã ghi: Ảnh" in "".join(heard.text for heard in await line.hear())
        assert (await browser.client.post(upload.format(3), content=jpeg())).status_code == 403
    finally:
        await line.hang_up()
        await line.close()
    assert [file.content for file in (await see(stage)).attachments] == [jpeg()]


async def test_telegram_photo_is_fetched_and_kept(stage: Stage) -> None:
    home = await open_round(stage)
    async with FakeBotApi() as fake:
        line = TelegramLine(fake)
        await line.pick_up(stage)
        try:
            await line.act("lan", ">", "chào")
            with stage.database.unit() as unit:
                person, _ = people.meet(unit, "telegram", str(line._id("lan")), stage.now)
                people.record_consent(unit, person.id, "full", "test", stage.now)
                members.join(unit, person.id, home, stage.now)
            for text in ("/khaosat", *BEFORE_THE_PHOTO):
                await line.act("lan", ">", text)
            fake.send_photo(line._id("lan"), content=jpeg())
            await fake.until(lambda: not fake.updates.waiting)
            await stage.console.settle()
        finally:
            await line.hang_up()
    with stage.database.reading() as unit:
        answer = Answer.from_json(surveys.answers_of(unit, 1)["photo"])
    assert (str(answer.value)[:7], answer.raw) == ("stored:", "anh.jpg")
    assert [file.content for file in (await see(stage)).attachments] == [jpeg()]
