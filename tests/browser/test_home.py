"""Home tells the story: four headlines above the fold, each true of the page that it leads to."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SCREEN, SMALL_PHONE, NewPage
from tests.browser.places import bottom, box
from tests.sampling import thorough

pytestmark = [pytest.mark.browser, thorough]


@pytest.mark.parametrize("screen", [SCREEN, SMALL_PHONE], ids=["desktop", "phone"])
def test_the_first_screen_shows_all_four_with_their_charts(new_page: NewPage, screen: dict[str, int]) -> None:
    page = new_page(viewport=screen)
    page.goto("/")
    found = page.locator(".headline")
    expect(found).to_have_count(4)
    for headline in found.all():
        assert bottom(headline) <= screen["height"]
        chart = box(headline.get_by_role("img"))
        assert chart["width"] >= 80
        assert chart["height"] >= 30
    assert page.evaluate("document.documentElement.scrollWidth") == screen["width"]


def follow(page: Page, words: str) -> str:
    """Click the headline with those words; the number that it began with."""
    page.goto("/")
    link = page.locator(".headline a", has_text=words)
    number = link.locator("strong").inner_text()
    link.click()
    # The address of the page that it leads to, and no longer that of home.
    expect(page).to_have_url(re.compile(r":[0-9]+/[a-z]"))
    return number


def test_each_number_is_that_of_the_page_it_leads_to(page: Page) -> None:
    number = follow(page, "experts")
    first = page.locator(".record-table").first.locator("tbody tr")
    expect(first).to_have_count(int(number))
    expect(first.first).to_contain_text("China")
    expect(first.first).to_contain_text("66")
    for words in ("treaties", "printed figures"):
        number = follow(page, words)
        expect(page.locator(".matches__count strong")).to_have_text(number)
    number = follow(page, "visitors")
    expect(page.get_by_role("link", name="2002", exact=True).first).to_be_visible()
    expect(page.locator(".record-table tr", has_text="2002").first).to_contain_text(number)


def test_the_chart_is_a_part_of_what_is_clicked(page: Page) -> None:
    page.goto("/")
    chart = box(page.locator(".headline", has_text="treaties").get_by_role("img"))
    page.mouse.click(chart["x"] + chart["width"] / 2, chart["y"] + chart["height"] / 2)
    expect(page).to_have_url(re.compile(r"/treaties/\?year_min=2000$"))
