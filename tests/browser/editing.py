"""What an editor does in the admin, for the tests that watch him do it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.axe import COLOUR_RULES, faults
from tests.browser.conftest import EDITOR, PASSWORD, Watch

REASON = "The table was read again."


def log_in(page: Page, name: str = EDITOR) -> None:
    """From any page to the admin's index."""
    page.goto("/admin/")
    send_log_in(page, name)
    expect(page.get_by_role("heading", name="The records, to be corrected")).to_be_visible()


def send_log_in(page: Page, name: str = EDITOR) -> None:
    """From the log-in's form to where it leads."""
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


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
    page.wait_for_load_state()


def without_faults(page: Page, watch: Watch) -> None:
    """In light and in the dark, nor a word of its own. axe writes a style into it, which the policy forbids."""
    assert watch.unexpected() == []
    watch.expected += ("Applying inline style", "CSP: style-src-elem", "Couldn't load preload assets")
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, COLOUR_RULES) == []
    page.emulate_media(color_scheme="light")
    watch.complaints = watch.unexpected()
    watch.expected = watch.expected[:-3]


def fits_a_phone(page: Page) -> None:
    """It is not scrolled sideways at 360 pixels."""
    before = page.viewport_size
    assert before
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size(before)
