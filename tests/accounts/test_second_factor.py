"""A password alone lets nobody in who has set up a second factor, and nobody at all where it is asked of all."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from records.models import AuditLine
from tests.admin_pages import change_url, treaty

pytestmark = pytest.mark.django_db

ASKED, SET_UP = "/admin/account/second-factor/", "/admin/account/second-factor/set-up/"


def code_of(device: TOTPDevice) -> str:
    return f"{TOTP(device.bin_key, device.step, device.t0, device.digits).token():06}"


def set_up(client: Client) -> list[str]:
    """Do what a user does with his phone; returns his recovery codes."""
    client.get(SET_UP)
    response = client.post(SET_UP, {"code": code_of(TOTPDevice.objects.get(confirmed=False))})
    return list(response.context["codes"])


def let_time_pass() -> None:
    """A code holds once, and a wrong one is followed by a wait: let both be over."""
    TOTPDevice.objects.update(last_t=-1, throttling_failure_count=0, throttling_failure_timestamp=None)
    StaticDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)


@pytest.fixture
def again(editor: User, editor_client: Client) -> Client:
    """A new session of an editor who has set it up."""
    set_up(editor_client)
    let_time_pass()
    client = Client()
    client.force_login(editor)
    return client


def get(client: Client) -> Any:
    return client.get("/admin/")


def test_without_one_a_password_is_enough(editor_client: Client) -> None:
    assert get(editor_client).status_code == 200


def test_where_it_is_asked_of_all_it_is_set_up_first(editor_client: Client, settings: Settings) -> None:
    settings.ADMIN_REQUIRE_OTP = True
    assert get(editor_client)["Location"] == f"{SET_UP}?next=%2Fadmin%2F"
    assert editor_client.post(change_url(treaty()), {"name": "Another"}).status_code == 302
    assert treaty().name != "Another"
    set_up(editor_client)
    assert get(editor_client).status_code == 200


def test_the_secret_is_shown_as_a_picture_and_in_letters(editor_client: Client) -> None:
    page = editor_client.get(SET_UP).content.decode()
    secret = TOTPDevice.objects.get().config_url.partition("secret=")[2].partition("&")[0]
    assert "<svg" in page
    assert "style=" not in page
    assert "<style" not in page
    assert secret in re.sub(r"\s", "", page)


def test_it_counts_once_a_code_was_sent(editor_client: Client) -> None:
    editor_client.get(SET_UP)
    refused = editor_client.post(SET_UP, {"code": "12345"})
    assert "does not fit" in refused.content.decode()
    assert not TOTPDevice.objects.get().confirmed
    let_time_pass()
    assert len(set(set_up(editor_client))) == 10
    assert TOTPDevice.objects.get().confirmed


def test_a_new_session_gets_nowhere_without_a_code(again: Client) -> None:
    for path in ("/admin/", "/admin/account/", SET_UP, change_url(treaty()), "/admin/password_change/"):
        assert again.get(path)["Location"].startswith(f"{ASKED}?next=")
        assert again.post(path, {"name": "Another"}).status_code == 302
    assert treaty().name != "Another"


def test_a_code_of_the_phone_lets_in_where_one_was_going(again: Client) -> None:
    response = again.post(f"{ASKED}?next=/admin/records/", {"code": code_of(TOTPDevice.objects.get())})
    assert response["Location"] == "/admin/records/"
    assert get(again).status_code == 200


@pytest.mark.parametrize("to", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_it_leads_nowhere_else(to: str, again: Client) -> None:
    response = again.post(f"{ASKED}?next={to}", {"code": code_of(TOTPDevice.objects.get())})
    assert response["Location"] == "/admin/"


def test_a_code_holds_once(again: Client, editor: User) -> None:
    code = code_of(TOTPDevice.objects.get())
    assert again.post(ASKED, {"code": code}).status_code == 302
    other = Client()
    other.force_login(editor)
    assert other.post(ASKED, {"code": code}).status_code == 200
    assert get(other).status_code == 302


def test_a_recovery_code_lets_in_once(editor: User, editor_client: Client) -> None:
    codes = set_up(editor_client)
    for status in (302, 200):
        client = Client()
        client.force_login(editor)
        assert client.post(ASKED, {"code": f" {codes[0].upper()} "}).status_code == status
    assert StaticToken.objects.count() == 9


@pytest.mark.parametrize("code", ["²²²²²²", "000000", "x" * 16, "x" * 17, "", "a\0b", "9" * 5_000])
def test_no_other_code_lets_in(code: str, again: Client) -> None:
    assert again.post(ASKED, {"code": code}).status_code == 200
    assert get(again).status_code == 302


def test_codes_are_not_guessed_without_end(again: Client) -> None:
    """After a wrong one even the right one is refused for a moment."""
    assert again.post(ASKED, {"code": "000000"}).status_code == 200
    assert again.post(ASKED, {"code": code_of(TOTPDevice.objects.get())}).status_code == 200


def test_another_phone_takes_the_place_of_the_first(editor_client: Client) -> None:
    first = set_up(editor_client)
    assert not set(first) & set(set_up(editor_client))
    assert TOTPDevice.objects.count() == StaticDevice.objects.count() == 1
    assert StaticToken.objects.count() == 10


def test_the_session_has_another_name_afterwards(again: Client) -> None:
    before = again.session.session_key
    again.post(ASKED, {"code": code_of(TOTPDevice.objects.get())})
    assert again.session.session_key != before


def test_it_is_on_record(editor_client: Client) -> None:
    set_up(editor_client)
    line = AuditLine.objects.filter(what=AuditLine.What.ROLE, about__contains="second factor").get()
    assert (line.account, line.about) == ("editor", "account “editor”: second factor set up")


def test_nobody_sees_the_secrets_of_others(superuser_client: Client) -> None:
    for path in ("otp_totp/totpdevice/", "otp_static/staticdevice/"):
        assert superuser_client.get(f"/admin/{path}").status_code == 404
