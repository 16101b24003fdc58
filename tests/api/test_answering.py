"""The lists of the interface agree with the pages of the portal, and come page by page in the report's order."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.api.viewsets import KindViewSet
from tests.api.asking import LISTS, every_list, every_list_with_each, found, pages
from tests.factories import make_ten_times_the_rows
from tests.sampling import thorough

pytestmark = pytest.mark.django_db

# What a page of each list costs in queries, and one of them alone. Both ask when the records were last changed; a list
# for which records stand on the page, and for all that these say; one alone for its topics and countries, too.
QUERIES = {
    "/api/v1/countries/": (3, 2),
    "/api/v1/topics/": (3, 2),
    "/api/v1/sections/": (3, 2),
    "/api/v1/expert-dispatches/": (3, 3),
    "/api/v1/expert-fields/": (3, 3),
    "/api/v1/training-courses/": (3, 4),
    "/api/v1/cooperation-projects/": (3, 4),
    "/api/v1/disaster-relief-missions/": (3, 3),
    "/api/v1/peacekeeping-missions/": (3, 3),
    "/api/v1/memberships/": (3, 3),
    "/api/v1/meetings/": (3, 3),
    "/api/v1/treaties/": (3, 4),
    "/api/v1/assistance-years/": (3, 3),
    "/api/v1/assistance-by-region/": (3, 3),
    "/api/v1/assistance-by-country/": (3, 3),
    "/api/v1/courtesy-visits/": (3, 3),
    "/api/v1/events/": (3, 4),
    "/api/v1/printed-figures/": (4, 3),
    "/api/v1/glossary/": (4, 3),
    "/api/v1/reconciliation/": (1, 1),
    "/api/v1/changes/": (3, 2),
    # All of each of its kinds, where they are few, and what is told of those on the page.
    "/api/v1/timeline/": (26, 4),
    "/api/v1/dossiers/": (26, 3),
}


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("/treaties/?country=united-states&action=ratified", "treaties/?country=united-states&action=ratified"),
        ("/treaties/?year=2002&sort=-date", "treaties/?year=2002&sort=-date"),
        ("/treaties/?sort=name&q=convention", "treaties/?sort=name&q=convention"),
        ("/courses/?category=group&ongoing=true", "training-courses/?category=group&ongoing=true"),
        ("/courses/?year_min=1990&topic=drugs", "training-courses/?year_min=1990&topic=drugs"),
        ("/experts/?by=country&sort=-total", "expert-dispatches/?by=country&sort=-total"),
        ("/missions/?type=relief&section=2", "disaster-relief-missions/?type=relief&section=2"),
        ("/memberships/?body=apg", "memberships/?body=apg"),
        ("/meetings/?forum=justice-interior&sort=-date", "meetings/?forum=justice-interior&sort=-date"),
        ("/visits/?country=china&country=germany", "courtesy-visits/?country=china&country=germany"),
        ("/countries/?q=united", "countries/?q=united"),
        ("/changes/?q=transcribed", "changes/?q=transcribed"),
    ],
)  # fmt: skip
def test_the_same_query_finds_the_same_as_on_the_page(client: Client, page: str, address: str) -> None:
    [table] = client.get(page).context["tables"]
    results = found(client, f"/api/v1/{address}")["results"]
    key = "id" if address.startswith("changes") else "slug"
    assert [row[key] for row in results] == [getattr(record, key) for record in table.data]
    assert results


@every_list
def test_page_by_page_each_comes_once_in_the_reports_order(client: Client, address: str) -> None:
    viewset = LISTS[address]
    whole = found(client, f"{address}?page_size=500")
    assert whole["count"] == viewset().count() == len(whole["results"])
    assert (whole["next"], whole["previous"]) == (None, None)
    by_pages = list(pages(client, f"{address}?page_size={max(1, whole['count'] // 4)}"))
    assert [row for page in by_pages for row in page] == whole["results"]
    # A dossier has a row for each figure of a record, for each of its countries.
    own = ("country", "measure") if address.endswith("/dossiers/") else ()
    assert len({(row["api_address"], *(str(row[name]) for name in own)) for row in whole["results"]}) == whole["count"]
    if issubclass(viewset, KindViewSet):
        in_order = viewset.kind._default_manager.values_list("slug", flat=True)
        assert [row["slug"] for row in whole["results"]] == list(in_order)


@every_list_with_each
def test_each_is_had_alone_as_it_stands_in_the_list(client: Client, address: str) -> None:
    for row in found(client, f"{address}?page_size=3")["results"]:
        assert found(client, row["api_address"]) == row
        assert client.get(row["address"]).status_code == 200


def test_head_answers_as_get_does_without_a_body(client: Client) -> None:
    for address in ("/api/v1/", "/api/v1/treaties/", "/api/v1/treaties/convention-on-cybercrime/"):
        head, get = client.head(address), client.get(address)
        assert (head.status_code, head["Content-Type"], head.content) == (200, get["Content-Type"], b"")


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def all_queries(client: Client) -> dict[str, tuple[int, int]]:
    alone = {address: found(client, f"{address}?page_size=1")["results"][0]["api_address"] for address in LISTS}
    return {address: (queries(client, address), queries(client, alone[address])) for address in LISTS}


def test_an_answer_costs_a_fixed_number_of_queries(client: Client) -> None:
    assert all_queries(client) == QUERIES
    # The count of each list, of the timeline by the tallies, and the rows that print figures.
    assert queries(client, "/api/v1/") == 23


@thorough
def test_ten_times_the_rows_cost_no_query_more(client: Client) -> None:
    make_ten_times_the_rows()
    # The first page of dossiers is of one country then, and so of fewer kinds. Of a long timeline the keys come first.
    assert all_queries(client) == QUERIES | {"/api/v1/dossiers/": (14, 3), "/api/v1/timeline/": (31, 4)}
