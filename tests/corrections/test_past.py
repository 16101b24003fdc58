"""Which states of the past there are, and why there is none of another day."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from records.corrections.editing import bring_back, rename, withdraw
from records.models import Change, Treaty
from tests.admin_pages import treaty, versions_of
from tests.bad_values import BAD
from tests.citations.reading import read_bibtex
from tests.corrections.days import BETWEEN, FIRST, LOADED, SECOND, at, load_on, on_day
from tests.factories import make_topic
from tests.pages import words

pytestmark = pytest.mark.django_db

PAGE = "/treaties/convention-on-cybercrime/"


@pytest.fixture(scope="module", autouse=True)
def loaded(made_for_all: Callable[..., Any]) -> None:
    made_for_all(load_on)


# What did not stand then


def test_before_the_first_load_and_before_it_was_added_there_is_none(client: Client) -> None:
    topic = make_topic(slug="new-topic")
    on_day(topic, FIRST)
    eve = LOADED - datetime.timedelta(days=1)

    for page in (PAGE, "/topics/new-topic/", "/sections/4/"):
        assert client.get(at(page, eve)).status_code == 404
        assert "This edition was first loaded on March 1, 2026, and has no state of an earlier day." in words(
            client, at(page, eve)
        )
    assert client.get(at("/topics/new-topic/", LOADED)).status_code == 404
    assert "It was added on March 11, 2026." in words(client, at("/topics/new-topic/", LOADED))
    assert 'href="/topics/new-topic/"' in client.get(at("/topics/new-topic/", LOADED)).content.decode()
    assert client.get(at("/topics/new-topic/", FIRST)).status_code == 200


def test_what_was_withdrawn_later_is_shown_as_it_stood(client: Client) -> None:
    record = treaty()
    withdraw(record, reason="It was none.")
    [*_, gone] = Treaty.history.filter(slug=record.slug).order_by("history_id")
    Change.objects.filter(when=gone.history_date).update(when=datetime.datetime(2026, 3, 11, 12, tzinfo=datetime.UTC))
    Treaty.history.filter(pk=gone.pk).update(history_date="2026-03-11T12:00:00Z")

    response, text = client.get(at(PAGE, LOADED)), words(client, at(PAGE, LOADED))
    assert response.status_code == 200
    assert "No correction came since, and it was withdrawn" in text
    assert "Withdrawn on March 11, 2026" in text
    assert "Reason: It was none." in text
    assert "As it stands today" not in text
    assert read_bibtex(client.get(at(f"{PAGE[:-1]}.bib", LOADED)).content.decode())["title"] == str(record)
    for day in (FIRST, SECOND):
        assert client.get(at(PAGE, day)).status_code == 410
        assert client.get(at(f"{PAGE[:-1]}.bib", day)).status_code == 410
    assert client.get(PAGE).status_code == 410


def test_what_came_back_was_away_meanwhile(client: Client) -> None:
    record = treaty()
    version = versions_of(record)[0]
    withdraw(record, reason="It was none.")
    gone = Treaty.history.filter(history_type="-").first()
    bring_back(version, reason="It was one.")
    Change.objects.filter(when=gone.history_date).update(when=datetime.datetime(2026, 3, 11, 12, tzinfo=datetime.UTC))
    Treaty.history.filter(pk=gone.pk).update(history_date="2026-03-11T12:00:00Z")
    on_day(treaty(), SECOND)

    assert client.get(at(PAGE, LOADED)).status_code == 200
    assert client.get(at(PAGE, BETWEEN)).status_code == 404
    assert "It was withdrawn on March 11, 2026, and stands here again" in words(client, at(PAGE, BETWEEN))
    assert client.get(at(PAGE, SECOND)).status_code == 200


def test_what_was_renamed_later_is_found_under_either_address(client: Client) -> None:
    rename(treaty(), "cybercrime", reason="Shorter.")
    record = Treaty.objects.get(slug="cybercrime")
    on_day(record, FIRST)

    response = client.get(at(PAGE, LOADED))
    assert (response.status_code, response["Location"]) == (301, at("/treaties/cybercrime/", LOADED))
    assert "Address from convention-on-cybercrime to cybercrime" in words(client, response["Location"])
    assert "1 correction came since" in words(client, response["Location"])


def test_a_record_of_which_no_version_was_kept_has_no_past(client: Client) -> None:
    Treaty.history.all().delete()

    assert client.get(at(PAGE, FIRST)).status_code == 404
    assert "No version of it was kept." in words(client, at(PAGE, FIRST))


def test_what_never_stood_there_is_not_found(client: Client) -> None:
    for page in ("/treaties/no-such/", "/sections/no-such/", "/countries/no-such/", "/treaties/no-such.bib"):
        assert client.get(at(page, LOADED)).status_code == 404


# What is no day


@pytest.mark.parametrize(
    "value",
    [*(bad for bad in BAD if bad.strip()), "2026-02-30", "2026-13-01", "0000-01-01", "20260301", "2026-W10-7", "26-3-1",
     "2026-03-01T00:00", "2026-03-01\n2026", "\u0662\u0660\u0662\u0666-03-01", "-2026-03-01", "10000-01-01"],
    ids=lambda value: ascii(value[:12]),
)  # fmt: skip
def test_what_is_no_day_is_answered_with_the_reason(client: Client, value: str) -> None:
    response = client.get(PAGE, {"as_of": value})

    assert response.status_code == 404
    html = response.content.decode()
    assert "is no day. A day is written as year, month and day, such as 2026-11-24." in html
    assert f'<a href="{PAGE}">See it as it stands today</a>' in html
    assert "<script>alert" not in html
    assert client.get(f"{PAGE[:-1]}.ris", {"as_of": value}).status_code == 404


@pytest.mark.parametrize("value", ["", " ", "\n"])
def test_no_day_at_all_is_today(client: Client, value: str) -> None:
    response: Any = client.get(PAGE, {"as_of": value})

    assert response.status_code == 200
    assert response.context_data["past"] is None
    assert response.content == client.get(PAGE).content


@pytest.mark.parametrize("day", [datetime.date.min, datetime.date.max])
def test_the_first_and_the_last_day_that_there_are(client: Client, day: datetime.date) -> None:
    assert client.get(at(PAGE, day)).status_code == (404 if day == datetime.date.min else 200)
