"""Every page kind, in light and dark, with axe: WCAG 2.2 AA and good practice; and that no page complains."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, NewPage, Watch
from tests.browser.pages import ABSENT, PAGES

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"type": "tag", "values": TAGS}
ON_A_PHONE = (
    *("/", "/treaties/", "/statistics/", "/countries/china/"),
    *("/timeline/", "/search/?q=drug", "/reconciliation/", "/data/", "/changes/"),
)
# What the dark can change.
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}


def faults(page: Page, rules: dict[str, Any] = ALL_RULES) -> list[str]:
    """What axe finds: the rule, what it asks for, and where."""
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_in_light_and_dark(page: Page, watch: Watch, address: str) -> None:
    if address in ABSENT:
        watch.expected = ABSENT
    page.goto(address)
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, COLOUR_RULES) == []


@pytest.mark.parametrize(
    "address",
    ["/", "/treaties/", "/statistics/", "/countries/china/", "/timeline/", "/search/?q=drug", "/reconciliation/"],
)
def test_axe_finds_nothing_on_a_phone_with_all_opened(new_page: NewPage, address: str) -> None:
    page = new_page(viewport=PHONE)
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    assert faults(page) == []


def test_axe_finds_nothing_after_the_list_followed_its_form(page: Page) -> None:
    page.goto("/treaties/")
    page.fill("input[name=year]", "2002")
    page.get_by_role("link", name="Remove the filter Year: 2002").wait_for()
    assert faults(page) == []
