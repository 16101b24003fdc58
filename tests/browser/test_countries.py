"""Countries as a matrix and compared: sorted, filtered, chosen and set side by side, on a desk and on a phone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SCREEN, SMALL_PHONE, NewPage
from tests.browser.places import top
from tests.sampling import thorough

pytestmark = [pytest.mark.browser, thorough]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TWO = "/countries/compare/?country=china&country=indonesia"


def names(page: Page) -> list[str]:
    """The countries of the matrix from the top."""
    return page.locator(".matrix__table tbody th a").all_inner_texts()


def choose_and_compare(page: Page) -> None:
    page.goto("/countries/")
    page.get_by_role("checkbox", name="Compare China", exact=True).check()
    page.get_by_role("checkbox", name="Compare Indonesia", exact=True).check()
    page.get_by_role("button", name="Compare", exact=True).click()
    page.wait_for_url("**/countries/compare/?country=china&country=indonesia")
    expect(page.get_by_role("heading", level=1)).to_have_text("China and Indonesia compared")


def test_the_matrix_is_sorted_by_a_column_and_filtered_by_region(new_page: NewPage) -> None:
    page = new_page(viewport=SCREEN)
    page.goto("/countries/")
    assert top(page.locator(".matrix__table tbody tr").first) < 700
    page.locator(".matrix__table thead").get_by_role("link", name="Experts", exact=True).click()
    expect(page.locator(".matrix__table th[aria-sort=descending]")).to_have_text("Experts")
    assert names(page)[:3] == ["China", "Singapore", "Thailand"]
    page.get_by_label("Region").select_option("Europe")
    expect(page.locator(".matches__count")).to_contain_text("21 of 72")
    assert "China" not in names(page)
    page.locator(".matrix__table tbody tr", has_text="Germany").get_by_role("link", name="1", exact=True).first.click()
    page.wait_for_url("**/memberships/?country=germany")


def test_two_countries_are_chosen_and_stand_side_by_side(page: Page) -> None:
    choose_and_compare(page)
    china, indonesia = (
        page.locator(".beside__columns").first.locator("div").nth(place).bounding_box() for place in (0, 1)
    )
    assert china
    assert indonesia
    assert china["y"] == indonesia["y"]
    assert china["x"] + china["width"] <= indonesia["x"]
    expect(page.locator(".compared tbody tr").first).to_contain_text("China: 26 more")
    ticks = page.locator("#countries-compared svg").first.locator("text", has_text="2000")
    assert len({box["x"] for one in ticks.all() if (box := one.bounding_box())}) == 1, "one axis for both"


def test_the_same_without_a_script(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    choose_and_compare(page)
    page.locator("summary", has_text="Choose other countries").click()
    expect(page.get_by_role("checkbox", name="China", exact=True)).to_be_checked()
    page.get_by_role("checkbox", name="Thailand", exact=True).check()
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("China, Indonesia and Thailand compared")


def test_the_same_on_a_phone(new_page: NewPage) -> None:
    phone = new_page(viewport=SMALL_PHONE, is_mobile=True, has_touch=True)
    phone.goto("/countries/")
    assert phone.evaluate(SIDEWAYS) == 0
    assert top(phone.locator(".matrix__table tbody tr").first) < 900
    name = phone.locator(".matrix__table tbody th").first
    before = name.bounding_box()
    phone.locator(".matrix__frame").evaluate("frame => frame.scrollTo(400, 0)")
    assert name.bounding_box() == before, "the names stay in sight"
    phone.locator(".matrix__frame").evaluate("frame => frame.scrollTo(0, 0)")
    choose_and_compare(phone)
    assert phone.evaluate(SIDEWAYS) == 0
    tops = [
        box["y"] for one in phone.locator(".beside__columns").first.locator("div").all() if (box := one.bounding_box())
    ]
    assert tops[0] < tops[1], "stacked"
    expect(phone.locator("#countries-compared .chart__picture--narrow")).to_be_visible()


def test_what_is_too_many_is_said_and_stays_ticked(page: Page) -> None:
    page.goto(f"{TWO}&country=thailand&country=japan&country=brazil")
    expect(page.locator(".notice")).to_contain_text("Left out: Brazil.")
    expect(page.get_by_role("checkbox", name="Brazil", exact=True)).to_be_checked()


def test_a_dossier_is_saved_as_one_file_with_its_figures(page: Page, tmp_path: Path) -> None:
    page.goto("/countries/china/")
    with page.expect_download() as started:
        page.get_by_role("link", name="The dossier of China as CSV", exact=True).click()
    file = tmp_path / started.value.suggested_filename
    started.value.save_as(file)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    expect(page.locator(".files").first).to_contain_text(f"({len(rows)} rows)")
    experts = {row["measure"]: int(row["value"]) for row in rows if row["unit"] == "experts"}
    visitors = sum(int(row["value"]) for row in rows if row["kind"] == "assistance-by-country")
    expect(page.locator(".intro")).to_contain_text(f"{experts['total']} experts")
    expect(page.locator(".intro")).to_contain_text(f"{visitors} visitors helped")
    shown = set(page.locator(".record-table tbody th.name a").evaluate_all("links => links.map(link => link.href)"))
    years = set(page.locator(".record-table td.figure a").evaluate_all("links => links.map(link => link.href)"))
    in_file = {row["address"] for row in rows}
    assert (shown | years) - {page.url} <= in_file
    assert len(in_file) == sum(int(text) for text in page.locator(".kind > h2 > .count").all_inner_texts()), (
        "each record of the page"
    )
