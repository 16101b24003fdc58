"""The timeline as data: what stands on its page, in the same order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.api.timeline import TimelineViewSet
from records.lists import in_time
from records.lists.in_time import in_order
from tests.api.reading import download, flat, read_csv, read_xlsx, way_back
from tests.sampling import every_nth

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    every_nth(
        ["?country=china&section=5&year_min=1990", "", "?kind=meetings&year=2002", "?q=earthquake", "?year=1954"], 5
    ),
)
def test_its_files_hold_what_the_page_shows_in_its_order(client: Client, query: str) -> None:
    page = client.get(f"/timeline/{query}").content.decode()
    files = [address.replace("&amp;", "&") for address in re.findall(r'<a href="(/api/v1/timeline/[^"]*)"', page)]
    of_csv, of_json = read_csv(download(client, files[0])), json.loads(download(client, files[2]))
    of_xlsx, _ = read_xlsx(download(client, files[1]))
    plain = [{name: way_back(cell) for name, cell in row.items()} for row in of_csv]
    assert plain == of_xlsx == [flat(record, list(plain[0])) for record in of_json]
    assert f"({len(of_csv)} row" in page
    addresses = [urlsplit(row["address"]).path for row in of_csv]
    assert set(addresses) <= set(re.findall(r'<a href="(/[a-z]+/[a-z0-9-]+/)"', page))
    assert [row["earliest"] for row in of_csv] == sorted(row["earliest"] for row in of_csv)


def test_what_has_no_date_is_not_on_it(client: Client) -> None:
    everything = client.get("/api/v1/timeline/?page_size=1").json()["count"]
    assert everything == 388
    assert client.get("/api/v1/events/?page_size=1").json()["count"] == 112
    assert client.get("/api/v1/timeline/?page_size=1&kind=events").json()["count"] == 111


def test_a_page_of_it_holds_its_part_of_the_whole(client: Client) -> None:
    whole = json.loads(download(client, "/api/v1/timeline/?format=json"))
    assert client.get("/api/v1/timeline/?page=3&page_size=100").json()["results"] == whole[200:300]


def test_of_very_many_no_more_is_read_than_a_page_shows(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = json.loads(download(client, "/api/v1/timeline/?format=json"))
    of_drugs = json.loads(download(client, "/api/v1/timeline/?format=json&topic=drugs"))
    in_full: list[Any] = []

    def put_in_order(records: Iterable[Any]) -> list[Any]:
        in_full.append(found := in_order(records))
        return found

    monkeypatch.setattr(in_time, "FEW", 3)
    monkeypatch.setattr(in_time, "in_order", put_in_order)
    answer = client.get("/api/v1/timeline/?page=8&page_size=50").json()
    assert (answer["count"], answer["results"]) == (388, whole[350:])
    # Those of its first day, too, which stand on the page before.
    assert 38 <= len(in_full[0]) < 100
    assert client.get("/api/v1/timeline/?topic=drugs").json()["results"] == of_drugs[:50]
    assert len(in_full[1]) < 100


def test_its_example_is_the_first_of_it(client: Client) -> None:
    [first] = client.get("/api/v1/timeline/?page_size=1").json()["results"]
    assert TimelineViewSet().first().slug == first["slug"]


def test_of_a_head_request_no_record_is_read(client: Client) -> None:
    # The filters' choices, and the day in the file's name, are kept for each state of the records.
    client.head("/api/v1/timeline/?format=csv")
    with CaptureQueriesContext(connection) as captured:
        assert client.head("/api/v1/timeline/?format=csv").status_code == 200
    assert len(captured) == 1


def test_it_stands_among_the_lists_of_the_interface(client: Client) -> None:
    [listed] = [one for one in client.get("/api/v1/").json()["lists"] if one["name"] == "timeline"]
    assert (listed["count"], urlsplit(listed["api_address"]).path) == (388, "/api/v1/timeline/")
    assert client.get("/api/v1/schema/").json()["paths"]["/api/v1/timeline/"]["get"]["operationId"] == "list_timeline"
