"""Staff announce on a phone, from the first word to who has read it: the pictures of docs/can-bo.md are taken here.

`pytest tests/browser/test_announcing.py --update-images` writes them anew: look at them before you keep them.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from handlers.media_types import WORKBOOK
from handlers.texts import announce, announce_reports, checking, webchat
from handlers.texts.attached import HOW_TO_SEND
from handlers.trial import trial_codes
from tests.browser import outside
from tests.browser.phone import Phone
from tests.samples import pdf, xlsx
from tests.web_program import Program

IMAGES = Path(__file__).parents[2] / "docs/images"
SCREEN = {"width": 360, "height": 720}
SHARP = 1.25
TEXT = "Mời các bác dự tập huấn bán hàng qua mạng. Lịch ở tệp kèm theo."
LEAFLET = FilePayload(name="lich-tap-huan.pdf", mimeType="application/pdf", buffer=pdf())


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A program of its own, whose counts nobody else changes; never quiet, whenever this runs."""
    made = Program(tmp_path_factory.mktemp("office"), QUIET_FROM="0", QUIET_UNTIL="0")
    made.start()
    yield made
    assert made.end() == 0, made.printed


@pytest.fixture(scope="module")
def codes(office: Program) -> list[str]:
    """The staff's code, then each cooperative's."""
    with outside.opened(office) as database, database.reading() as unit:
        return [code for _, code in trial_codes(unit)]


@pytest.fixture
def enter(browser: Browser, office: Program, codes: list[str]) -> Iterator[Callable[[int, str], Phone]]:
    """Somebody opens the page, joins by the code of that number and says a name."""
    contexts = []
    phones: list[Phone] = []

    def join(number: int, name: str) -> Phone:
        context = browser.new_context(
            viewport=SCREEN, device_scale_factor=SHARP, has_touch=True, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
        )
        contexts.append(context)
        phone = Phone(context.new_page(), office.url)
        phones.append(phone)
        phone.open()
        phone.is_greeted()
        phone.say(codes[number])
        phone.button("Đồng ý").tap()
        if number:
            phone.button("Đúng, tôi tham gia").tap()
        phone.hears("Bạn tên gì?" if number else "tên")
        phone.say(name)
        phone.hears(f"Chào {name}")
        return phone

    yield join
    for context in contexts:
        context.close()
    assert [phone.errors for phone in phones] == [[]] * len(phones)


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[[Phone, str], None]:
    """Takes the picture of a name, where that is asked for."""

    def take(phone: Phone, name: str) -> None:
        newest = phone.page.locator("#newest")
        if request.config.getoption("--update-images"):
            phone.page.evaluate("document.querySelector('.trial')?.remove()")  # alliances do not see it
            if newest.is_visible():
                newest.tap()
            phone.page.wait_for_timeout(400)  # what moves has come to rest
            phone.page.screenshot(path=IMAGES / f"{name}.png")

    return take


def test_announcement_from_the_first_word_to_who_has_read_it(
    enter: Callable[[int, str], Phone], picture: Callable[[Phone, str], None]
) -> None:
    lan, hoa = enter(1, "Lò Thị Lan"), enter(0, "Hoa")
    hoa.say("/thongbao")
    hoa.hears(announce.TYPE_TEXT)
    hoa.say(TEXT)
    hoa.hears(announce.TO_WHOM)
    picture(hoa, "thong-bao-1")
    hoa.button(announce.EVERYBODY).tap()
    hoa.hears("Gửi đi chứ?")
    assert "1 người của 1 hợp tác xã" in hoa.texts()[-1]
    picture(hoa, "thong-bao-2")
    hoa.button(announce.ADD_FILE).tap()
    hoa.hears(HOW_TO_SEND["button"])
    button = hoa.page.get_by_role("button", name=webchat.PAGE["attach"])
    expect(button).to_be_visible()
    picture(hoa, "thong-bao-3")
    send_file(hoa, LEAFLET)
    hoa.hears("Tệp kèm: lich-tap-huan.pdf")
    expect(button).to_be_hidden()
    hoa.button(announce.MORE).tap()
    hoa.button(announce.ASK_READ).tap()
    hoa.hears("Người nhận chọn «Đã đọc»")
    hoa.button(announce.SEND).tap()
    hoa.hears("đang gửi cho 1 người")
    lan.hears(TEXT)
    expect(lan.log.get_by_role("link", name="lich-tap-huan.pdf")).to_be_visible()
    picture(lan, "thong-bao-4")
    lan.button(announce.READ).tap()
    lan.hears("tôi ghi là bạn đã đọc")
    hoa.say("/guitoi")
    hoa.hears("đã đọc: 1")
    picture(hoa, "thong-bao-5")
    hoa.button(announce_reports.UNREAD).tap()
    hoa.hears(announce_reports.ALL_READ)


def test_table_is_sent_by_the_file_button(enter: Callable[[int, str], Phone]) -> None:
    hoa = enter(0, "Hoa")
    hoa.say("/kiemtra")
    hoa.hears(checking.SEND_TABLE)
    send_file(hoa, FilePayload(name="bang.xlsx", mimeType=WORKBOOK, buffer=xlsx([["Số người", 3]])))
    hoa.hears("«bang.xlsx»")


def test_file_of_another_kind_is_refused_before_it_is_sent(enter: Callable[[int, str], Phone]) -> None:
    hoa = enter(0, "Hoa")
    hoa.say("/kiemtra")
    hoa.hears(checking.SEND_TABLE)
    send_file(hoa, FilePayload(name="tro-choi.exe", mimeType="application/octet-stream", buffer=b"MZ"))
    expect(hoa.page.get_by_text(webchat.SCRIPT["file_kind"])).to_be_visible()


def send_file(phone: Phone, file: FilePayload) -> None:
    """Choose a file by the page's file button."""
    with phone.page.expect_file_chooser() as choosing:
        phone.page.get_by_role("button", name=webchat.PAGE["attach"]).tap()
    choosing.value.set_files(file)
