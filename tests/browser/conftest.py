"""A real browser, the size of a cheap phone, and the whole program to talk to."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

from tests.browser.phone import Phone
from tests.web_program import Program

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SMALL = {"width": 360, "height": 640}


# Package scope, not session: Playwright's event loop must be gone before asynchronous tests of other folders run.
@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    installed = next(filter(None, map(shutil.which, BROWSERS)), None)
    own = Path(playwright.chromium.executable_path)
    if installed is None and not own.exists():
        pytest.skip("no browser: install Chromium, or run `playwright install chromium`")
    try:
        started = playwright.chromium.launch(executable_path=installed, args=ARGUMENTS)
    except Error as error:
        raise RuntimeError(f"the browser {installed or own} is there but does not start") from error
    yield started
    started.close()


@pytest.fixture(scope="package")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One program for all tests that do not stop it: each test is another person."""
    made = Program(tmp_path_factory.mktemp("program"))
    made.start()
    yield made
    code = made.end()
    assert code == 0, made.printed


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport=SMALL, has_touch=True, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page on which nothing may go wrong unseen."""
    return context.new_page()


@pytest.fixture
def phone(page: Page, program: Program) -> Iterator[Phone]:
    """The chat, opened for the first time."""
    held = Phone(page, program.url)
    held.open()
    yield held
    assert held.errors == []
