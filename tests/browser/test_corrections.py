"""A reader sees where a value was corrected, cites what he sees, copies its address, and reports an error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import COLOUR_RULES, faults
from tests.browser.conftest import NewPage
from tests.browser.editing import log_in, open_treaty, save
from tests.browser.places import bottom, box, right, top
from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal, scratch_portal

pytestmark = [pytest.mark.browser, thorough]

TREATY = "/treaties/convention-on-cybercrime/"
MARK = "corrected; printed Nov. 23, 2001 *"
MAY_COPY = ["clipboard-read", "clipboard-write"]


@pytest.fixture
def corrected(page: Page) -> Iterator[None]:
    """The treaty with another date, until the test is over."""
    log_in(page)
    for date in ("2001-11", "2001-11-23"):
        open_treaty(page)
        page.get_by_label("Date:").fill(date)
        save(page)
        if date == "2001-11":
            yield


@pytest.mark.usefixtures("corrected")
def test_a_correction_is_seen_in_the_list_and_on_the_record(new_page: NewPage) -> None:
    reader = new_page()
    reader.goto("/treaties/?year=2001")
    mark = reader.get_by_role("link", name=MARK)
    expect(mark).to_have_count(1)
    expect(reader.locator("tr", has=mark)).to_contain_text("November 2001")
    assert box(mark)["height"] >= 24
    assert faults(reader) == []

    mark.click()
    change = reader.locator(".corrections li").first
    expect(change).to_be_in_viewport()
    assert urlsplit(reader.url).fragment == change.get_attribute("id")
    expect(reader.locator(".facts--main").get_by_role("link", name=MARK)).to_be_visible()
    check = reader.locator(".checks li").first
    expect(check).to_contain_text("printed “Nov. 23, 2001 *”, now “November 2001”")
    expect(check.locator(".verdict")).to_have_text("Differs")
    assert faults(reader) == []
    reader.emulate_media(color_scheme="dark")
    assert faults(reader, COLOUR_RULES) == []


@pytest.mark.usefixtures("corrected")
def test_on_a_phone_the_mark_stands_within_the_window(new_page: NewPage) -> None:
    reader = new_page(viewport={"width": 320, "height": 640})
    reader.goto("/treaties/?year=2001")
    mark = reader.get_by_role("link", name=MARK)
    assert right(mark) <= 320
    assert reader.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_correction_that_was_undone_is_marked_no_more(page: Page) -> None:
    page.goto(TREATY)
    expect(page.locator(".corrected")).to_have_count(0)


def test_from_beside_the_title_to_the_citation_and_the_address(new_page: NewPage) -> None:
    page = new_page(permissions=MAY_COPY)
    page.goto(TREATY)
    cite = page.get_by_role("link", name="Cite", exact=True)
    assert 0 <= top(cite) - bottom(page.get_by_role("heading", level=1)) < 30

    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".tools .tools__done")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    cite.click()
    expect(page.get_by_role("heading", name="How to cite it")).to_be_in_viewport()


def test_a_filtered_list_is_cited_and_linked_as_it_is_filtered(new_page: NewPage) -> None:
    page = new_page(permissions=MAY_COPY)
    page.goto("/treaties/")
    page.get_by_label("Words").fill("firearms")
    page.get_by_role("link", name="Remove the filter Words: firearms").wait_for()

    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".tools .tools__done")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith("/treaties/?q=firearms")
    page.get_by_role("link", name="Cite", exact=True).click()
    citation = page.locator("#cite .source")
    expect(citation).to_be_in_viewport()
    expect(citation).to_contain_text("filtered by Words: firearms")


def test_without_script_the_citation_is_led_to_and_nothing_is_to_be_copied(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/treaties/?year=2001")
    expect(page.locator(".tools .tools__copy")).to_be_hidden()
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page.locator("#cite summary")).to_be_in_viewport()


@pytest.fixture(scope="module")
def portal_with_contact(prepared_folder: Path) -> Iterator[ScratchPortal]:
    with scratch_portal(prepared_folder, CONTACT="editor@example.org", WORKERS="1") as running:
        yield running


def test_an_error_is_reported_with_what_the_page_shows(new_page: NewPage, portal_with_contact: ScratchPortal) -> None:
    page = new_page(base_url=portal_with_contact.url)
    for address in (TREATY, "/treaties/?year=2002", "/reconciliation/relief-personnel/"):
        page.goto(address)
        report = urlsplit(page.get_by_role("link", name="Report an error").get_attribute("href") or "")
        said = parse_qs(report.query)
        assert f"{report.scheme}:{report.path}" == "mailto:editor@example.org"
        assert said["subject"][0].startswith("Error in: ")
        assert said["body"][0].startswith(f"{portal_with_contact.url}{address}")
        assert "Reference edition on the web, as of " in said["body"][0]
        assert faults(page) == []
