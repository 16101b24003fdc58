"""The lists: rows in sight, sorted with a thumb, read on a card, and a page that stays where it is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import faults
from tests.browser.conftest import SCREEN, SMALL_PHONE, NewPage
from tests.browser.pages import LISTS
from tests.browser.places import box, top
from tests.sampling import thorough

pytestmark = [pytest.mark.browser, thorough]

NARROWED = (
    "/changes/",
    "/countries/?show=experts&region=asia",
    "/statistics/?year_min=2000&country=china&sort=-persons",
    "/timeline/?year=2003&country=china",
    "/treaties/?kind=bilateral&country=china&country=united-states&topic=extradition&year_min=1970&year_max=2003",
)
TABLED = (
    *("/courses/", "/meetings/", "/memberships/", "/missions/", "/projects/", "/statistics/", "/treaties/", "/visits/"),
    "/changes/",
)
ROWS = "#results :is(tbody tr, .outline li, .entry)"

# What has the focus, once it was given it, and has no place to be seen in.
CLIPPED = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter(
    (element) => {
        element.focus({ preventScroll: true });
        const { width, height } = element.getBoundingClientRect();
        return document.activeElement === element && Math.min(width, height) < 8;
    }).map((element) => element.outerHTML)"""
# Dates and names of countries on more than one line; of a date of two ends each end counts for itself.
BROKEN = """() => {
    const lines = (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
    };
    const whole = document.querySelectorAll(
        "td.date:not(:has(.date__parts, .corrected)), .date__parts > span, td.countries a");
    return [...whole].filter((element) => lines(element) > 1).map((element) => element.textContent);
}"""
SCROLLED_SIDEWAYS = """[...document.querySelectorAll("#results .table-frame")]
    .filter((frame) => frame.checkVisibility() && frame.scrollWidth > frame.clientWidth).map((frame) => frame.id)"""
# Where the page is, and where its list and its first row are on the screen.
PLACE = f"""[scrollY, ...["#results", "{ROWS}"]
    .map((which) => Math.round(document.querySelector(which).getBoundingClientRect().top))]"""


def rows(page: Page) -> Locator:
    return page.locator(ROWS).locator("visible=true")


@pytest.mark.parametrize(("width", "height", "most"), [(1280, 900, 700), (360, 800, 900)])
def test_the_first_row_of_every_list_is_in_sight(new_page: NewPage, width: int, height: int, most: int) -> None:
    page = new_page(viewport={"width": width, "height": height})
    tops = {}
    for address in (*LISTS, *NARROWED):
        page.goto(address)
        tops[address] = top(rows(page).first)
    assert {address: place for address, place in tops.items() if place > most} == {}


def test_charts_are_folded_and_stay_open_once_they_are(page: Page) -> None:
    page.goto("/treaties/")
    picture = page.locator("#treaties-over-time svg").first
    expect(picture).to_be_hidden()
    page.locator(".charts-fold > summary").click()
    expect(picture).to_be_visible()
    page.get_by_role("columnheader", name="Kind").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"\?sort=kind$"))
    expect(picture).to_be_visible()
    page.reload()
    expect(picture).to_be_hidden()
    page.emulate_media(media="print")
    expect(picture).to_be_visible()
    expect(page.locator(".charts-fold > summary")).to_be_hidden()


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without"])
def test_a_list_is_sorted_on_a_phone(new_page: NewPage, with_script: bool) -> None:
    page = new_page(viewport=SMALL_PHONE, is_mobile=True, has_touch=True, java_script_enabled=with_script)
    page.goto("/treaties/?kind=multilateral")
    cards = page.locator(".record-table tbody tr")
    expect(cards.first).to_contain_text("Single Convention on Narcotic Drugs")
    expect(page.get_by_role("columnheader")).to_have_count(0)
    sorter = page.locator(".sorter")
    expect(sorter).to_contain_text("Sort by Order in the report")
    sorter.locator("summary").tap()
    assert not with_script or faults(page) == []
    sorter.get_by_role("link", name="Date, descending").tap()
    expect(cards.first).to_contain_text("February 24, 2005")
    expect(sorter.locator("summary")).to_have_text("Sort by Date, descending")
    expect(page).to_have_url(re.compile(r"\?kind=multilateral&sort=-date(#treaties-rows)?$"))
    expect(sorter.locator("summary")).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 320])
