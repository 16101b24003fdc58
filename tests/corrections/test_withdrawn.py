"""What was withdrawn is listed, with when, by whom and why, and brought back from there."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from records.corrections.editing import withdraw
from tests.admin_pages import WHY, send, treaty, version_url, versions_of, withdraw_by
from tests.corrections.days import correct_in_shell
from tests.factories import make_topic
from tests.pages import words

pytestmark = pytest.mark.django_db

LIST = "/admin/withdrawn/"


def test_nothing_is_withdrawn_at_first(editor_client: Client) -> None:
    assert "Nothing is withdrawn." in words(editor_client, LIST)


def test_a_withdrawn_record_is_listed_with_when_by_whom_and_why(superuser_client: Client) -> None:
    record = treaty()
    withdraw_by(superuser_client, record, WHY)
    page = words(superuser_client, LIST)

    end = versions_of(record)[-1]
    row = f"Convention on Cybercrime Treaty {end.history_date:%B} {end.history_date.day}, {end.history_date:%Y, %H:%M}"
    assert f"{row} root {WHY} Bring back Convention on Cybercrime History of Convention on Cybercrime" in page


def test_the_newest_comes_first_of_whatever_kind(superuser_client: Client) -> None:
    withdraw(treaty(), reason=WHY)
    withdraw(make_topic(name="A topic that was none"), reason=WHY)
    page = words(superuser_client, LIST)

    assert page.index("A topic that was none") < page.index("Convention on Cybercrime")


def test_it_is_brought_back_as_it_was_last_and_is_listed_no_more(superuser_client: Client) -> None:
    record = treaty()
    correct_in_shell(record, date="2001-11")
    withdraw_by(superuser_client, record, WHY)
    last = version_url(versions_of(record)[1])

    assert f'<a class="button" href="{last}">' in superuser_client.get(LIST).content.decode()
    send(superuser_client, last, reason="It is one of them.")
    assert treaty().date == "2001-11"
    assert "Nothing is withdrawn." in words(superuser_client, LIST)


def test_what_was_withdrawn_again_stands_there_once(superuser_client: Client) -> None:
    record = treaty()
    withdraw_by(superuser_client, record, "It was listed twice.")
    send(superuser_client, version_url(versions_of(record)[0]), reason="It is one of them.")
    withdraw_by(superuser_client, treaty(), WHY)

    page = words(superuser_client, LIST)
    assert page.count("History of Convention on Cybercrime") == 1
    assert WHY in page
    assert "It was listed twice." not in page


def test_an_editor_sees_what_was_withdrawn_and_brings_nothing_back(editor_client: Client) -> None:
    withdraw(treaty(), reason=WHY)

    page = editor_client.get(LIST).content.decode()
    assert "History<span" in page
    assert "Bring back" not in page


def test_the_index_and_the_message_lead_there(superuser_client: Client) -> None:
    assert f'href="{LIST}"' in superuser_client.get(reverse("admin:index")).content.decode()
    response = withdraw_by(superuser_client, treaty(), WHY)

    page = superuser_client.get(response["Location"]).content.decode()
    assert f'“Convention on Cybercrime” was withdrawn. It can be brought back from <a href="{LIST}">' in page


def test_only_who_may_see_records_sees_what_was_withdrawn(client: Client) -> None:
    assert client.get(LIST).status_code == 302
    client.force_login(User.objects.create_user("stranger", is_staff=True))
    withdraw(treaty(), reason=WHY)

    assert client.get(LIST).status_code == 403
