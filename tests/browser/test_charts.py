"""The charts in a real browser: no label clipped in any font, on screen, paper or as a file; their forms on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from records.views.chart_files import CHARTED_PAGES
from tests.browser.boxes import label_count, label_faults, shipped_fonts
from tests.browser.conftest import DESKTOP, SMALL_PHONE, NewPage
from tests.browser.pages import fetch
from tests.browser.places import box, right
from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal

pytestmark = [pytest.mark.browser, thorough]

# The whole width of a page, beside something, a narrow column, the narrowest phone.
WIDTHS = (DESKTOP["width"], 820, 560, 360, 320)
CHARTED = (
    *("/courses/", "/experts/", "/missions/", "/meetings/", "/treaties/", "/statistics/", "/timeline/"),
    *("/treaties/?year=2002", "/statistics/?year_min=2002", "/countries/china/", "/topics/drugs/"),
)
FILES = tuple(f"/charts/{name}.svg" for name in (*CHARTED_PAGES, "world-map"))
OPEN_ALL = "document.querySelectorAll('details').forEach((part) => { part.open = true })"


@pytest.mark.parametrize("address", CHARTED)
def test_no_label_is_clipped_or_meets_another_in_any_font(new_page: NewPage, address: str) -> None:
    page = new_page(bypass_csp=True)
    page.goto(address)
    page.evaluate(OPEN_ALL)
    assert label_count(page) > 10
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert label_faults(page) == {}, width
    page.set_viewport_size({"width": 680, "height": 900})
    page.emulate_media(media="print")
    assert label_faults(page) == {}, "on paper"


@pytest.mark.parametrize("address", FILES)
def test_nor_in_the_picture_by_itself_nor_in_its_png(page: Page, portal: ScratchPortal, address: str) -> None:
    page.set_content(fetch(portal.url, address).text)
    assert label_count(page) > 5
    assert label_faults(page) == {}
    for sheet in shipped_fonts():
        page.add_style_tag(content=sheet)
    page.evaluate("Promise.all([document.fonts.load('13px Portal'), document.fonts.load('600 13px Portal')])")
    assert page.evaluate("[...document.fonts].map((font) => font.status)") == ["loaded", "loaded"]
    assert label_faults(page, ("Portal",)) == {}


def test_a_phone_has_the_treaties_from_1995_on_and_says_so(new_page: NewPage) -> None:
    page = new_page(viewport=SMALL_PHONE, java_script_enabled=False)
    open_charts(page, "/treaties/")
    expect(page.locator(".chart__frame")).to_be_hidden()
    picture = page.locator(".chart__picture--narrow")
    expect(picture).to_be_visible()
    for said in ("13 from 1964 on", "5 in 1998", "6 in 2002", "Ratified: 24", "Signed only: 7", "1995"):
        expect(picture.get_by_text(said, exact=True)).to_be_visible()
    expect(picture.locator("a")).to_have_count(18)
    assert box(picture)["x"] >= 0
    assert right(picture) <= SMALL_PHONE["width"]


def test_a_wide_page_has_all_treaties_with_an_axis_title_and_the_peaks(page: Page) -> None:
    open_charts(page, "/treaties/")
    expect(page.locator(".chart__picture--narrow")).to_be_hidden()
    picture = page.locator(".chart__frame .chart__picture")
    for said in ("Number of treaties, added up", "5 in 1998", "6 in 2002"):
        expect(picture.get_by_text(said, exact=True)).to_be_visible()
    expect(picture.locator("a")).to_have_count(31)


def test_small_multiples_stand_two_in_a_row_on_a_phone_and_five_on_a_wide_page(new_page: NewPage) -> None:
    for viewport, row in ((SMALL_PHONE, 2), (DESKTOP, 5)):
        page = new_page(viewport=viewport)
        open_charts(page, "/statistics/")
        panels = page.locator("#persons-by-country .chart__picture--panel")
        expect(panels).to_have_count(10)
        tops = [box(panel)["y"] for panel in panels.all()]
        assert [tops.count(top) for top in sorted(set(tops))] == [row] * (10 // row)


def test_the_timeline_of_a_phone_is_counts_a_decade_that_open(new_page: NewPage) -> None:
    page = new_page(viewport=SMALL_PHONE, java_script_enabled=False)
    open_charts(page, "/timeline/")
    expect(page.locator(".chart__frame")).to_be_hidden()
    decade = page.locator(".decades > li", has_text="1990s")
    expect(decade.locator("summary")).to_contain_text("105")
    year = decade.get_by_role("link", name="1998")
    expect(year).to_be_hidden()
    decade.locator("summary").click()
    expect(year).to_be_visible()
    assert box(year)["height"] >= 24
    year.click()
    expect(page).to_have_url("/timeline/#y1998")
    expect(page.locator("#y1998")).to_be_in_viewport()


@pytest.mark.parametrize("address", ["/missions/", "/meetings/"])
def test_a_chart_that_scrolls_starts_at_its_end(new_page: NewPage, address: str) -> None:
    page = new_page(viewport=SMALL_PHONE, java_script_enabled=False)
    open_charts(page, address)
    frame = page.locator(".chart__frame")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth + 100")
    window, picture = box(frame), box(frame.locator("svg"))
    assert abs(window["x"] + window["width"] - picture["x"] - picture["width"]) <= 1
    assert box(frame.get_by_text("2003", exact=True).last)["x"] > window["x"]
    hint = box(frame.get_by_text("The picture goes on to the left"))
    assert window["x"] - 1 <= hint["x"] <= window["x"] + window["width"] - hint["width"] + 1


def test_what_is_signed_only_is_told_apart_without_colour(new_page: NewPage) -> None:
    """In forced colours, and so in grey: by lines and hollow marks."""
    page = new_page(forced_colors="active")
    open_charts(page, "/treaties/")
    style = "(shape) => { const { fill, stroke } = getComputedStyle(shape); return [fill, stroke] }"
    picture = page.locator(".chart__frame")
    hatch_fill, hatch_line = picture.locator(".c-hatch").first.evaluate(style)
    assert hatch_fill == "none"
    hollow_fill, hollow_line = picture.locator("a .c-hollow").first.evaluate(style)
    canvas = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert hollow_fill == canvas
    assert canvas not in (hollow_line, hatch_line)
    assert picture.locator("a .c-s1").first.evaluate(style)[0] not in (canvas, "none")


def open_charts(page: Page, address: str) -> None:
    """Go to a list, and open what its charts may be folded into."""
    page.goto(address)
    for folded in page.locator("details:has(> .charts):not([open]) > summary").all():
        folded.click()
    expect(page.locator(".chart").first).to_be_visible()
