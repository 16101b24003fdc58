"""The glossary as a reader uses it: a term found, followed to its first place, and explained where a page has it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults
from tests.sampling import thorough

pytestmark = [pytest.mark.browser, thorough]


def test_a_term_is_found_and_followed_to_its_first_place(page: Page) -> None:
    page.goto("/glossary/")
    page.get_by_role("textbox", name="Words").fill("untoc")
    page.get_by_role("textbox", name="Words").press("Enter")
    expect(page.get_by_role("status").filter(has_text="of 35 terms")).to_have_text("1 of 35 terms matches")
    page.get_by_role("rowheader", name="UNCTOC").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("UNCTOC")
    expect(page.get_by_role("link", name="All 10 meetings")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("main").get_by_role("link", name=re.compile("^Attached Table 2")).click()
    expect(page).to_have_url(re.compile("/sections/attached-table-2/$"))


def test_a_term_is_explained_once_a_page_and_leads_a_phone_to_its_entry(phone: Page) -> None:
    phone.goto("/sections/2-1-a/")
    text = phone.locator(".prose").first
    oda = text.get_by_role("link", name="ODA")
    expect(text).to_contain_text(re.compile("ODA.*ODA"))
    expect(oda).to_have_count(1)
    expect(phone.locator("a.term", has_text="ODA")).to_have_count(1)
    expect(oda.locator("abbr")).to_have_attribute("title", "official development assistance")
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert faults(phone) == []
    oda.tap()
    expect(phone).to_have_url(re.compile("/glossary/oda/$"))
    expect(phone.get_by_role("main")).to_contain_text("official development assistance")
