"""A chart or the map in a frame of another site: there it is shown, and no other page is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults
from tests.browser.conftest import NewPage, Watch
from tests.browser.pages import Links, fetch
from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal

pytestmark = [pytest.mark.browser, thorough]

Article = Callable[[str], str]
NO_ICON = '<link rel="icon" href="data:,">'


class Silent(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, *args: object) -> None:
        """Keep the output to the tests."""


@pytest.fixture
def article(tmp_path: Path) -> Iterator[Article]:
    """A site of another origin: publishes an article with lines of HTML in it, and says its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def publish(lines: str) -> str:
        (tmp_path / "index.html").write_text(f"<!doctype html><title>An article</title>{NO_ICON}{lines}")
        return f"http://localhost:{server.server_port}/index.html"

    yield publish
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("page_address", "chart", "title"),
    [
        ("/treaties/?year=2002", "#treaties-over-time", "Treaties as they add up"),
        ("/countries/?show=experts", "#world-map", "Japan and the world: experts by country"),
    ],
)
def test_the_lines_of_a_page_show_the_picture_on_another_site(
    page: Page, article: Article, page_address: str, chart: str, title: str
) -> None:
    page.goto(page_address)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    lines = page.locator(f"{chart} textarea[readonly]").input_value()
    page.goto(article(lines))
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_have_text(title)
    expect(frame.locator("svg a").first).to_be_visible()
    expect(frame.get_by_text("Source: National Police Academy")).to_be_visible()
    assert page.context.cookies() == []
    with page.expect_popup() as opened:
        frame.get_by_role("link", name="See it with its records").click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    assert opened.value.url.endswith(f"{page_address}{chart}")
    with page.expect_popup() as record:
        frame.locator("svg a:visible").last.focus()
        page.keyboard.press("Enter")
    expect(record.value.get_by_role("banner")).to_be_visible()


@pytest.mark.parametrize("address", ["/treaties/", "/"])
def test_no_other_page_is_shown_there(
    page: Page, portal: ScratchPortal, watch: Watch, article: Article, address: str
) -> None:
    watch.expected = ("Refused to frame", "Framing", "frame-ancestors", "CSP: ")
    page.goto(article(f'<iframe src="{portal.url}{address}" title="Framed"></iframe>'))
    # Chromium's own page, which says so.
    page.frames[1].wait_for_url("chrome-error://chromewebdata/")


@pytest.mark.parametrize("name", ["treaties-over-time", "persons-by-country", "records-over-time", "world-map"])
def test_it_is_accessible_in_light_and_dark_and_narrow(new_page: NewPage, name: str) -> None:
    page = new_page(viewport={"width": 700, "height": 600})
    grounds = set()
    for theme in ("light", "dark"):
        page.goto(f"/charts/{name}/embed/?theme={theme}")
        assert faults(page) == []
        grounds.add(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert len(grounds) == 2
    page.set_viewport_size({"width": 320, "height": 600})
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_device_decides_on_light_or_dark_where_the_address_does_not(new_page: NewPage) -> None:
    seen = set()
    for scheme in ("light", "dark"):
        page = new_page(color_scheme=scheme, java_script_enabled=False)
        page.goto("/charts/treaties-over-time/embed/")
        seen.add(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert len(seen) == 2


@pytest.mark.parametrize(
    ("name", "limit"), [("treaties-over-time", 30_000), ("records-over-time", 45_000), ("world-map", 60_000)]
)
def test_it_is_light(portal: ScratchPortal, name: str, limit: int) -> None:
    page = fetch(portal.url, f"/charts/{name}/embed/")
    files = Links.of(page.text).files
    assert page.size + sum(fetch(portal.url, file).size for file in files) <= limit
