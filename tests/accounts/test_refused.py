"""Whoever is refused is told so on a page of the portal's, and can go on from there."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.admin_pages import change_url, treaty

pytestmark = pytest.mark.django_db

REASON = "Typed in a form of another session."


def strict(user: User) -> Client:
    """A browser of his, of which the token is looked at."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def test_a_page_that_is_not_for_an_account_says_so_in_house_style(editor_client: Client) -> None:
    response = editor_client.get("/admin/auth/user/")
    page = response.content.decode()
    assert response.status_code == 403
    assert "<h1>This page is not for your account</h1>" in page
    assert 'href="/admin/">To what you can edit' in page
    assert "css/admin.css" in page


def test_a_form_of_another_session_leads_back_to_where_it_is_opened_anew(editor: User) -> None:
    address = f"{change_url(treaty())}?_changelist_filters=q%3Dcybercrime"
    response = strict(editor).post(address, {"reason": REASON, "csrfmiddlewaretoken": "x" * 64})
    page = response.content.decode()
    assert response.status_code == 403
    assert f'href="{address}">Open it again' in page
    assert "style=" not in page
    assert "<style" not in page


def test_nothing_that_another_site_sends_stands_on_a_page(editor: User) -> None:
    assert REASON not in strict(editor).post(change_url(treaty()), {"reason": REASON}).content.decode()


@pytest.mark.parametrize("address", ["/admin/logout/", "/admin/account/log-out-everywhere/"])
def test_a_button_leads_back_to_the_account(address: str, editor: User) -> None:
    assert 'href="/admin/account/">Open it again' in strict(editor).post(address).content.decode()


def test_whoever_logs_in_from_an_old_page_is_led_back_to_it(client: Client) -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/?next=/admin/records/")
    assert response.status_code == 403
    assert 'href="/admin/login/?next=/admin/records/">Open it again' in response.content.decode()
