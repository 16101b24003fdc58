"""The editors' desk: grouped, in house style, the reason in sight, what was withdrawn brought back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from records.kinds import ALL_KINDS
from records.models import Placed
from tests.browser.conftest import PASSWORD, Watch
from tests.browser.editing import log_in, open_record, open_treaty, without_faults
from tests.browser.places import bottom, top
from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal

pytestmark = [pytest.mark.browser, thorough]

SUPERUSER = "tomoe"
VISIT = "german-minister-of-interior-2002"


@pytest.fixture(scope="module")
def superuser(portal: ScratchPortal) -> str:
    """Somebody who may withdraw records."""
    portal.manage("create_account", "--username", SUPERUSER, "--role", "superuser", PORTAL_PASSWORD=PASSWORD)
    return SUPERUSER


def test_the_index_is_grouped_in_the_report_s_order(page: Page, watch: Watch) -> None:
    log_in(page)
    expect(page.locator("#content-main caption").nth(1)).to_have_text("2 International Cooperation")
    kinds = [str(row.get_attribute("id")) for row in page.locator("#content-main th").all()]
    placed = [f"records-{kind._meta.model_name}" for kind in ALL_KINDS if issubclass(kind, Placed)]
    assert [name for name in kinds if name in placed] == placed
    without_faults(page, watch)


def test_it_takes_the_colours_of_the_public_pages(page: Page) -> None:
    log_in(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto("/")
        public = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        page.goto("/admin/")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == public


@pytest.mark.parametrize("size", [(1280, 800), (360, 800)])
def test_the_reason_is_beside_save_and_in_sight_wherever_one_scrolls(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    log_in(page)
    open_record(page, "meeting", "vancouver")
    reason, button = page.get_by_label("Reason for the correction"), page.get_by_role("button", name="Save", exact=True)
    for place in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        page.evaluate(f"scrollTo(0, {place})")
        expect(reason).to_be_in_viewport(ratio=1)
        expect(button).to_be_in_viewport(ratio=1)
    assert abs(top(reason) - top(button)) < 120
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_the_printed_row_is_beside_the_fields_that_it_explains(page: Page, watch: Watch) -> None:
    log_in(page)
    open_treaty(page)
    expect(page.locator(".field-printed_row td").last).to_have_text("Nov. 23, 2001 *")
    date = page.get_by_label("Date:")
    expect(date).to_have_accessible_description(re.compile("^Printed: “Nov. 23, 2001 \\*” EDTF: "))
    printed = page.locator(".form-row .field-date .printed, .form-row.field-date .printed").first
    expect(printed).to_have_text("Printed: “Nov. 23, 2001 *”")
    assert 0 <= top(printed) - top(date) < 60
    assert bottom(page.locator("#content h2").first) <= top(page.locator(".object-tools"))
    expect(page.locator(".field-topics").get_by_role("searchbox", name="Topics:")).to_be_visible()
    without_faults(page, watch)


def test_a_save_that_changed_nothing_says_so(page: Page) -> None:
    log_in(page)
    open_treaty(page)
    page.get_by_label("Reason for the correction").fill("Nothing needs to be said.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .warning")).to_contain_text("Nothing was changed")
    page.get_by_role("link", name="History").click()
    expect(page.locator("#change-history")).not_to_contain_text("Nothing needs")


def test_a_record_is_withdrawn_listed_and_brought_back(page: Page, superuser: str, watch: Watch) -> None:
    log_in(page, superuser)
    open_record(page, "courtesyvisit", "German Minister of Interior")
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_label("Reason for the withdrawal").fill("It was listed twice.")
    page.get_by_role("button", name="Withdraw it").click()
    page.locator(".messagelist .success").get_by_role("link", name="what was withdrawn").click()

    row = page.locator(".withdrawn tbody tr", has_text="German Minister of Interior")
    expect(row).to_contain_text("It was listed twice.")
    expect(row).to_contain_text(superuser)
    without_faults(page, watch)
    row.get_by_role("link", name="Bring back").click()
    page.get_by_label("Reason for bringing it back").fill("It is one of them.")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator(".messagelist .success")).to_contain_text("is again as it was")
    page.goto("/admin/withdrawn/")
    expect(row).to_have_count(0)
    page.goto(f"/visits/{VISIT}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("German Minister of Interior")
