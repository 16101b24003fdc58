"""The addresses of lists: without what a form sends of the fields that nobody filled in."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client

from records.lists.paging import has_empty, without_empty
from tests.pages import every_list

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sent", "clean"),
    [
        ("q=&year_min=2000&year_max=&sort=-date", "?year_min=2000&sort=-date"),
        ("country=&country=china&country=japan", "?country=china&country=japan"),
        ("q=%E2%80%9Ckoban%E2%80%9D+box&kind=", "?q=%E2%80%9Ckoban%E2%80%9D+box"),
        ("year=&utm_source=x&unknown", "?utm_source=x"),
        ("q=&kind=", ""),
    ],
)
def test_what_is_empty_is_left_out_and_the_rest_stays_in_its_order(sent: str, clean: str) -> None:
    assert has_empty(QueryDict(sent))
    assert without_empty(QueryDict(sent)) == clean
    assert not has_empty(QueryDict(clean.removeprefix("?")))


@every_list
def test_every_list_leads_from_empty_fields_to_its_address_without_them(client: Client, address: str) -> None:
    for ask in (client.get, client.head):
        response = ask(f"{address}?q=&year=2002&kind=")
        assert (response.status_code, response["Location"]) == (301, f"{address}?year=2002")
        assert not response.cookies
    assert client.get(f"{address}?q=+").status_code == 200
    assert client.post(f"{address}?q=").status_code == 405


@pytest.mark.parametrize("address", ["/search/", "/reconciliation/", "/changes/"])
def test_so_do_the_search_the_reconciliation_and_the_changes(client: Client, address: str) -> None:
    assert client.get(f"{address}?q=&kind=")["Location"] == address
