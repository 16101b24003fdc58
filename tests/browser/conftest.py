"""A real portal, served once for all tests of this folder, and a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, ViewportSize, expect

from tests.browser.pages import PAST
from tools.chromium import ABSENT, chromium, executable
from tools.scratch_portal import ScratchPortal, scratch_portal

# Milliseconds, for a machine that is busy with other things.
PATIENCE = 15_000
DESKTOP = ViewportSize(width=1280, height=800)
PHONE = {"width": 390, "height": 844}
# The screens for which it is said what stands in sight.
SCREEN, SMALL_PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 800}
EDITOR, PASSWORD = "hanako", "correct horse battery staple"
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation",
    (event) => console.error(`CSP: ${event.effectiveDirective} forbids ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture(scope="package")
def portal(prepared_folder: Path) -> Iterator[ScratchPortal]:
    # One worker: what it has made once serves all tests.
    with scratch_portal(prepared_folder, WORKERS="1") as running:
        running.manage("create_account", "--username", EDITOR, "--role", "editor", PORTAL_PASSWORD=PASSWORD)
        running.manage("shell", "--no-imports", "-c", PAST)
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # For these tests alone: Django takes playwright's event loop for an asynchronous view and refuses its database.
    if executable() is None:
        pytest.skip(ABSENT)
    expect.set_options(timeout=PATIENCE)
    with chromium() as running:
        yield running


class Watch:
    """Everything that a page complained about: faults of scripts, the console's errors and warnings, the CSP."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.expected: tuple[str, ...] = ()

    def listen(self, page: Page) -> None:
        page.on("console", self.hear)
        page.on("pageerror", self.hear_fault)

    def leave(self, page: Page) -> None:
        page.remove_listener("console", self.hear)
        page.remove_listener("pageerror", self.hear_fault)

    def hear_fault(self, fault: Error) -> None:
        self.complaints.append(str(fault))

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")

    def unexpected(self) -> list[str]:
        return [words for words in self.complaints if not any(part in words for part in self.expected)]


NewPage = Callable[..., Page]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test at its end where a page complained of anything that is not in ``expected``."""
    watching = Watch()
    yield watching
    assert watching.unexpected() == []


@pytest.fixture
def new_page(browser: Browser, portal: ScratchPortal, watch: Watch) -> Iterator[NewPage]:
    """Makes a watched page with a browser context of its own; takes playwright's options of a context."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> Page:
        context = browser.new_context(**{"base_url": portal.url, "viewport": DESKTOP, **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        context.on("page", watch.listen)
        if options.get("java_script_enabled", True):
            context.add_init_script(REPORT_VIOLATIONS)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="package")
def kept_page(browser: Browser, portal: ScratchPortal) -> Iterator[Page]:
    context = browser.new_context(base_url=portal.url, viewport=DESKTOP)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(REPORT_VIOLATIONS)
    yield context.new_page()
    context.close()


@pytest.fixture
def sight(kept_page: Page, watch: Watch) -> Iterator[Page]:
    """The one page of all tests that only look, 1280 wide and light: it keeps what it fetched, as browsers do."""
    kept_page.emulate_media(
        color_scheme="light", contrast="no-preference", forced_colors="none", reduced_motion="no-preference"
    )
    watch.listen(kept_page)
    yield kept_page
    kept_page.goto("about:blank")
    watch.leave(kept_page)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """An empty page, 1280 wide and light."""
    return new_page()


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """An empty page of a phone."""
    return new_page(viewport=PHONE, is_mobile=True, has_touch=True)
