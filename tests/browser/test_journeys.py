"""What readers come for, done as they do it: with mouse, keyboard alone, and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage, Watch
from tests.browser.pages import CORRECTED

pytestmark = pytest.mark.browser

CYBERCRIME = "Convention on Cybercrime"


def count_of_matches(page: Page) -> Locator:
    return page.locator(".matches__count")


def open_charts(page: Page) -> None:
    page.locator(".charts-fold > summary").click()


def test_from_home_by_section_to_a_treaty(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="4 Handling of Treaty Negotiations").click()
    page.get_by_role("main").get_by_role("link", name=re.compile("^Attached Table 4")).first.click()
    page.get_by_role("link", name=CYBERCRIME, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CYBERCRIME)
    expect(page.locator(".printed-row")).to_contain_text("Nov. 23, 2001 *")
    page.get_by_role("navigation", name="Breadcrumbs").get_by_role("link", name="Treaties").click()
    expect(count_of_matches(page)).to_contain_text(re.compile("^31"))


def test_treaties_are_filtered_by_year_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/treaties/")
    page.fill("input[name=year]", "2002")
    page.get_by_role("button", name="Apply").click()
    expect(count_of_matches(page)).to_contain_text(re.compile("^6 "))
    expect(page).to_have_url(re.compile(r"\byear=2002\b"))
    page.get_by_role("link", name="Remove the filter Year: 2002").click()
    expect(count_of_matches(page)).to_contain_text(re.compile("^31 "))


def test_a_list_follows_its_form_while_the_focus_stays_and_back_works(page: Page) -> None:
    page.goto("/treaties/")
    page.evaluate("window.stillTheSamePage = true")
    year = page.locator("input[name=year]")
    status = page.locator("#results .matches__count[role=status]")
    status.evaluate("(element) => { element.isTheFirstOne = true }")
    year.click()
    page.keyboard.type("2002")
    expect(count_of_matches(page)).to_contain_text(re.compile("^6 "))
    expect(page).to_have_url(re.compile(r"/treaties/\?year=2002$"))
    expect(year).to_be_focused()
    expect(page.locator("#results .record-table tbody tr")).to_have_count(6)
    expect(page.get_by_role("link", name="Remove the filter Year: 2002")).to_be_visible()
    # A screen reader hears a live region only where the region was there before its words.
    expect(status).to_contain_text("6")
    assert status.evaluate("(element) => element.isTheFirstOne")
    page.go_back()
    expect(count_of_matches(page)).to_contain_text(re.compile("^31 "))
    expect(page.locator("input[name=year]")).to_have_value("")
    page.go_forward()
    expect(count_of_matches(page)).to_contain_text(re.compile("^6 "))
    expect(page.locator("input[name=year]")).to_have_value("2002")
    assert page.evaluate("window.stillTheSamePage")


def test_what_does_not_fit_is_said_beside_the_field(page: Page) -> None:
    page.goto("/treaties/")
    page.fill("input[name=year]", "soon")
    expect(count_of_matches(page)).to_contain_text(re.compile("^0 "))
    expect(page.locator("#id_year_error")).not_to_be_empty()


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without"])
def test_a_heading_sorts(new_page: NewPage, with_script: bool) -> None:
    page = new_page(java_script_enabled=with_script)
    page.goto("/treaties/?action=signed")
    heading = page.get_by_role("columnheader", name="Date")
    heading.get_by_role("link").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    rows = page.locator(".record-table tbody tr")
    first, last = rows.first.inner_text(), rows.last.inner_text()
    heading.get_by_role("link").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    assert (rows.first.inner_text(), rows.last.inner_text()) == (last, first)
    expect(rows).to_have_count(7)


@pytest.mark.parametrize("address", ["/", "/countries/"])
def test_from_the_map_to_a_country(page: Page, address: str) -> None:
    page.goto(address)
    country = page.locator('.world-map svg a[href^="/countries/"]')
    assert country.count() > 30
    wanted = page.locator('.world-map svg a[href="/countries/indonesia/"]').first
    assert "Indonesia" in (wanted.locator("title").first.text_content() or "")
    wanted.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Indonesia")


def test_from_a_mark_in_a_chart_to_its_record(page: Page) -> None:
    page.goto("/treaties/")
    open_charts(page)
    mark = page.locator('.chart svg a[href="/treaties/convention-on-cybercrime/"]').first
    assert CYBERCRIME in (mark.locator("title").first.text_content() or "")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(CYBERCRIME)


def test_a_mark_in_a_chart_can_be_clicked(page: Page) -> None:
    page.goto("/statistics/")
    open_charts(page)
    mark = page.locator('.chart svg a[href="/statistics/2003/"]').first
    mark.click()
    expect(page).to_have_url(re.compile(r"/statistics/2003/$"))


def test_filtering_a_list_changes_the_chart_above_it(page: Page) -> None:
    page.goto("/treaties/")
    marks = page.locator('.chart__frame--wide a[href^="/treaties/"]')
    expect(marks).to_have_count(31)
    page.fill("input[name=year]", "2002")
    expect(marks).to_have_count(6)


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without"])
def test_from_a_record_to_a_figure_to_the_rows_that_it_is_made_of(new_page: NewPage, with_script: bool) -> None:
    page = new_page(java_script_enabled=with_script)
    page.goto("/missions/algeria-earthquake-2003/")
    page.get_by_role("link", name="Personnel dispatched for search and rescue").click()
    expect(page).to_have_url(re.compile(r"/reconciliation/relief-personnel/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Personnel dispatched for search and rescue")
    expect(page.locator(".balance")).to_contain_text("Agrees")
    expect(page.locator(".sum")).to_have_text("6 + 11 + 11 + 9 + 15 + 45 + 19 = 116")
    expect(page.locator(".terms li")).to_have_count(7)
    page.locator(".sum").get_by_role("link", name="45", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Earthquake in Taiwan")
    page.go_back()
    page.get_by_role("link", name="On the page of the reconciliation").click()
    expect(page).to_have_url(re.compile(r"/reconciliation/#relief-personnel$"))
    expect(page.locator("#relief-personnel")).to_be_in_viewport()
    page.locator("#relief-disasters").get_by_role("link", name="Disasters to which personnel were dispatched").click()
    page.locator(".neighbours").get_by_role("link", name=re.compile("^Before")).click()
    expect(page).to_have_url(re.compile(r"/reconciliation/relief-personnel/$"))


@pytest.mark.parametrize("address", ["/", "/treaties/convention-on-cybercrime/", "/reconciliation/", "/no-such-page/"])
def test_the_search_is_found_on_any_page(page: Page, watch: Watch, address: str) -> None:
    watch.expected = ("/no-such-page/",)
    page.goto(address)
    page.get_by_role("combobox", name="Search the report").fill("budapest convention")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=budapest\+convention$"))
    first = page.locator(".hit").first.get_by_role("link")
    expect(first).to_have_text(CYBERCRIME)
    expect(page.locator(".hit mark").first).to_be_visible()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CYBERCRIME)


def test_a_search_is_narrowed_by_kind_and_by_country(page: Page) -> None:
    page.goto("/search/?q=seminar")
    page.get_by_role("navigation", name="Kinds").get_by_role("link", name=re.compile("^Training courses")).click()
    expect(page).to_have_url(re.compile(r"kind=training-courses"))
    page.locator("summary", has_text="Country").click()
    page.get_by_label("China (1)").check()
    page.get_by_role("button", name="Apply").click()
    expect(count_of_matches(page)).to_contain_text(re.compile("^1 "))
    expect(page.locator(".hit")).to_contain_text("Ministry of Public Security")


def test_a_misspelt_word_is_put_right(page: Page) -> None:
    page.goto("/search/?q=extradision")
    page.locator(".did-you-mean").get_by_role("link").first.click()
    expect(page.locator(".hit").first).to_be_visible()


def test_from_a_decade_of_the_timeline_to_a_record(page: Page) -> None:
    page.goto("/timeline/")
    page.get_by_role("navigation", name="Decades").get_by_role("link", name=re.compile("^1970s")).click()
    expect(page.get_by_role("heading", name=re.compile("^1970s"))).to_be_in_viewport()
    page.get_by_role("main").get_by_label("Kind").select_option("treaties")
    expect(count_of_matches(page)).to_contain_text(re.compile("^31 of 388"))
    page.locator(".entries").get_by_role("link", name=CYBERCRIME, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CYBERCRIME)


def test_from_a_dossier_to_a_list_of_the_same_country(page: Page) -> None:
    page.goto("/countries/china/")
    page.get_by_role("link", name="66 experts").click()
    expect(page.get_by_role("heading", name=re.compile("^Expert dispatches by country"))).to_be_in_viewport()
    page.get_by_role("navigation", name="In the lists").get_by_role("link", name=re.compile("^Timeline")).click()
    expect(count_of_matches(page)).to_contain_text(re.compile("^22 of 388"))
    expect(page.get_by_role("link", name="Remove the filter Country: China")).to_be_visible()


def test_from_a_printed_figure_that_differs_to_the_rows_it_is_recomputed_from(page: Page) -> None:
    page.goto("/reconciliation/?verdict=differs")
    bribery = page.locator("#treaty-bribery")
    expect(bribery).to_contain_text("ratified … in 1999")
    expect(bribery).to_contain_text("contradict each other")
    bribery.get_by_role("link", name=re.compile("^Convention on bribery")).click()
    expect(page.locator(".balance")).to_contain_text("1 year earlier")
    page.locator(".terms a[href^='/treaties/']").click()
    expect(page.locator(".printed-row")).to_contain_text("1998")
    expect(page.get_by_role("heading", name="What is checked with this record")).to_be_visible()


def test_a_citation_is_copied_with_the_day_of_access(new_page: NewPage) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/treaties/convention-on-cybercrime/")
    page.get_by_role("button", name="Copy with today’s date").click()
    expect(page.locator(".cite__done")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(page.locator(".cite .source").inner_text())
    assert re.search(r"\(accessed [A-Z][a-z]+ \d{1,2}, \d{4}\)\.$", copied)


def test_the_citation_of_a_filtered_list_is_copied(new_page: NewPage) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/treaties/?kind=bilateral&sort=-date&year_min=1990")
    page.locator("summary", has_text="Cite this list").click()
    cited = page.locator("#results > .cite-folded")
    cited.get_by_role("button", name="Copy with today’s date").click()
    expect(cited.locator(".cite__done")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.match(
        r"“Treaties, \d+ of 31 records, filtered by Kind: Bilateral; From year: 1990\.” In Progress of ", copied
    )
    assert re.search(r"/treaties/\?kind=bilateral&year_min=1990 \(accessed [A-Z][a-z]+ \d{1,2}, \d{4}\)\.$", copied)
    page.get_by_label("Action").select_option("signed")
    expect(count_of_matches(page)).to_contain_text(re.compile("^1 "))
    cited.get_by_role("button", name="Copy with today’s date").click()
    expect(cited.locator(".cite__done")).to_have_text("Copied")
    assert "Action: Signed" in page.evaluate("navigator.clipboard.readText()")
    open_charts(page)
    chart = page.locator("#treaties-over-time .cite-folded").first
    chart.locator("summary").click()
    expect(chart.locator(".source")).to_contain_text("“Treaties as they add up (chart), ")
    expect(chart.get_by_role("link", name="RIS")).to_have_attribute(
        "href", "/charts/treaties-over-time.ris?kind=bilateral&action=signed&year_min=1990"
    )


def test_from_a_correction_to_the_record_as_it_stood_before_it(page: Page) -> None:
    page.goto(CORRECTED)
    now = page.locator(".page-head .intro").inner_text()
    corrections = page.get_by_role("region", name="Corrections")
    corrections.get_by_role("link", name="As it stood the day before").last.click()
    expect(page).to_have_url(re.compile(r"\?as_of=\d{4}-\d{2}-\d{2}$"))
    banner = page.get_by_role("complementary", name="As it stood")
    expect(banner).to_contain_text("2 corrections came since")
    expect(page.locator(".cite .source")).to_contain_text("/topics/drugs/?as_of=2026-03-01")
    banner.get_by_role("link", name="what, when and why").click()
    expect(page.get_by_role("heading", name=re.compile("^What was done since"))).to_be_in_viewport()
    banner.get_by_role("link", name="As it stands today").click()
    expect(page).to_have_url(re.compile(rf"{CORRECTED}$"))
    expect(page.locator(".page-head .intro")).to_have_text(now)


def test_without_javascript_there_is_a_citation_and_no_button(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/treaties/convention-on-cybercrime/")
    expect(page.locator(".cite .source")).to_contain_text(
        "edited by Police Policy Research Center, National Police Academy of Japan"
    )
    expect(page.locator(".cite__copy")).to_be_hidden()


def test_keyboard_alone_leads_to_a_treaty(page: Page) -> None:
    page.goto("/treaties/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    treaty = page.locator(".record-table").get_by_role("link", name=CYBERCRIME, exact=True)
    for _ in range(200):
        page.keyboard.press("Tab")
        assert page.evaluate(SHOWS_ITS_FOCUS), page.evaluate("document.activeElement.outerHTML")
        if treaty.evaluate("(element) => element === document.activeElement"):
            break
    expect(treaty).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(CYBERCRIME)


# Whether what has the focus is seen to have it, be it by an outline of its own or of a part of it.
SHOWS_ITS_FOCUS = """() => {
    const focused = document.activeElement;
    const box = focused.getBoundingClientRect();
    const outlined = (element) => {
        const style = getComputedStyle(element);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    };
    const parts = [focused, ...focused.querySelectorAll("*")];
    const stroked = (element) => element.closest("svg") && getComputedStyle(element).stroke !== "none";
    return box.width > 0 && box.height > 0 && (parts.some(outlined) || parts.some(stroked));
}"""


def paper(page: Page) -> str:
    """The colour of the page behind its text."""
    return str(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))


def test_the_switch_of_colours_is_remembered(page: Page) -> None:
    page.goto("/")
    light = paper(page)
    page.locator("input[name=theme][value=dark]").check()
    dark = paper(page)
    assert dark != light
    page.goto("/treaties/")
    assert paper(page) == dark
    expect(page.locator("input[name=theme][value=dark]")).to_be_checked()
    page.locator("input[name=theme][value=auto]").check()
    assert paper(page) == light
    page.reload()
    assert paper(page) == light


def test_the_switch_of_colours_works_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/")
    before = page.screenshot(clip={"x": 0, "y": 300, "width": 4, "height": 4})
    page.locator("input[name=theme][value=dark]").check()
    page.evaluate("scrollTo(0, 0)")
    assert page.screenshot(clip={"x": 0, "y": 300, "width": 4, "height": 4}) != before
