"""The admin under the strict content security policy: an editor corrects a record, and readers see it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import EDITOR, NewPage
from tests.browser.editing import REASON, log_in, open_record, open_treaty, save

pytestmark = pytest.mark.browser

TREATY = "/treaties/convention-on-cybercrime/"


@pytest.fixture
def admin_page(page: Page) -> Page:
    """The admin's index, with an editor logged in."""
    log_in(page)
    return page


def test_a_correction_is_seen_by_readers_and_the_printed_row_stays(admin_page: Page, new_page: NewPage) -> None:
    reader = new_page()
    open_treaty(admin_page)
    before = admin_page.get_by_label("Short name").input_value()
    admin_page.get_by_label("Short name").fill("Budapest Convention, corrected")
    save(admin_page)
    reader.goto(TREATY)
    facts = reader.locator(".facts").first
    expect(facts).to_contain_text("Budapest Convention, corrected")
    expect(reader.locator(".printed-row")).to_contain_text("Nov. 23, 2001 *")
    open_treaty(admin_page)
    admin_page.get_by_label("Short name").fill(before)
    save(admin_page)
    reader.reload()
    expect(facts).to_be_visible()
    expect(facts).not_to_contain_text("Budapest Convention, corrected")


def test_a_correction_is_seen_on_record_log_and_reconciliation_and_is_undone(
    admin_page: Page, new_page: NewPage
) -> None:
    reader = new_page()
    open_record(admin_page, "expertdispatch", "china")
    record_admin = admin_page.url
    admin_page.get_by_label("Short term").fill("63")
    save(admin_page)

    reader.goto("/experts/china/")
    expect(reader.locator(".corrections li").first).to_have_text("Short term from 64 to 63")
    expect(reader.locator(".corrections")).to_contain_text(f"Reason: {REASON}")
    expect(reader.locator(".printed-row")).to_contain_text("64")
    row_check = reader.locator(".checks li", has_text="Experts dispatched to China: total of the row")
    expect(row_check.locator(".verdict")).to_have_text("Differs")
    row_check.get_by_role("link").click()
    expect(reader.locator(".balance .verdict")).to_have_text("Differs")
    expect(reader.locator(".sum")).to_have_text("2 + 63 = 65")
    reader.get_by_role("link", name="On the page of the reconciliation").click()
    verdict = reader.locator("#experts-row-china .verdict")
    expect(verdict).to_be_in_viewport()
    expect(verdict).to_have_text("Differs −1")
    reader.goto("/changes/")
    newest = reader.locator(".record-table tbody tr").first
    expect(newest).to_contain_text("Experts dispatched to China")
    expect(newest).to_contain_text("Short term from 64 to 63")
    expect(newest).to_contain_text(REASON)
    assert EDITOR not in reader.content()

    admin_page.goto(record_admin)
    admin_page.get_by_role("link", name="History").click()
    admin_page.locator("#change-history tbody tr").last.get_by_role("link").click()
    admin_page.get_by_label("Reason for bringing it back").fill("The printed figure was right.")
    admin_page.get_by_role("button", name="Bring it back").click()
    expect(admin_page.locator(".messagelist .success")).to_be_visible()

    reader.goto("/experts/china/")
    expect(reader.locator(".corrections li").first).to_have_text("Short term from 63 to 64")
    expect(row_check.locator(".verdict")).to_have_text("Agrees")
    reader.goto("/changes/")
    expect(newest).to_contain_text("The printed figure was right.")
    reader.goto("/reconciliation/#experts-row-china")
    expect(reader.locator("#experts-row-china .agrees")).to_have_text("Agrees")


def test_a_correction_without_a_reason_is_refused_and_loses_nothing(admin_page: Page) -> None:
    open_treaty(admin_page)
    admin_page.get_by_label("Short name").fill("To be refused")
    # The browser itself would not send the empty field.
    admin_page.locator("#treaty_form").evaluate("(form) => { form.noValidate = true }")
    admin_page.get_by_role("button", name="Save", exact=True).click()
    expect(admin_page.locator(".errorlist", has_text="Say why; the change log shows it.")).to_be_visible()
    expect(admin_page.get_by_label("Short name")).to_have_value("To be refused")


def test_a_save_over_a_newer_version_is_refused_and_loses_nothing(admin_page: Page) -> None:
    open_treaty(admin_page)
    before = admin_page.get_by_label("Short name").input_value()
    other = admin_page.context.new_page()
    other.goto(admin_page.url)
    other.get_by_label("Short name").fill("By another editor")
    save(other)

    admin_page.get_by_label("Short name").fill("Too late")
    admin_page.get_by_label("Reason for the correction").fill(REASON)
    admin_page.get_by_role("button", name="Save", exact=True).click()
    expect(admin_page.locator(".errorlist", has_text="Nothing was saved")).to_be_visible()
    expect(admin_page.locator(".newer-versions")).to_contain_text("→ By another editor")
    expect(admin_page.get_by_label("Short name")).to_have_value("Too late")

    admin_page.get_by_label("Short name").fill(before)
    save(admin_page)


def test_what_an_editor_types_finds_a_topic(admin_page: Page) -> None:
    open_treaty(admin_page)
    topics = admin_page.locator(".field-topics")
    topics.locator(".select2-selection").click()
    admin_page.keyboard.type("firea")
    expect(admin_page.locator(".select2-results__option")).to_have_text(["Firearms"])
    admin_page.keyboard.press("Enter")
    expect(topics.locator(".select2-selection__choice", has_text="Firearms")).to_be_visible()


@pytest.mark.parametrize("kind", ["treaty", "courtesyvisit", "section", "country", "event", "printedfigure"])
def test_every_page_of_the_admin_works_under_the_policy(admin_page: Page, kind: str) -> None:
    """List, filter, selection, form and history; the watched page fails where the browser forbids any of it."""
    admin_page.goto(f"/admin/records/{kind}/")
    admin_page.locator("#result_list tbody th a").first.click()
    expect(admin_page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    admin_page.get_by_role("link", name="History").click()
    expect(admin_page.get_by_role("heading", name="Change history")).to_be_visible()


def test_a_list_of_the_admin_is_filtered_and_its_rows_are_counted(admin_page: Page) -> None:
    admin_page.goto("/admin/records/treaty/")
    admin_page.locator("#changelist-filter").get_by_role("link", name="Signed").click()
    expect(admin_page.locator("#result_list tbody tr")).to_have_count(7)
