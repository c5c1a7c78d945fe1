"""A person asks, presses, comes back, joins and answers a survey, on a phone's screen."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from handlers.messages import Attachment, Choice, Outgoing
from handlers.trial import trial_codes
from tests.browser import outside
from tests.browser.phone import GREETING, Phone
from tests.web_program import Program

QUESTION = "lap htx can may nguoi"  # as it is typed on a phone
LONG = Outgoing("Đầu tin.\n" + "Hợp tác xã là tổ chức kinh tế tập thể. " * 40 + "\nCuối tin.")
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def code(program: Program) -> str:
    """The invite code of an invented cooperative."""
    with outside.opened(program) as database, database.reading() as unit:
        return trial_codes(unit)[3][1]


@pytest.fixture
def second(context: BrowserContext, phone: Phone) -> Iterator[Phone]:
    """Another tab of the same person."""
    phone.is_greeted()
    tab = Phone(context.new_page(), phone.url)
    tab.open()
    yield tab
    assert tab.errors == []


def test_the_first_contact_comes_by_itself(phone: Phone) -> None:
    phone.is_greeted()
    assert phone.newest_choices.all_text_contents() == ["Đồng ý", "Chỉ hỏi, không lưu tên"]
    assert len(phone.texts()) == 1


def test_a_question_is_answered_and_a_related_one_is_a_touch_away(phone: Phone) -> None:
    phone.is_greeted()
    phone.say(QUESTION)
    phone.hears("khoản")
    answer = phone.texts()[-1]
    assert re.search(r"khoản \d+ Điều \d+ Luật Hợp tác xã 2023", answer)
    assert "Luật Hợp tác xã 2012" in answer
    related = phone.newest_choices.first.text_content() or ""
    phone.newest_choices.first.tap()
    expect(phone.answers).to_have_count(3)
    assert phone.texts()[-2] == related
    assert phone.texts()[-1] != answer


def test_enter_sends_and_shift_enter_begins_a_line(phone: Phone) -> None:
    phone.is_greeted()
    phone.box.click()
    phone.page.keyboard.type("một")
    phone.page.keyboard.press("Shift+Enter")
    phone.page.keyboard.type("hai")
    assert phone.box.input_value() == "một\nhai"
    phone.page.keyboard.press("Enter")
    expect(phone.mine.filter(has_text="một")).to_have_count(1)
    assert phone.texts()[1] == "một\nhai"
    assert phone.box.input_value() == ""


def test_white_space_alone_is_not_sent(phone: Phone) -> None:
    phone.is_greeted()
    phone.say("  \n ")
    phone.say("xin chào")
    expect(phone.mine).to_have_count(1)


def test_a_long_answer_is_shown_from_its_beginning(phone: Phone, program: Program, context: BrowserContext) -> None:
    phone.is_greeted()
    phone.say("xin chào")
    expect(phone.answers).to_have_count(2)
    outside.send(program, context, LONG)
    phone.hears("Cuối tin.")
    assert not phone.is_at_end
    expect(phone.mine.last).to_be_in_viewport()
    newest = phone.page.locator("#newest")
    newest.click()
    expect(newest).to_be_hidden()
    assert phone.is_at_end


def test_who_reads_further_up_is_not_moved(phone: Phone, program: Program, context: BrowserContext) -> None:
    phone.is_greeted()
    outside.send(program, context, LONG, LONG)
    expect(phone.answers).to_have_count(3)
    phone.measure("scroller.scrollTop = 300")
    phone.page.wait_for_function("scroller.scrollTop === 300")
    outside.send(program, context, Outgoing("Tin mới đây."))
    expect(phone.page.get_by_role("button", name="Có tin mới")).to_be_visible()
    assert phone.measure("scroller.scrollTop") == 300
    phone.page.get_by_role("button", name="Có tin mới").click()
    expect(phone.answers.last).to_be_in_viewport()


def test_a_reload_shows_what_was_said(phone: Phone) -> None:
    phone.is_greeted()
    phone.say(QUESTION)
    phone.hears("khoản")
    before = phone.texts()
    phone.page.reload()
    phone.hears("khoản")
    assert phone.texts() == before
    expect(phone.newest_choices.last).to_be_enabled()


def test_what_was_typed_and_not_sent_survives_a_reload(phone: Phone) -> None:
    phone.is_greeted()
    phone.box.fill("đang gõ dở")
    phone.page.reload()
    expect(phone.box).to_have_value("đang gõ dở")


def test_earlier_messages_are_a_touch_away(phone: Phone, program: Program, context: BrowserContext) -> None:
    phone.is_greeted()
    outside.send(program, context, *(Outgoing(f"tin {number}") for number in range(40)))
    phone.page.reload()
    expect(phone.messages).to_have_count(30)
    phone.page.get_by_role("button", name="Xem tin cũ hơn").click()
    expect(phone.messages).to_have_count(41)
    expect(phone.page.get_by_role("button", name="Xem tin cũ hơn")).to_be_hidden()
    texts = phone.texts()
    assert texts[0].startswith(GREETING)
    assert texts[1:] == [f"tin {number}" for number in range(40)]


def test_old_choices_look_spent_and_still_work(phone: Phone) -> None:
    phone.is_greeted()
    phone.say("xin chào")
    expect(phone.answers).to_have_count(2)
    old = phone.log.locator(".choices.spent").get_by_role("button", name="Đồng ý")
    old.tap()
    phone.hears("Cảm ơn bạn đã đồng ý")


def test_the_choice_that_was_made_stays_marked(phone: Phone) -> None:
    phone.is_greeted()
    phone.button("Đồng ý").tap()
    phone.hears("Cảm ơn bạn đã đồng ý")
    phone.page.reload()
    expect(phone.log.locator(".chosen")).to_have_text("Đồng ý")


def test_two_taps_on_one_button_are_one(phone: Phone) -> None:
    phone.is_greeted()
    phone.button("Đồng ý").dblclick()
    phone.hears("Cảm ơn bạn đã đồng ý")
    phone.say("xin chào")
    expect(phone.mine).to_have_count(2)


def test_short_choices_share_a_line(phone: Phone, program: Program, context: BrowserContext) -> None:
    phone.is_greeted()
    labels = ("Có", "Không", "Một câu dài hơn thì đứng riêng một dòng")
    choices = tuple(Choice(f"x:{number}", label) for number, label in enumerate(labels))
    outside.send(program, context, Outgoing("Chọn đi", choices))
    phone.hears("Chọn đi")
    tops = [box["y"] for box in (phone.button(label).bounding_box() for label in labels) if box]
    assert tops[0] == tops[1] < tops[2]


def test_each_day_has_its_date(phone: Phone, program: Program, context: BrowserContext) -> None:
    phone.is_greeted()
    later = datetime.now(UTC) + timedelta(days=2)
    outside.send(program, context, Outgoing("một"), Outgoing("hai"), at=later)
    phone.hears("hai")
    dates = phone.log.locator(".day").all_text_contents()
    assert len(dates) == 2
    there = later + timedelta(hours=7)  # Viet Nam
    assert dates[1].endswith(f"{there.day}/{there.month}/{there.year}")


def test_waiting_for_an_answer_is_said_until_it_comes(phone: Phone, program: Program, context: BrowserContext) -> None:
    phone.is_greeted()
    phone.page.route("**/messages", lambda route: route.fulfill(status=202, body="{}"))  # nobody will answer
    phone.say("xin chào")
    expect(phone.hint).to_have_text("Trợ lý đang trả lời…")
    assert phone.hint.get_attribute("role") == "status"
    outside.send(program, context, Outgoing("đây"))
    phone.hears("đây")
    expect(phone.hint).to_be_empty()


def test_a_link_with_a_code_lets_a_person_in(page: Page, program: Program, code: str) -> None:
    phone = Phone(page, program.url)
    phone.open(f"/?ma={code}")
    phone.button("Đồng ý").tap()
    phone.hears("Bạn là người của hợp tác xã này phải không?")
    assert page.url == f"{program.url}/"  # a reload does not use the code again
    assert not any(code in text for text in phone.texts())
    assert phone.errors == []


def test_a_survey_is_answered_by_typing_badly(phone: Phone, code: str) -> None:
    phone.is_greeted()
    phone.page.locator("summary").click()
    phone.page.get_by_role("button", name=code).click()
    phone.button("Đồng ý").tap()
    phone.button("Đúng, tôi tham gia").tap()
    phone.hears("tên")
    phone.say("lo van pan")
    phone.button("Bắt đầu").tap()
    phone.hears("Câu 1/5")
    for typed, then in [
        ("dang hoat dong", "Câu 2/5"),
        ("35 nguoi", "Câu 3/5"),
        ("muoi hai", "Câu 4/5"),
        ("1ty2", "Tôi ghi: 1,2 tỷ đồng"),
        ("dung", "Câu 5/5"),
        ("1", "Xong phần ngắn rồi"),
    ]:
        phone.say(typed)
        phone.hears(then)
    phone.button("Gửi luôn phần ngắn").tap()
    phone.hears("Mã biên nhận")


def test_pictures_are_shown_and_files_can_be_saved(phone: Phone, program: Program, context: BrowserContext) -> None:
    phone.is_greeted()
    workbook = Attachment("Kết quả 6 tháng.xlsx", "application/octet-stream", b"PK\x03\x04")
    picture = Attachment("Biểu đồ.png", "image/png", PIXEL)
    outside.send(program, context, Outgoing("Gửi bạn", attachments=(picture, workbook)))
    phone.hears("Gửi bạn")
    shown = phone.log.get_by_role("img", name="Biểu đồ.png")
    expect(shown).to_have_js_property("naturalWidth", 1)
    expect(shown).to_be_visible()
    with phone.page.expect_download() as saving:
        phone.log.get_by_role("link", name="Kết quả 6 tháng.xlsx").tap()
    assert saving.value.suggested_filename == workbook.name
    assert saving.value.path().read_bytes() == workbook.content


def test_two_tabs_show_the_same(phone: Phone, second: Phone) -> None:
    phone.say(QUESTION)
    phone.hears("khoản")
    second.hears("khoản")
    assert second.texts() == phone.texts()
    second.say("xin chào")
    expect(phone.mine).to_have_count(2)
    expect(phone.answers).to_have_count(3)
    expect(second.answers).to_have_count(3)
    assert second.texts() == phone.texts()


def test_who_opens_two_tabs_at_once_is_greeted_once(context: BrowserContext, program: Program) -> None:
    context.request.get(program.url)  # both have the same session
    tabs = [Phone(context.new_page(), program.url) for _ in range(2)]
    for tab in tabs:
        tab.page.goto(program.url, wait_until="commit")
    for tab in tabs:
        tab.is_greeted()
    tabs[0].say("xin chào")
    for tab in tabs:
        expect(tab.messages).to_have_count(3)


def test_erased_messages_leave_the_page(phone: Phone) -> None:
    phone.is_greeted()
    phone.say("một điều riêng tư")
    expect(phone.answers).to_have_count(2)
    phone.say("/xoa")
    phone.hears("xóa")
    phone.newest_choices.first.tap()
    expect(phone.messages).to_have_count(1)
    assert "riêng tư" not in "".join(phone.texts())
