"""What a person does with the page, and sees on it."""

import re
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

expect.set_options(timeout=20_000)  # ms; other programs use the computer too

GREETING = "Chào bạn! Tôi là Trợ lý HTX"
NO_NETWORK = re.compile(
    r"ERR_INTERNET_DISCONNECTED|ERR_CONNECTION|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE|ERR_ABORTED|ERR_FAILED"
)


class Phone:
    """One page. `errors` holds what went wrong in its scripts; a lost network is not wrong."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._note)
        page.set_default_timeout(20_000)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not NO_NETWORK.search(message.text):
            self.errors.append(message.text)

    def open(self, path: str = "/") -> None:
        self.page.goto(self.url + path)

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def messages(self) -> Locator:
        return self.log.locator(".message")

    @property
    def answers(self) -> Locator:
        return self.log.locator(".item:not(.mine) .message")

    @property
    def mine(self) -> Locator:
        return self.log.locator(".item.mine .message")

    @property
    def box(self) -> Locator:
        return self.page.get_by_role("textbox", name="Gõ câu hỏi hoặc câu trả lời")

    @property
    def banner(self) -> Locator:
        return self.page.locator("#state")

    @property
    def hint(self) -> Locator:
        return self.page.locator("#hint")

    @property
    def newest_choices(self) -> Locator:
        return self.log.locator(".choices:not(.spent)").last.get_by_role("button")

    def button(self, name: str) -> Locator:
        """The newest button with this label."""
        return self.log.get_by_role("button", name=name, exact=True).last

    def say(self, text: str) -> None:
        self.box.fill(text)
        self.page.locator("form").get_by_role("button", name="Gửi", exact=True).click()

    def hears(self, text: str) -> None:
        """Wait for an answer that holds this text."""
        expect(self.answers.filter(has_text=text).last).to_be_visible()

    def is_greeted(self) -> None:
        self.hears(GREETING)

    def texts(self) -> list[str]:
        """What is said on the page, in order, without who says it."""
        return [re.sub(r"^(Bạn|Trợ lý): ", "", text) for text in self.messages.all_text_contents()]

    def measure(self, script: str) -> Any:
        return self.page.evaluate(script)

    @property
    def is_at_end(self) -> bool:
        return bool(self.measure("s = scroller, s.scrollHeight - s.scrollTop - s.clientHeight < 60"))

    def scrolls_sideways(self) -> bool:
        return bool(
            self.measure("[document.documentElement, scroller].some((part) => part.scrollWidth > part.clientWidth)")
        )
