"""What an editor does in the admin, for the tests that watch him do it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import EDITOR, PASSWORD

REASON = "The table was read again."


def log_in(page: Page, name: str = EDITOR) -> None:
    """From any page to the admin's index."""
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="The records, to be corrected")).to_be_visible()


def open_record(page: Page, kind: str, words: str) -> None:
    """The form of the one record of a kind in which the words stand, with its scripts at work."""
    page.goto(f"/admin/records/{kind}/?q={words}")
    page.locator("#result_list tbody th a").click()
    page.wait_for_url("**/change/**")


def open_treaty(page: Page) -> None:
    open_record(page, "treaty", "cybercrime")


def save(page: Page) -> None:
    """Save the open form for a reason."""
    page.get_by_label("Reason for the correction").fill(REASON)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("was changed successfully")
