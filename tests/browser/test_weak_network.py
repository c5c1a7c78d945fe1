"""The network goes, the server dies, the session is lost: nothing that was typed or sent to a person is."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from bot.channels.web.receive import LONGEST_TEXT
from handlers.messages import Outgoing
from tests.browser import outside
from tests.browser.conftest import SMALL
from tests.browser.phone import Phone
from tests.web_program import Program

LIGHT = 60_000  # bytes
KEEPING = "Mạng yếu. Tin của bạn được giữ lại"
OFFLINE = "Mất mạng"


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Program]:
    """A program of its own, to be killed."""
    made = Program(tmp_path)
    made.start()
    yield made
    made.kill()


class Meter:
    """Counts every byte a page gets over the network from now on, headers and compression included."""

    def __init__(self, page: Page) -> None:
        self.total = 0.0
        self._streams: set[str] = set()
        watcher = page.context.new_cdp_session(page)
        watcher.on("Network.requestWillBeSent", self._begin)
        watcher.on("Network.loadingFinished", self._count)
        watcher.on("Network.dataReceived", self._piece)
        watcher.send("Network.enable")

    def _begin(self, event: dict[str, Any]) -> None:
        if "/events" in event["request"]["url"]:
            self._streams.add(event["requestId"])

    def _piece(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._streams:  # a stream never finishes
            self.total += max(event["dataLength"], event["encodedDataLength"])

    def _count(self, event: dict[str, Any]) -> None:
        if event["requestId"] not in self._streams:
            self.total += event["encodedDataLength"]


def test_what_is_typed_offline_is_kept_and_sent_once(phone: Phone, context: BrowserContext) -> None:
    phone.is_greeted()
    context.set_offline(True)
    phone.say("htx la gi")
    expect(phone.banner).to_contain_text(KEEPING)
    expect(phone.log.locator(".waiting")).to_contain_text("htx la gi")
    assert phone.box.input_value() == ""
    context.set_offline(False)
    expect(phone.answers).to_have_count(2)
    expect(phone.log.locator(".waiting")).to_have_count(0)
    expect(phone.banner).to_be_empty()
    phone.page.reload()
    phone.is_greeted()
    assert phone.texts().count("htx la gi") == 1


def test_several_messages_typed_offline_are_sent_in_order(phone: Phone, context: BrowserContext) -> None:
    phone.is_greeted()
    context.set_offline(True)
    for number in range(3):
        phone.say(f"xin chào {number}")
    context.set_offline(False)
    expect(phone.log.locator(".waiting")).to_have_count(0)
    expect(phone.answers).to_have_count(4)
    phone.page.reload()
    phone.is_greeted()
    assert [text for text in phone.texts() if text.startswith("xin chào ")] == [f"xin chào {n}" for n in range(3)]


def test_an_answer_lost_on_the_way_does_not_send_the_message_twice(phone: Phone) -> None:
    phone.is_greeted()
    lost: list[str] = []

    def lose_first_answer(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(str(route.fetch().status))  # the server has it, the page never hears so
            route.abort()
        else:
            route.continue_()

    phone.page.route("**/messages", lose_first_answer)
    phone.say("htx la gi")
    expect(phone.answers).to_have_count(2)
    expect(phone.log.locator(".waiting")).to_have_count(0)
    expect(phone.banner).to_be_empty()
    phone.page.reload()
    phone.is_greeted()
    assert lost == ["202"]
    assert phone.texts().count("htx la gi") == 1


def test_a_killed_server_loses_nothing(browser: Browser, mortal: Program) -> None:
    context = browser.new_context(viewport=SMALL)
    phone = Phone(context.new_page(), mortal.url)
    phone.open()
    phone.is_greeted()
    mortal.kill()
    phone.say("xin chào")
    expect(phone.banner).to_contain_text(KEEPING)
    outside.send(mortal, context, Outgoing("Thông báo khi bạn vắng mặt."))
    mortal.start()
    phone.hears("Thông báo khi bạn vắng mặt.")
    expect(phone.answers).to_have_count(3)
    expect(phone.banner).to_be_empty()
    texts = phone.texts()
    assert len(texts) == len(set(texts)) == 4
    phone.page.reload()
    expect(phone.messages).to_have_count(4)
    assert phone.texts() == texts
    context.close()


def test_a_page_closed_with_words_not_sent_sends_them_when_it_is_opened_again(
    browser: Browser, mortal: Program
) -> None:
    context = browser.new_context(viewport=SMALL)
    phone = Phone(context.new_page(), mortal.url)
    phone.open()
    phone.is_greeted()
    mortal.kill()
    phone.say("xin chào")
    expect(phone.banner).to_contain_text(KEEPING)
    phone.page.close()
    mortal.start()
    again = Phone(context.new_page(), mortal.url)
    again.open()
    expect(again.answers).to_have_count(2)
    assert again.texts().count("xin chào") == 1
    context.close()


def test_a_new_database_greets_anew(browser: Browser, mortal: Program) -> None:
    """Who develops deletes the database under an open page; who runs it may put an older copy back."""
    context = browser.new_context(viewport=SMALL)
    phone = Phone(context.new_page(), mortal.url)
    phone.open()
    phone.is_greeted()
    for number in range(3):
        phone.say(f"xin chào {number}")
    expect(phone.answers).to_have_count(4)
    mortal.end()
    for file in mortal.folder.glob("htx.db*"):
        file.unlink()
    mortal.start()
    expect(phone.messages).to_have_count(1)
    phone.is_greeted()
    context.close()


def test_a_lost_session_is_replaced_and_the_message_is_sent(phone: Phone, context: BrowserContext) -> None:
    phone.is_greeted()
    context.clear_cookies()
    phone.say("xin chào")
    expect(phone.mine).to_have_count(1)
    expect(phone.log.locator(".waiting")).to_have_count(0)
    phone.is_greeted()
    phone.errors[:] = [error for error in phone.errors if "401" not in error]


def test_forbidden_cookies_are_named(page: Page, program: Program) -> None:
    page.on("response", lambda _: page.context.clear_cookies())
    phone = Phone(page, program.url)
    phone.open()
    expect(phone.banner).to_contain_text("chặn cookie")


def test_it_works_without_the_browsers_memory(page: Page, program: Program) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } })")
    phone = Phone(page, program.url)
    phone.open()
    phone.is_greeted()
    phone.say("xin chào")
    expect(phone.answers).to_have_count(2)
    assert phone.errors == []


def test_it_works_where_a_proxy_holds_the_stream_back(page: Page, program: Program) -> None:
    page.route("**/events*", lambda route: None)
    phone = Phone(page, program.url)
    phone.open()
    phone.is_greeted()
    phone.say("xin chào")
    expect(phone.answers).to_have_count(2)


def test_a_text_that_is_too_long_comes_back_to_be_shortened(phone: Phone) -> None:
    phone.is_greeted()
    text = "a" * (LONGEST_TEXT + 1)
    phone.say(text)
    expect(phone.banner).to_contain_text("Tin dài quá")
    expect(phone.box).to_have_value(text)
    expect(phone.mine).to_have_count(0)
    phone.say("xin chào")
    expect(phone.answers).to_have_count(2)
    expect(phone.banner).to_be_empty()
    phone.errors[:] = [error for error in phone.errors if "422" not in error]


def test_opening_the_chat_for_the_first_time_is_light(page: Page, program: Program) -> None:
    meter = Meter(page)
    phone = Phone(page, program.url)
    phone.open()
    phone.is_greeted()
    phone.say("lap htx can may nguoi")
    phone.hears("khoản")
    print(f"first opening and one answer: {meter.total:.0f} bytes")
    assert 1_000 < meter.total < LIGHT


def test_opening_a_long_talk_again_is_light(phone: Phone, program: Program, context: BrowserContext) -> None:
    phone.is_greeted()
    words = ["hợp", "tác", "xã", "kinh", "tế", "tập", "thể", "góp", "vốn", "điều", "khoản", "luật", "nghị", "định"]
    chance = Random(1)  # text that cannot be compressed more than a real one
    texts = [f"{number}. " + " ".join(chance.choices(words, k=250)) for number in range(40)]
    outside.send(program, context, *map(Outgoing, texts))
    phone.hears("39. ")
    meter = Meter(phone.page)
    phone.page.reload()
    expect(phone.messages).to_have_count(30)
    print(f"opening again with 30 long messages: {meter.total:.0f} bytes")
    assert 1_000 < meter.total < LIGHT
