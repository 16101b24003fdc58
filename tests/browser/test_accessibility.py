"""Every page kind, in light and dark, with axe: WCAG 2.2 AA and good practice; and that no page complains."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import COLOUR_RULES, faults
from tests.browser.conftest import PHONE, NewPage, Watch
from tests.browser.pages import ABSENT, PAGES

pytestmark = pytest.mark.browser

ON_A_PHONE = (
    *("/", "/treaties/", "/statistics/", "/countries/china/"),
    *("/timeline/", "/search/?q=drug", "/reconciliation/", "/data/", "/changes/"),
)


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_in_light_and_dark(sight: Page, watch: Watch, address: str) -> None:
    if address in ABSENT:
        watch.expected = ABSENT
    sight.goto(address)
    assert faults(sight) == []
    sight.emulate_media(color_scheme="dark")
    assert faults(sight, COLOUR_RULES) == []


@pytest.mark.parametrize(
    "address",
    ["/", "/treaties/", "/statistics/", "/countries/china/", "/timeline/", "/search/?q=drug", "/reconciliation/"],
)
def test_axe_finds_nothing_on_a_phone_with_all_opened(new_page: NewPage, address: str) -> None:
    page = new_page(viewport=PHONE)
    page.goto(address)
    # The sorter lies over the rows while it is open.
    page.evaluate("document.querySelectorAll('details:not(.sorter)').forEach((part) => { part.open = true })")
    assert faults(page) == []


def test_axe_finds_nothing_after_the_list_followed_its_form(page: Page) -> None:
    page.goto("/treaties/")
    page.fill("input[name=year]", "2002")
    page.get_by_role("link", name="Remove the filter Year: 2002").wait_for()
    assert faults(page) == []
