"""Sessions end: unused ones, old ones, and all of a user's at once."""

from __future__ import annotations

import time

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import QueryDict
from django.test import Client

from tests.admin_pages import change_url, correct, treaty

pytestmark = pytest.mark.django_db

MINUTE, HOUR = 60, 3600


def set_back(client: Client, name: str, seconds: int) -> None:
    """Let something of the session be so long ago."""
    session = client.session
    session[name] = int(time.time()) - seconds
    session.save()


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.mark.parametrize(("name", "seconds"), [("used", 119 * MINUTE), ("began", 11 * HOUR), ("used", -30)])
def test_a_session_in_use_goes_on(name: str, seconds: int, editor_client: Client) -> None:
    set_back(editor_client, name, seconds)
    assert is_in(editor_client)


@pytest.mark.parametrize(("name", "seconds"), [("used", 121 * MINUTE), ("began", 13 * HOUR), ("used", -2 * HOUR)])
def test_a_session_that_is_over_ends(name: str, seconds: int, editor_client: Client) -> None:
    set_back(editor_client, name, seconds)
    response = editor_client.get(change_url(treaty()))
    assert response["Location"] == f"/admin/login/?next={change_url(treaty())}"
    assert not Session.objects.exists()


@pytest.mark.parametrize(("name", "seconds"), [("used", 121 * MINUTE), ("began", 13 * HOUR)])
def test_a_session_that_is_over_saves_nothing_and_leads_back_to_the_form(
    name: str, seconds: int, editor_client: Client
) -> None:
    """There the browser puts what was sent: tests/browser/test_accounts.py."""
    form = f"{change_url(treaty())}?_changelist_filters=q%3Dcybercrime"
    assert editor_client.get(form).status_code == 200
    set_back(editor_client, name, seconds)
    response = editor_client.post(form, {"name": "Another"})
    assert QueryDict(response["Location"].partition("?")[2])["next"] == form
    assert treaty().name != "Another"


def test_use_is_noted_once_a_minute(editor_client: Client) -> None:
    before = editor_client.session["used"]
    assert is_in(editor_client)
    assert editor_client.session["used"] == before
    set_back(editor_client, "used", 5 * MINUTE)
    assert is_in(editor_client)
    assert editor_client.session["used"] >= before
    assert correct(editor_client, treaty(), name="Another name").status_code == 302


def test_one_button_logs_out_everywhere(editor: User, editor_client: Client, superuser_client: Client) -> None:
    elsewhere = Client()
    elsewhere.force_login(editor)
    assert "In 2 browsers" in editor_client.get("/admin/account/").content.decode()

    assert editor_client.post("/admin/account/log-out-everywhere/").status_code == 302

    assert not is_in(editor_client)
    assert not is_in(elsewhere)
    assert is_in(superuser_client)


def test_it_takes_more_than_a_link_to_be_logged_out(editor_client: Client) -> None:
    assert editor_client.get("/admin/account/log-out-everywhere/").status_code == 405
    assert is_in(editor_client)


def test_a_stranger_has_no_account(client: Client) -> None:
    assert client.get("/admin/account/").status_code == 302
    assert client.post("/admin/account/log-out-everywhere/").status_code == 302


def test_every_page_of_the_admin_leads_to_the_account(editor_client: Client) -> None:
    assert 'href="/admin/account/"' in editor_client.get(change_url(treaty())).content.decode()


def test_a_public_page_looks_for_no_session(editor_client: Client) -> None:
    set_back(editor_client, "used", 121 * MINUTE)
    assert editor_client.get("/treaties/").status_code == 200
    assert Session.objects.count() == 1
