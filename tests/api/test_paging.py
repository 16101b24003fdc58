"""The pages of the interface, and the addresses that lead from one to the next."""

from __future__ import annotations

import pytest
from django.test import Client

from records.api.paging import whole_number
from records.lists import matching, paging
from tests.api.asking import faults, found

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("500", 500),
        ("0", 0),
        ("-1", 0),
        ("", 0),
        (" 1", 0),
        ("1.0", 0),
        ("²", 0),
        ("\uff11", 0),
        ("9" * 30, 0),
    ],
)
def test_a_whole_number_is_written_in_digits_and_no_longer_than_the_database_takes(text: str, number: int) -> None:
    assert whole_number(text) == number


def test_a_page_names_its_neighbours_and_keeps_the_query(client: Client) -> None:
    address = "/api/v1/treaties/?kind=multilateral&page_size=10&page=2"
    response = client.get(address)
    host = "http://testserver/api/v1/treaties/"
    before, after = (f"{host}?kind=multilateral&page={number}&page_size=10" for number in (1, 3))
    assert response["Link"] == (
        f'<{before}>; rel="first", <{before}>; rel="prev", <{after}>; rel="next", <{after}>; rel="last"'
    )
    body = response.json()
    assert (body["count"], body["previous"], body["next"], len(body["results"])) == (24, before, after, 10)


def test_the_first_page_has_none_before_it_and_the_last_none_after_it(client: Client) -> None:
    first, last = (found(client, f"/api/v1/treaties/?page_size=20&page={page}") for page in (1, 2))
    assert (first["previous"], last["next"]) == (None, None)
    assert first["next"]
    assert last["previous"]


def test_fifty_where_nothing_is_said(client: Client) -> None:
    assert len(found(client, "/api/v1/events/")["results"]) == 50


def test_nothing_found_is_one_empty_page(client: Client) -> None:
    body = found(client, "/api/v1/treaties/?q=nothing-of-that-name")
    assert (body["count"], body["next"], body["previous"], body["results"]) == (0, None, None, [])


@pytest.mark.parametrize(
    ("query", "name", "reason"),
    [
        ("page=0", "page", "A page is a whole number, counted from 1."),
        ("page=last", "page", "A page is a whole number, counted from 1."),
        ("page=9999999999999999999999", "page", "A page is a whole number, counted from 1."),
        ("page=2", "page", "The pages are numbered 1 to 1."),
        ("page=1&page=1", "page", "This parameter can be given only once."),
        ("page_size=0", "page_size", "A page holds 1 to 500 records."),
        ("page_size=501", "page_size", "A page holds 1 to 500 records."),
        ("page_size=10000", "page_size", "A page holds 1 to 500 records."),
        ("page_size=", "page_size", "A page holds 1 to 500 records."),
    ],
)
def test_what_is_no_page_is_said_to_be_none(client: Client, query: str, name: str, reason: str) -> None:
    assert faults(client, f"/api/v1/treaties/?{query}") == {name: reason}


def test_very_many_are_not_counted_and_no_list_seems_to_end_where_it_does_not(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "MOST_COUNTED", 4)
    monkeypatch.setattr(paging, "MOST_OPENED_OF_MANY", 4)
    address = "/api/v1/treaties/?topic=terrorism&page_size=2"
    first, last = client.get(address), client.get(f"{address}&page=2")
    assert first.json()["count"] is None
    assert 'rel="last"' not in first["Link"]
    beyond = client.get(last.json()["next"])
    assert beyond.status_code == 400
    assert "only the first 2 are numbered. Filter, or ask for all as a file." in beyond.content.decode()
    monkeypatch.setattr(paging, "MOST_OPENED", 4)
    whole = client.get("/api/v1/treaties/?page_size=2")
    assert whole.json()["count"] == 31
    assert client.get("/api/v1/treaties/?page_size=2&page=16").json()["results"]
    assert (
        "only the first and the last 2 are numbered"
        in client.get("/api/v1/treaties/?page_size=2&page=8").content.decode()
    )
