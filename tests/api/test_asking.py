"""What an address may ask for, and that each of its faults is named."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.api.asking import every_list, faults, found
from tests.bad_values import BAD
from tests.sampling import diagonal

pytestmark = pytest.mark.django_db


def test_all_faults_are_named_at_once_the_unknown_and_the_unfit(client: Client) -> None:
    query = "year=x&foo=1&page_size=0&sort=nope&page=0&q=a&q=b&country=atlantis&kind=odd&year_min=2000&year_max=1"
    told = faults(client, f"/api/v1/treaties/?{query}")
    assert set(told) == {"year", "foo", "page_size", "sort", "page", "q", "country", "kind", "year_max"}
    assert told["country"] == "The report has no country “atlantis”."
    assert told["kind"] == "“odd” is none of: bilateral, multilateral."
    assert told["sort"] == "These records cannot be sorted by that; columns are: name, kind, action, date."
    assert told["q"] == "This parameter can be given only once."
    assert told["foo"].startswith("There is no such parameter; there are: q, kind, action, year, ")


@every_list
def test_what_a_list_does_not_know_is_refused(client: Client, address: str) -> None:
    assert set(faults(client, f"{address}?nothing=1&Page=2")) == {"nothing", "Page"}


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/schema/", "/api/v1/treaties/convention-on-cybercrime/"])
def test_where_there_are_no_parameters_each_is_refused(client: Client, address: str) -> None:
    assert faults(client, f"{address}?page=1") == {"page": "There is no such parameter; there is none at this address."}


@pytest.mark.parametrize(
    ("name", "value"), diagonal(["q", "year", "country", "sort", "page", "page_size", "format", "x"], BAD)
)
def test_a_value_that_cannot_be_meant_is_never_a_fault_of_ours(client: Client, name: str, value: str) -> None:
    response = client.get("/api/v1/treaties/", {name: value})
    assert response.status_code in {200, 400}
    if response.status_code == 400:
        assert {error["parameter"] for error in response.json()["errors"]} == {name}


def test_several_columns_sort_one_after_the_other(client: Client) -> None:
    rows = found(client, "/api/v1/treaties/?sort=action&sort=-date&page_size=500")["results"]
    keys = [(row["action"], row["earliest"]) for row in rows]
    assert [action for action, _ in keys] == sorted(action for action, _ in keys)
    for action in ("ratified", "signed"):
        days = [day for one, day in keys if one == action]
        assert days == sorted(days, reverse=True)
    assert rows == found(client, "/api/v1/treaties/?sort=action,-date&page_size=500")["results"]


def test_where_nothing_can_be_sorted_there_is_no_sort(client: Client) -> None:
    assert "sort" in faults(client, "/api/v1/assistance-by-region/?sort=region")
