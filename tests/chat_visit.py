"""A chat page served from this process, and a person's visit to it with a real browser."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect, sync_playwright

from assistant.chat import start
from assistant.chat_service import ChatService

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP, PHONE = (1440, 900), (390, 844)
BOX = "#question textarea"


@contextmanager
def serving(service: ChatService, folder: Path) -> Iterator[Any]:
    """The running page, and afterwards the environment as it was."""
    before = dict(os.environ)
    page = start(service, str(folder), port=0)
    try:
        yield page
    finally:
        page.close(verbose=False)
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; without one, the tests that need it are skipped and say so."""
    if not CHROMIUM.exists():
        pytest.skip(f"NOT TESTED: the chat page needs a browser, and there is no {CHROMIUM} on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def visiting(browser: Browser, url: str) -> Iterator[Callable[..., "Visit"]]:
    """A way to visit the page; in the end, no visit may have complained or asked another address."""
    visits: list[Visit] = []

    def to(size: tuple[int, int] = DESKTOP, **options: Any) -> Visit:
        visits.append(Visit(browser, url, size, **options))
        return visits[-1]

    yield to
    for made in visits:
        made.page.close()
        assert made.complaints == []
        assert [asked for asked in made.requests if not asked.startswith((url, "data:", "blob:"))] == []


class Visit:
    """One open page, with what it asked of the network and complained of."""

    def __init__(self, browser: Browser, url: str, size: tuple[int, int], **options: Any) -> None:
        self.page: Page = browser.new_page(viewport=ViewportSize(width=size[0], height=size[1]), **options)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)
        self.page.goto(url)
        expect(self.page.locator(BOX)).to_be_focused()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def ask(self, question: str) -> None:
        self.page.locator(BOX).fill(question)
        self.page.locator(BOX).press("Enter")
        self.answered(question)

    def answered(self, question: str) -> None:
        last = self.page.locator(".turn").last
        expect(last.locator(".question")).to_have_text(question)
        expect(last.locator(".reply:not(.waiting)")).to_be_visible()

    def fits(self) -> bool:
        return bool(
            self.page.evaluate(
                "[document.documentElement, document.body, document.getElementById('scroll')]"
                ".every((part) => part.scrollWidth <= Math.min(part.clientWidth, innerWidth))"
            )
        )
