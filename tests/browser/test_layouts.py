"""The pages on a phone, in the dark and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Watch
from tests.browser.pages import ABSENT, PAGES

pytestmark = pytest.mark.browser

# What stands out to the right of the window and cannot be scrolled within a frame of its own.
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_no_page_is_wider_than_a_phone(new_page: NewPage, watch: Watch) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    watch.expected = ABSENT
    wide = {}
    for address in PAGES:
        page.goto(address)
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 844})
            if excess := page.evaluate(SIDEWAYS):
                wide[address, width] = excess
    assert wide == {}


def test_the_menu_of_a_phone_leads_on(phone: Page) -> None:
    phone.goto("/")
    link = phone.get_by_role("banner").get_by_role("link", name="Treaties")
    expect(link).to_be_hidden()
    phone.get_by_role("banner").get_by_text("Menu").tap()
    link.tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Treaties")


def test_filters_are_closed_on_a_phone_and_open_beside_a_list(phone: Page, new_page: NewPage) -> None:
    phone.goto("/treaties/")
    year = phone.locator("input[name=year]")
    expect(year).to_be_hidden()
    phone.get_by_role("button", name="Filters").tap()
    expect(year).to_be_visible()
    year.fill("2002")
    expect(phone.locator(".matches__count")).to_contain_text("6")
    phone.get_by_role("button", name="Apply").tap()
    expect(year).to_be_hidden()
    desktop = new_page()
    desktop.goto("/treaties/")
    expect(desktop.locator("input[name=year]")).to_be_visible()


def test_what_is_tapped_is_large_enough(phone: Page) -> None:
    """WCAG 2.2 wants 24 pixels; a menu and its buttons are to be hit by a thumb."""
    phone.goto("/treaties/")
    for selector in (".site-nav__menu > summary", ".filters-button"):
        box = phone.locator(selector).bounding_box()
        assert box
        assert box["height"] >= 40, selector


def test_the_dark_has_colours_of_its_own(new_page: NewPage) -> None:
    seen = {}
    for scheme in ("light", "dark"):
        page = new_page(color_scheme=scheme)
        page.goto("/treaties/convention-on-cybercrime/")
        seen[scheme] = page.evaluate(
            "[getComputedStyle(document.body).color, getComputedStyle(document.documentElement).backgroundColor]"
        )
    assert brightness(seen["light"][0]) < brightness(seen["light"][1])
    assert brightness(seen["dark"][0]) > brightness(seen["dark"][1])


def brightness(colour: str) -> int:
    """The sum of red, green and blue in ``rgb(1, 2, 3)``."""
    return sum(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(","))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_shows_the_record_and_nothing_to_click(new_page: NewPage, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto("/treaties/convention-on-cybercrime/")
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".printed-row")).to_be_visible()
    for selector in (".skip-link", ".site-nav", ".theme", ".neighbours"):
        expect(page.locator(selector)).to_be_hidden()
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert brightness(ink) < 200, "dark ink on white paper"
    page.goto("/treaties/?year=2002")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".record-table")).to_be_visible()
