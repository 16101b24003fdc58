"""The world map in a real browser: a country answers to pointer and focus, and on a phone to its name in a list."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults
from tests.browser.conftest import SMALL_PHONE, NewPage
from tests.browser.pages import Links, fetch
from tests.browser.places import box
from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal

pytestmark = [pytest.mark.browser, thorough]

LOOK = """(country) => {
  const shape = getComputedStyle(country.querySelector("path, circle"));
  return [shape.fill, shape.stroke, shape.strokeWidth];
}"""


@pytest.mark.parametrize("colours", ["none", "active"], ids=["colours", "forced colours"])
def test_a_country_answers_to_pointer_and_focus_visibly(new_page: NewPage, colours: str) -> None:
    page = new_page(forced_colors=colours)
    page.goto("/countries/?show=experts")
    country = page.locator('.world-map a[href="/countries/china/"]').first
    said = country.locator("text")
    calm = country.evaluate(LOOK)
    expect(said).to_be_hidden()
    for answer in (country.hover, country.focus):
        answer()
        expect(said).to_be_visible()
        expect(said).to_have_text("China: 66 experts")
        fill, stroke, width = country.evaluate(LOOK)
        assert fill != calm[0]
        assert stroke != calm[1]
        assert stroke != fill
        assert float(width.removesuffix("px")) >= 2
        page.mouse.move(0, 0)
        country.evaluate("country => country.blur()")
        expect(said).to_be_hidden()


def test_a_phone_lists_the_countries_by_region_in_place_of_tapping_shapes(new_page: NewPage) -> None:
    page = new_page(viewport=SMALL_PHONE, java_script_enabled=False)
    page.goto("/countries/?show=experts")
    expect(page.locator(".world-map__svg")).to_have_css("pointer-events", "none")
    region = page.locator(".map-regions > li", has_text="Asia").first
    expect(region.locator("summary")).to_contain_text("17")
    link = region.get_by_role("link", name="Thailand 54 experts")
    expect(link).to_be_hidden()
    region.locator("summary").click()
    assert box(link)["height"] >= 24
    link.click()
    expect(page).to_have_url("/countries/thailand/")


def test_a_wide_page_has_no_list_and_its_shades_stay_apart_in_forced_colours(new_page: NewPage) -> None:
    page = new_page(forced_colors="active")
    page.goto("/countries/")
    expect(page.locator(".map-regions")).to_be_hidden()
    swatches = page.locator(".world-map__swatch").evaluate_all(
        "all => all.map((swatch) => getComputedStyle(swatch).backgroundColor)"
    )
    assert len(set(swatches)) == len(swatches) == 6
    assert faults(page) == []


@pytest.mark.parametrize("address", ["/", "/countries/", "/countries/?show=visitors"])
def test_pages_with_the_map_take_at_most_90_kb(portal: ScratchPortal, address: str) -> None:
    page = fetch(portal.url, address)
    assert page.size + sum(fetch(portal.url, file).size for file in dict.fromkeys(Links.of(page.text).files)) <= 90_000
