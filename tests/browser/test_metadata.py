"""What pages say to machines, in a real browser: the security policy lets the data be, and nothing complains."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

DATA = """
[...document.querySelectorAll('script[type="application/ld+json"]')].map((block) => JSON.parse(block.text)["@type"])
"""


@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("/", ["WebSite"]),
        ("/treaties/?year=2002", ["Dataset", "BreadcrumbList"]),
        ("/treaties/convention-on-cybercrime/", ["CreativeWork", "BreadcrumbList"]),
        ("/reconciliation/", ["Dataset", "BreadcrumbList"]),
    ],
)
def test_the_data_of_a_page_are_there_and_nothing_complains(page: Page, address: str, kinds: list[str]) -> None:
    page.goto(address)
    assert page.evaluate(DATA) == kinds


def test_a_page_is_asked_for_again_but_not_sent_again(page: Page) -> None:
    page.goto("/treaties/")
    with page.expect_response("**/treaties/") as answered:
        page.reload()
    # The browser shows what it kept, and tells by the size of what came that nothing did.
    sizes = answered.value.request.sizes()
    assert answered.value.header_value("etag")
    assert sizes["responseBodySize"] == 0


def test_a_chart_is_saved_as_png(page: Page) -> None:
    page.goto("/treaties/?year=2002")
    page.get_by_text("Chart:").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as PNG").click()
    assert saved.value.suggested_filename == "treaties-over-time.png"
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")
