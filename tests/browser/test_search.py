"""The search as a reader uses it: suggestions by keyboard, by mouse and without script, and what stands on top."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import COLOUR_RULES, faults
from tests.browser.conftest import NewPage
from tests.browser.pages import Links, fetch
from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal

pytestmark = [pytest.mark.browser, thorough]

# With that of the navigation, which every page has as well.
SCRIPT = re.compile(r"/together\.\w+\.js$")


def box_of(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Search the report")


def test_a_suggestion_is_taken_by_keyboard(page: Page) -> None:
    page.goto("/treaties/")
    box = box_of(page)
    expect(box).to_have_attribute("aria-expanded", "false")
    before = page.locator("main").bounding_box()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("thai/")
    page.keyboard.press("Backspace")
    listbox = page.get_by_role("listbox", name="Suggestions")
    options, chosen = listbox.get_by_role("option"), listbox.get_by_role("option", selected=True)
    expect(options.first).to_have_text("Thailandcountry")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(f"#{box.get_attribute('aria-controls')}")).to_have_role("listbox")
    expect(page.locator(".site-search [role=status]")).to_have_text(f"{options.count()} suggestions")
    assert page.locator("main").bounding_box() == before
    # Down from the box to the first and back, up to the last and back: the focus stays in the box.
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(chosen).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(chosen).to_have_id(box.get_attribute("aria-activedescendant") or "")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("thai")
    page.keyboard.type("l")
    expect(options.first).to_have_text("Thailandcountry")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/countries/thailand/$"))


def test_a_suggestion_is_taken_by_mouse_and_enter_without_one_searches(page: Page) -> None:
    page.goto("/search/")
    page.get_by_role("combobox", name="Words, names, dates").click()
    page.keyboard.type("dispatch of")
    page.get_by_role("option", name="2 (1) B Dispatch of experts").click()
    expect(page).to_have_url(re.compile("/sections/2-1-b/$"))
    box_of(page).fill("drug")
    expect(page.get_by_role("option").first).to_have_text("Drugstopic")
    page.get_by_role("heading", level=1).click()
    expect(page.get_by_role("listbox", name="Suggestions")).to_have_count(0)
    box_of(page).press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=drug$"))


def test_the_key_that_leads_to_the_box_can_be_switched_off(page: Page) -> None:
    page.goto("/search/")
    page.get_by_label("The key “/” leads to the search").uncheck()
    page.goto("/treaties/")
    page.keyboard.press("/")
    expect(box_of(page)).not_to_be_focused()


def test_without_script_the_box_is_a_form(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/treaties/")
    box = page.get_by_role("searchbox", name="Search the report")
    box.fill("thai")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=thai$"))
    expect(page.locator(".hit a").first).to_have_attribute("href", "/countries/thailand/")


@pytest.mark.parametrize("asked", ["what did japan do with indonesia", "how many experts did japan send to indonesia"])
def test_the_dossier_comes_first_where_a_question_is_about_a_country(page: Page, asked: str) -> None:
    page.goto("/")
    box_of(page).fill(asked)
    box_of(page).press("Enter")
    expect(page.locator(".hit a").first).to_have_attribute("href", "/countries/indonesia/")
    page.get_by_role("region", name="What you ask for").get_by_role("link", name="Indonesia", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Indonesia")


def test_what_is_plainly_asked_for_stands_on_top_and_a_list_with_its_count(page: Page) -> None:
    page.goto("/search/?q=Attached+Table+4")
    top = page.get_by_role("main").get_by_role("link", name=re.compile("^Attached Table 4 ")).first
    expect(top).to_have_attribute("href", "/sections/attached-table-4/")
    page.goto("/search/?q=treaties+signed+2000+to+2003")
    answer = page.get_by_role("region", name="What you ask for")
    said = answer.locator(".count").inner_text()
    answer.get_by_role("link", name="Treaties: signed, from 2000 to 2003").click()
    expect(page).to_have_url(re.compile(r"/treaties/\?action=signed&year_min=2000&year_max=2003$"))
    expect(page.locator(".matches__count strong")).to_have_text(said.split()[0])
    expect(page.locator(".record-table tbody tr")).to_have_count(int(said.split()[0]))


def test_axe_finds_nothing_while_the_list_is_open(page: Page) -> None:
    page.goto("/search/?q=experts+to+china")
    box_of(page).fill("kor")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, COLOUR_RULES) == []


def test_the_script_is_small(portal: ScratchPortal) -> None:
    [script] = [file for file in Links.of(fetch(portal.url, "/").text).scripts if SCRIPT.search(file)]
    assert fetch(portal.url, script).size <= 2_100
