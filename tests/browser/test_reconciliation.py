"""The reconciliation opens on what differs; the rest is folded, and a link to a figure opens its fold."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SMALL_PHONE, NewPage
from tests.browser.places import box, right, top
from tests.sampling import thorough

pytestmark = [pytest.mark.browser, thorough]

ADDRESS = "/reconciliation/"


def test_the_first_line_is_what_differs_most(page: Page) -> None:
    page.goto(ADDRESS)
    first = page.locator("#results li").first
    expect(first).to_contain_text("14 years later")
    assert top(first) < 700
    first.get_by_role("link", name="3 records").click()
    expect(page).to_have_url(re.compile(r"/no-2-division-in-1980/#working$"))


def test_the_rest_is_folded_and_opens(page: Page) -> None:
    page.goto(ADDRESS)
    personnel = page.locator("#relief-personnel")
    expect(personnel).to_be_hidden()
    page.locator("summary", has_text="International disaster relief activities").click()
    expect(personnel).to_be_visible()
    personnel.get_by_role("link").click()
    expect(page.locator(".sum")).to_contain_text("= 116")
    page.goto(f"{ADDRESS}?verdict=agrees")
    expect(page.locator("#relief-personnel")).to_be_visible()


def test_on_a_phone_it_reads_without_scrolling_sideways_and_a_figure_s_link_opens_its_fold(new_page: NewPage) -> None:
    page = new_page(viewport=SMALL_PHONE, java_script_enabled=False)
    page.goto(ADDRESS)
    assert top(page.locator("#results li").first) < 900
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.goto("/reconciliation/relief-personnel/")
    page.get_by_role("link", name="On the page of the reconciliation").click()
    figure = page.locator("#relief-personnel")
    expect(figure).to_be_in_viewport()
    expect(figure).to_contain_text("116 personnel → 116")
    for part in figure.locator("> *").all():
        assert box(part)["x"] >= 0
        assert right(part) <= 360
