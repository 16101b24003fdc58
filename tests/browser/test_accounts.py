"""The pages by which an editor comes in, goes out and is refused, and that nothing he sent is lost by it."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from django_otp.oath import TOTP
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD, NewPage, Watch
from tests.browser.editing import REASON, fits_a_phone, log_in, open_treaty, save, send_log_in, without_faults
from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal

pytestmark = [pytest.mark.browser, thorough]

WITH_PHONE, OTHER, LOCKED_OUT = "sada", "kiku", "somebody"
# Two superusers, and one too many failures of somebody else's from elsewhere.
ACCOUNTS = f"""
from axes.models import AccessAttempt
from django.contrib.auth.models import User
for name in ({WITH_PHONE!r}, {OTHER!r}):
    User.objects.create_superuser(name, password={PASSWORD!r})
AccessAttempt.objects.create(username={LOCKED_OUT!r}, ip_address="192.0.2.1", failures_since_start=10)
"""
# The treaty as it was loaded, which other tests look at.
AS_IT_WAS = """
from records.models import Topic, Treaty
treaty = Treaty.objects.get(slug="convention-on-cybercrime")
first = treaty.history.earliest()
treaty.name, treaty.short_name = first.name, first.short_name
treaty.save()
treaty.topics.set(Topic.objects.filter(pk__in=first.topics.values("topic")))
"""
ERRORS = "the server responded with a status of 4"
TYPED, TOPIC = "Typed, and not lost", "Terrorism"


@pytest.fixture(scope="module", autouse=True)
def accounts(portal: ScratchPortal) -> None:
    portal.manage("shell", "--no-imports", "-c", ACCOUNTS)


@pytest.fixture
def edited(portal: ScratchPortal) -> Iterator[None]:
    """For a test that edits the treaty."""
    yield
    portal.manage("shell", "--no-imports", "-c", AS_IT_WAS)


def looks_right(page: Page, watch: Watch, heading: str) -> None:
    """It is the page of that heading, without a fault."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    without_faults(page, watch)
    fits_a_phone(page)


def code_for(secret: str) -> str:
    """What a phone makes of it."""
    return f"{TOTP(base64.b32decode(secret.replace(' ', ''))).token():06}"


def test_the_way_in_and_out(page: Page, watch: Watch) -> None:
    watch.expected = (ERRORS,)
    page.goto("/admin/records/auditline/")
    looks_right(page, watch, "Log in")
    send_log_in(page, LOCKED_OUT)
    looks_right(page, watch, "Locked out")
    page.goto("/admin/records/auditline/")
    send_log_in(page, WITH_PHONE)
    looks_right(page, watch, "Audit log")
    page.locator("#result_list tbody th a").first.click()
    looks_right(page, watch, "View line of the audit log")
    page.get_by_role("link", name="Your account").click()
    looks_right(page, watch, "Your account")
    page.get_by_role("link", name="Set up a code").click()
    looks_right(page, watch, "Set up the second factor")
    page.get_by_role("textbox", name="Code").fill(code_for(page.locator(".secret").inner_text()))
    page.get_by_role("button", name="Set it up").click()
    looks_right(page, watch, "Your recovery codes")
    recovery_code = page.locator(".recovery-codes code").first.inner_text()
    page.locator("#logout-form button").click()
    looks_right(page, watch, "Logged out")
    page.get_by_role("link", name="Log in again").click()
    send_log_in(page, WITH_PHONE)
    looks_right(page, watch, "Second factor")
    page.get_by_role("textbox", name="Code").fill(recovery_code)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="The records, to be corrected")).to_be_visible()


def type_in(page: Page) -> None:
    """A name, a topic that is looked for, and why."""
    page.get_by_label("Short name").fill(TYPED)
    page.get_by_role("searchbox", name="Topics:").fill(TOPIC)
    page.get_by_role("option", name=TOPIC).first.click()
    page.get_by_label("Reason for the correction").fill(REASON)


def press_save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def expect_typed(page: Page) -> None:
    """All of it stands in its form, and is told to."""
    expect(page.locator("[data-draft=back]")).to_contain_text("It stands here again as you typed it")
    expect(page.get_by_label("Short name")).to_have_value(TYPED)
    expect(page.locator(".field-topics .select2-selection__choice", has_text=TOPIC)).to_be_visible()
    expect(page.get_by_label("Reason for the correction")).to_have_value(REASON)


def test_what_is_sent_after_the_session_s_end_goes_over_nothing_and_is_not_lost(
    edited: None, page: Page, new_page: NewPage, watch: Watch
) -> None:
    log_in(page)
    open_treaty(page)
    type_in(page)
    other = new_page()
    log_in(other, OTHER)
    open_treaty(other)
    other.get_by_label("Name:", exact=True).fill("Convention on Cybercrime, Budapest")
    save(other)
    elsewhere = new_page()
    log_in(elsewhere)
    elsewhere.goto("/admin/account/")
    elsewhere.get_by_role("button", name="Log out everywhere").click()
    elsewhere.wait_for_url("**/login/")

    press_save(page)
    expect(page.locator("[data-draft=kept]")).to_contain_text("was not taken, and is kept in this tab")
    without_faults(page, watch)
    send_log_in(page)
    expect_typed(page)
    without_faults(page, watch)

    # It was opened before the other one saved.
    press_save(page)
    expect(page.locator(".newer-versions")).to_contain_text("Budapest")
    expect(page.get_by_label("Short name")).to_have_value(TYPED)
    without_faults(page, watch)
    fits_a_phone(page)
    save(page)
    open_treaty(page)
    expect(page.locator(".draft:visible")).to_have_count(0)
    expect(page.get_by_label("Short name")).to_have_value(TYPED)


def test_nobody_else_gets_what_was_typed(page: Page, portal: ScratchPortal, watch: Watch) -> None:
    log_in(page)
    page.goto("/admin/auth/user/")
    watch.expected = (ERRORS,)
    looks_right(page, watch, "This page is not for your account")
    open_treaty(page)
    page.get_by_label("Short name").fill("Nobody else's")
    page.get_by_label("Reason for the correction").fill(REASON)

    page.context.add_cookies([{"name": "csrftoken", "value": "x" * 32, "url": portal.url}])
    press_save(page)
    looks_right(page, watch, "This form was not taken")
    page.get_by_role("link", name="Open it again").click()
    expect(page.get_by_label("Short name")).to_have_value("Nobody else's")

    page.context.clear_cookies(name="sessionid")
    press_save(page)
    expect(page.locator("[data-draft=kept]")).to_be_visible()
    send_log_in(page, OTHER)
    expect(page.get_by_label("Short name")).not_to_have_value("Nobody else's")
    expect(page.locator(".draft:visible")).to_have_count(0)
    assert page.evaluate("sessionStorage.getItem('draft')") is None