def test_nothing_that_is_clipped_takes_the_focus(new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    clipped = {}
    for address in ("/treaties/", "/statistics/", "/timeline/"):
        page.goto(address)
        if found := page.evaluate(CLIPPED):
            clipped[address] = found
    assert clipped == {}


def test_a_card_has_its_title_first_then_short_labels_left_of_their_values(new_page: NewPage) -> None:
    page = new_page(viewport=SMALL_PHONE)
    page.goto("/meetings/")
    card = page.locator(".record-table tbody tr").first
    expect(card.locator("th")).to_have_text("Ottawa")
    tops = [top(card.locator(name)) for name in ("th", "td.date", "td.countries")]
    assert tops == sorted(tops)
    page.goto("/treaties/")
    labels = page.locator("td.date").evaluate_all(
        "(cells) => cells.map((cell) => getComputedStyle(cell, '::before').content)"
    )
    assert set(labels) == {'"Ratified"', '"Signed"'}
    value_at, cell_at, line = page.locator("td.date").first.evaluate("""(cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return [range.getBoundingClientRect().left, cell.getBoundingClientRect().left, cell.offsetHeight];
    }""")
    assert value_at - cell_at > 90
    assert line < 35


@pytest.mark.parametrize("width", [1280, 820])
def test_no_date_and_no_country_is_broken_in_a_table(new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    found = {}
    for address in TABLED:
        page.goto(address)
        if broken := page.evaluate(BROKEN) + page.evaluate(SCROLLED_SIDEWAYS):
            found[address] = broken
    assert found == {}


@pytest.mark.parametrize("width", [360, 320])
def test_no_card_is_wider_than_its_list(new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    wide = {}
    for address in (*TABLED, "/sections/2-1-d/", "/countries/united-states/"):
        page.goto(address)
        if found := page.evaluate(SCROLLED_SIDEWAYS.replace("#results ", "")):
            wide[address] = found
    assert wide == {}


def test_an_empty_cell_says_why_and_an_empty_column_is_left_out(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/courses/")
    reason = "The report names no country."
    empty = page.get_by_role("cell", name=reason, exact=True)
    expect(empty).to_have_count(27)
    expect(empty.first.locator("[title]")).to_have_attribute("title", reason)
    expect(empty.first.locator("[aria-hidden]")).to_have_text("–")
    phone = new_page(viewport=SMALL_PHONE)
    phone.goto("/courses/")
    assert box(phone.locator(".no-entry__reason").first)["width"] > 100, "no finger can point at a title"
    page.goto("/treaties/")
    expect(page.get_by_role("columnheader", name="Partner")).to_be_visible()
    page.goto("/treaties/?kind=multilateral")
    expect(page.get_by_role("columnheader", name="Action")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Partner")).to_have_count(0)


def test_without_script_no_address_holds_what_is_empty(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/treaties/?sort=-date")
    page.fill("input[name=year_min]", "2000")
    page.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile(r"/treaties/\?year_min=2000&sort=-date#results$"))
    expect(page.locator(".matches__count")).to_contain_text("12 of 31")
    expect(page.locator(".matches__count")).to_be_in_viewport()
    page.get_by_role("columnheader", name="Kind").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/treaties/\?year_min=2000&sort=kind#treaties-rows$"))
    expect(rows(page).first).to_be_in_viewport()
    page.get_by_role("banner").get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"/search/$"))


@pytest.mark.parametrize("viewport", [SCREEN, SMALL_PHONE], ids=["desktop", "phone"])
def test_a_filter_or_a_sort_never_moves_the_page(new_page: NewPage, viewport: dict[str, int]) -> None:
    page = new_page(viewport=viewport)
    page.goto("/treaties/")
    page.evaluate("scrollTo(0, 700)")
    place = page.evaluate(PLACE)
    assert place[0] == 700
    # By script, for a click of playwright's would itself scroll to what it clicks.
    page.locator('a[href^="?sort=-date"]').first.evaluate("(link) => link.click()")
    expect(page).to_have_url(re.compile(r"\?sort=-date$"))
    assert page.evaluate(PLACE) == place
    page.locator("#id_action").evaluate(
        "(field) => { field.value = 'signed'; field.dispatchEvent(new Event('change', { bubbles: true })); }"
    )
    expect(page.locator(".record-table tbody tr")).to_have_count(7)
    kept = page.evaluate(PLACE)
    assert kept[:2] == place[:2]
    if viewport["width"] == 1280:
        # Where it has room, the chip stands in the line of the count.
        assert kept == place
    chip = page.get_by_role("link", name="Remove the filter Action: Signed")
    chip.evaluate("(link) => { link.focus({ preventScroll: true }); link.click(); }")
    expect(page.locator(".record-table tbody tr")).to_have_count(31)
    assert page.evaluate(PLACE) == place


def test_a_list_on_paper_bears_its_source_and_no_folds(page: Page) -> None:
    page.goto("/projects/")
    expect(page.locator(".source")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".source")).to_contain_text("“Cooperation projects, 6 records.”")
    expect(page.locator("summary:visible")).to_have_count(0)
