"""The navigation in a real browser: its groups by mouse, keyboard and without script, its line, the way to the rows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import faults
from tests.browser.conftest import PHONE, SCREEN, NewPage
from tests.browser.places import box, right
from tests.sampling import thorough

pytestmark = [pytest.mark.browser, thorough]

GROUPS = ["The report", "Activities", "Diplomacy", "Figures", "Explore"]
AT_REST = (5, 700)


def group(page: Page, title: str) -> Locator:
    """What opens the group."""
    return page.locator(".site-nav__group > summary", has_text=title)


def entry(page: Page, label: str) -> Locator:
    return page.get_by_role("banner").get_by_role("link", name=label)


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without"])
def test_a_group_opens_by_mouse_and_by_key(new_page: NewPage, with_script: bool) -> None:
    page = new_page(java_script_enabled=with_script)
    page.goto("/about/")
    treaties, courses = entry(page, "Treaties"), entry(page, "Courses")
    expect(treaties).to_be_hidden()
    group(page, "Diplomacy").hover()
    expect(treaties).to_be_visible()
    # The mouse may go down to an entry, and a group opened before gives way to the one beneath the mouse.
    treaties.hover()
    expect(treaties).to_be_visible()
    group(page, "Activities").click()
    expect(courses).to_be_visible()
    group(page, "Diplomacy").hover()
    expect(courses).to_be_hidden()
    page.mouse.move(*AT_REST)
    expect(treaties).to_be_hidden()
    expect(courses).to_be_visible()
    for key in ("Enter", "Space"):
        group(page, "Diplomacy").focus()
        page.keyboard.press(key)
        expect(treaties).to_be_visible()
        expect(courses).to_be_hidden()
        page.keyboard.press(key)
        expect(treaties).to_be_hidden()
    page.keyboard.press("Enter")
    treaties.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Treaties")


def test_a_group_closes_by_escape_and_when_one_leaves_it(page: Page) -> None:
    page.goto("/about/")
    diplomacy, treaties = group(page, "Diplomacy"), entry(page, "Treaties")
    diplomacy.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(entry(page, "Meetings")).to_be_focused()
    page.keyboard.press("Escape")
    expect(treaties).to_be_hidden()
    expect(diplomacy).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(group(page, "Figures")).to_be_focused()
    expect(treaties).to_be_hidden()
    diplomacy.click()
    page.mouse.move(*AT_REST)
    expect(treaties).to_be_visible()
    page.mouse.click(*AT_REST)
    expect(treaties).to_be_hidden()
    # What the mouse holds open is dismissed without moving it.
    diplomacy.hover()
    expect(treaties).to_be_visible()
    page.keyboard.press("Escape")
    expect(treaties).to_be_hidden()
    page.mouse.move(*AT_REST)
    diplomacy.hover()
    expect(treaties).to_be_visible()


def test_the_five_groups_stand_in_one_line(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 820, "height": 900})
    page.goto("/treaties/")
    summaries = page.locator(".site-nav__group > summary")
    expect(summaries).to_have_text(GROUPS)
    boxes = [box(summary) for summary in summaries.all()]
    assert len({place["y"] for place in boxes}) == 1
    edges = [(place["x"], place["x"] + place["width"]) for place in boxes]
    assert all(left[1] < right[0] for left, right in pairwise(edges))
    assert edges[-1][1] <= 820
    assert right(page.locator(".brand")) <= box(page.locator(".site-search"))["x"]
    for summary in summaries.all():
        summary.hover()
        assert page.evaluate("document.documentElement.scrollWidth") == 820


def test_the_page_is_marked_in_its_group(page: Page) -> None:
    page.goto("/treaties/convention-on-cybercrime/")
    expect(page.locator(".site-nav summary[aria-current]")).to_have_text(["Diplomacy"])
    expect(page.locator(".site-nav a[aria-current]")).to_have_text(["Treaties 31"])


def test_a_phone_has_one_menu_of_five_groups(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/")
    for title in GROUPS:
        expect(page.locator(".site-nav").get_by_text(title, exact=True).first).to_be_hidden()
    page.locator(".site-nav__menu > summary").click()
    expect(page.locator(".site-nav__title:visible")).to_have_text(GROUPS)
    for link in page.locator(".site-nav__entries a").all():
        assert box(link)["height"] >= 24
    entry(page, "Attached tables").click()
    expect(page.get_by_role("heading", name="Attached tables")).to_be_in_viewport()


FOCUSED = "[document.activeElement.tagName, document.activeElement.getAttribute('href')]"


@pytest.mark.parametrize("viewport", [SCREEN, PHONE], ids=["desktop", "phone"])
def test_the_first_treaty_is_reached_in_few_steps(new_page: NewPage, viewport: dict[str, int]) -> None:
    page = new_page(viewport=viewport)
    page.goto("/treaties/")
    first = page.locator(".record-table tbody tr").first.get_by_role("link").first.get_attribute("href")
    steps = 0
    while page.evaluate(FOCUSED) != ["A", first]:
        page.keyboard.press("Tab")
        steps += 1
        assert steps < 25, page.evaluate("document.activeElement.outerHTML")


def test_the_filters_of_a_phone_are_a_sheet_that_its_button_leads_into(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.goto("/treaties/")
    button, words = page.get_by_role("button", name="Filters"), page.locator(".filter-form input[name=q]")
    expect(words).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(words).to_be_visible()
    assert faults(page) == []
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(words).to_be_focused()
    page.keyboard.press("Escape")
    expect(words).to_be_hidden()
    expect(button).to_be_focused()


def test_on_a_wide_screen_a_link_leads_past_the_rows_to_the_filters(page: Page) -> None:
    page.goto("/treaties/")
    page.get_by_role("link", name="Skip to the filters").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".filter-form input[name=q]")).to_be_focused()
