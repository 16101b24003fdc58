"""The pages as a reader's device asks for them: in forced colours, with more contrast, with less motion."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.axe import faults
from tests.browser.conftest import NewPage
from tests.sampling import thorough

pytestmark = [pytest.mark.browser, thorough]

SEARCH = "/search/?q=seminar&kind=training-courses"
# One of each template that has components of its own.
PAGES = (
    *("/", "/sections/", "/sections/5/", "/treaties/?action=signed&year=soon", "/statistics/", "/countries/china/"),
    *("/treaties/convention-on-cybercrime/", "/timeline/", SEARCH, "/reconciliation/", "/data/", "/glossary/"),
    *("/countries/", "/countries/compare/?country=china&country=indonesia"),
)
ENHANCED_CONTRAST = {"type": "rule", "values": ["color-contrast-enhanced"]}
# What lies over the page while it is open, the sorter and a group of the navigation, would hide what is below.
OPEN_ALL = "document.querySelectorAll('main details:not(.sorter)').forEach((part) => { part.open = true })"


def style(element: Locator, name: str) -> str:
    return str(element.evaluate("(element, name) => getComputedStyle(element).getPropertyValue(name)", name))


def luminance(colour: str) -> float:
    """The relative luminance of ``rgb(1, 2, 3)``, as WCAG defines it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_in_forced_colours(sight: Page, address: str) -> None:
    sight.emulate_media(forced_colors="active")
    sight.goto(address)
    sight.evaluate(OPEN_ALL)
    assert faults(sight) == []


def test_axe_finds_nothing_in_forced_colours_in_an_open_group(new_page: NewPage) -> None:
    page = new_page(forced_colors="active")
    page.goto("/about/")
    page.locator("summary", has_text="Explore").click()
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_still_tell_what_is_chosen(new_page: NewPage, scheme: str) -> None:
    page = new_page(forced_colors="active", color_scheme=scheme)
    page.goto(SEARCH)
    chosen = page.locator(".pills a[aria-current]")
    other = page.locator(".pills a:not([aria-current])").first
    assert style(chosen, "background-color") != style(other, "background-color")
    assert contrast(style(chosen, "color"), style(chosen, "background-color")) >= 4.5
    assert style(page.locator(".chip").first, "border-top-style") == "solid"
    page.goto("/treaties/")
    surface = style(page.locator("html"), "background-color")
    marked = page.locator(".site-nav summary[aria-current]")
    others = page.locator(".site-nav__group > summary:not([aria-current])")
    assert contrast(style(marked, "border-bottom-color"), surface) >= 3
    assert {style(one, "border-bottom-color") for one in others.all()} == {surface}


@pytest.mark.parametrize("address", ["/treaties/?action=signed", SEARCH, "/treaties/convention-on-cybercrime/"])
def test_forced_colours_draw_a_border_around_each_button(new_page: NewPage, address: str) -> None:
    page = new_page(forced_colors="active")
    page.goto(address)
    page.evaluate(OPEN_ALL)
    buttons = page.locator("button:visible").all()
    assert len(buttons) >= 2
    for button in buttons:
        assert is_told(button), button.evaluate("(element) => element.outerHTML")


def is_told(button: Locator) -> bool:
    """Whether it is seen to be a button: by a border, or by a line beneath its words as a link has."""
    bordered = style(button, "border-top-style") == "solid" and style(button, "border-top-width") != "0px"
    return bordered or "underline" in style(button, "text-decoration-line")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_the_series_of_a_chart_apart(new_page: NewPage, scheme: str) -> None:
    page = new_page(forced_colors="active", color_scheme=scheme)
    page.goto("/statistics/")
    page.evaluate(OPEN_ALL)
    surface = style(page.locator("html"), "background-color")
    parts = page.locator("#shares-by-region .chart__picture").first.locator("[class^='c-s']")
    colours = {((part.get_attribute("class") or "").split()[0], style(part, "fill")) for part in parts.all()}
    assert len(colours) == len(dict(colours)) == len({colour for _, colour in colours}) == 7
    assert all(contrast(colour, surface) >= 3 for _, colour in colours), colours


@pytest.mark.parametrize("address", PAGES)
def test_more_contrast_gives_text_seven_to_one_in_light_and_dark(sight: Page, address: str) -> None:
    sight.emulate_media(contrast="more")
    sight.goto(address)
    sight.evaluate(OPEN_ALL)
    assert faults(sight, ENHANCED_CONTRAST) == []
    sight.emulate_media(color_scheme="dark")
    assert faults(sight, ENHANCED_CONTRAST) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_gives_lines_that_are_seen(new_page: NewPage, scheme: str) -> None:
    page = new_page(contrast="more", color_scheme=scheme)
    page.goto("/treaties/")
    surface = style(page.locator("html"), "background-color")
    for selector in (".site-header", ".table-frame", ".record-table thead th", ".field input"):
        line = style(page.locator(selector).first, "border-bottom-color")
        assert contrast(line, surface) >= 4.5, selector


MOVING = """[...document.querySelectorAll("*")].filter((element) => {
    const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
    return animationName !== "none" || /[1-9]/.test(transitionDuration) || scrollBehavior === "smooth";
}).map((element) => element.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("address", PAGES)
def test_nothing_moves_by_itself_where_less_motion_is_asked_for(sight: Page, address: str) -> None:
    sight.emulate_media(reduced_motion="reduce")
    sight.goto(address)
    sight.evaluate(OPEN_ALL)
    assert sight.evaluate(MOVING) == []
    assert no_picture_moves(sight)


def no_picture_moves(page: Page) -> bool:
    return bool(page.evaluate("document.getAnimations().length === 0 && !document.querySelector('animate, video')"))
