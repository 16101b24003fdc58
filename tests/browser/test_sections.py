"""A section with all that stands beneath it: part by part, folded beyond ten rows, and whole on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.pages import fetch
from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal

pytestmark = [pytest.mark.browser, thorough]

COURSES = "#part-2-1-c"


def rows(page: Page) -> int:
    """How many courses are in sight."""
    return page.locator(f"{COURSES} tbody tr:visible").count()


@pytest.mark.parametrize("script", [True, False])
def test_the_parts_are_counted_and_folded_beyond_ten_rows(new_page: NewPage, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    page.goto("/sections/2/")
    headings = page.locator(".part__title").all_inner_texts()
    assert headings[2] == "2 (1) C Hosting of training participants 36 records"
    assert [heading.split(" ")[0] for heading in headings] == ["2"] * 6
    assert rows(page) == 10
    more = page.locator(f"{COURSES} summary", has_text="All 36 rows")
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"{COURSES} tbody tr:visible")).to_have_count(36)
    page.keyboard.press("Enter")
    expect(page.locator(f"{COURSES} tbody tr:visible")).to_have_count(10)


def test_paper_has_every_row_of_the_section(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/sections/2/")
    page.emulate_media(media="print")
    assert rows(page) == 36
    assert page.locator(".folds__all:visible").count() == 0


def test_the_whole_section_is_printed_with_summaries_pictures_and_citation(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/sections/2/")
    on_screen = len(page.pdf())
    page.get_by_role("link", name="Print the whole section").click()
    page.wait_for_url("**/sections/2/?print")
    page.emulate_media(media="print")
    assert rows(page) == 36
    for name in ("experts-by-country", "experts-by-field", "courses-over-time", "missions-over-time"):
        expect(page.locator(f"#{name} .chart__picture:visible").first).to_be_visible()
    expect(page.locator(f"{COURSES} .prose")).to_be_visible()
    expect(page.get_by_role("heading", name="How to cite it")).to_be_visible()
    expect(page.locator(".print-whole")).to_be_hidden()
    assert len(page.pdf()) > on_screen


@pytest.mark.parametrize("address", ["/sections/2/", "/sections/3/", "/sections/5/", "/sections/2/?print"])
def test_a_section_with_all_its_rows_is_light(portal: ScratchPortal, address: str) -> None:
    assert fetch(portal.url, address).size < 30_000
