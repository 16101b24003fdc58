"""Bad input to every filter, sort, page and slug: a reason or a 404, never a 500; nothing unknown is obeyed."""

from __future__ import annotations

import itertools
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import resolve

from tests.bad_values import BAD
from tests.pages import LISTS, context_of, every_list, words
from tests.sampling import diagonal, thorough

pytestmark = pytest.mark.django_db

FILTERS = {
    "/courses/": ["category", "ongoing"],
    "/experts/": ["by"],
    "/missions/": ["type"],
    "/meetings/": ["forum"],
    "/memberships/": ["body"],
    "/treaties/": ["kind", "action"],
    "/timeline/": ["kind"],
    "/countries/": ["region"],
    "/glossary/": ["kind"],
}
SHARED = ["q", "year", "year_min", "year_max", "country", "topic", "section"]


def parameters(address: str) -> list[str]:
    """Every parameter that the list knows, and some that it does not."""
    paging = [f"{prefix}{name}" for prefix in ("", "field-", "pko-", "country-") for name in ("sort", "page")]
    return [*SHARED, *FILTERS.get(address, []), *paging, "per_page", "unknown"]


def name_of(value: str) -> str:
    return ascii(value[:20])


@pytest.mark.parametrize(("address", "value"), diagonal(LISTS, BAD), ids=name_of)
def test_no_value_of_all_parameters_at_once_is_a_fault(client: Client, address: str, value: str) -> None:
    assert client.get(f"{address}?{urlencode(dict.fromkeys(parameters(address), value))}").status_code == 200


@pytest.mark.parametrize("address", ["/treaties/", "/experts/"])
def test_no_parameter_with_a_value_of_its_own_is_a_fault(client: Client, address: str) -> None:
    for name, value in zip(itertools.cycle(parameters(address)), BAD, strict=False):
        assert client.get(f"{address}?{urlencode({name: value})}").status_code == 200, name


@thorough
@pytest.mark.parametrize("value", BAD, ids=name_of)
@pytest.mark.parametrize("address", ["/treaties/", "/experts/"])
def test_no_value_of_any_one_parameter_is_a_fault(address: str, value: str) -> None:
    for name in parameters(address):
        # What the page says of the query, and its rows; the whole page is rendered by the tests above.
        context = context_of(f"{address}?{urlencode({name: value})}")
        for part in ("includes/_filters.html", "includes/_matches.html"):
            assert render_to_string(part, context), name
        assert all([*table.head(), *table.body(), *table.totals()] for table in context["tables"]), name
        assert all(table.pages is None or table.pages.number for table in context["tables"]), name
        assert all(chart.drawing for chart in context["charts"]), name


RAW = ["%00", "q=%00", "q=%ff%fe", "year=%", "&&&===", "q", "q=%u1234", "country[]=1", "a" * 10_000]


@pytest.mark.parametrize(("address", "query"), diagonal(LISTS, RAW), ids=name_of)
def test_no_raw_bytes_in_the_address_are_a_fault(client: Client, address: str, query: str) -> None:
    assert client.get(f"{address}?{query}", follow=True).status_code == 200


SLUGS = ["x" * 10_000, "%00", "a%00b", "9" * 25, "-1", "no such", "..", "🗾", "x/y", "A'--", "%ff"]


@pytest.mark.parametrize(("address", "slug"), diagonal(LISTS, SLUGS), ids=name_of)
def test_no_slug_is_a_fault(client: Client, address: str, slug: str) -> None:
    assert client.get(f"{address}{quote(slug, safe='%/')}/").status_code == 404


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/treaties/?year=text", "A year is a whole number from 1 to 9999."),
        ("/treaties/?year=-1", "A year is a whole number from 1 to 9999."),
        (f"/treaties/?year={'9' * 10_000}", "A year is a whole number from 1 to 9999."),
        ("/treaties/?year_min=2003&year_max=1998", "The last year, 1998, comes before the first, 2003."),
        ("/treaties/?kind=trilateral", "“trilateral” is none of: bilateral, multilateral."),
        ("/treaties/?action=denounced", "“denounced” is none of: ratified, signed."),
        ("/courses/?ongoing=perhaps", "“perhaps” is none of: true, false."),
        ("/missions/?type=holiday", "“holiday” is none of: relief, peacekeeping."),
        ("/timeline/?kind=topics", "“topics” is none of: training-courses, cooperation-projects, "),
        ("/treaties/?country=atlantis", "The report has no country “atlantis”."),
        ("/treaties/?country=russia&country=atlantis", "The report has no country “atlantis”."),
        ("/treaties/?topic=gardening", "The report has no topic “gardening”."),
        ("/treaties/?section=7", "The report has no section “7”."),
        ("/treaties/?q=%00", "Null characters are not allowed."),
        (f"/treaties/?q={'x' * 10_000}", "Ensure this value has at most 200 characters (it has 10000)."),
        ("/countries/?q=%00", "Null characters are not allowed."),
    ],
    ids=lambda value: value[:40],
)
def test_a_value_that_does_not_fit_is_answered_with_no_rows_and_the_reason(
    client: Client, address: str, reason: str
) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert response.context["match_count"] == 0
    assert response.context["total_count"] > 0
    assert reason in words(client, address)


def test_the_reason_stands_beside_the_field(client: Client) -> None:
    html = unescape(client.get("/treaties/?year=text").content.decode())
    field = html[html.index('<label for="id_year">') : html.index('<label for="id_year_min">')]
    assert "A year is a whole number from 1 to 9999." in field
    assert 'aria-invalid="true"' in field


def test_sorting_by_what_is_no_column_is_said_and_not_done(client: Client) -> None:
    text = words(client, "/treaties/?sort=secret")
    assert "Treaties cannot be sorted by that; columns are: name, kind, action, date." in text
    assert "31 of 31 records" in text


def test_a_page_that_is_no_number_is_said_and_the_first_is_shown(client: Client) -> None:
    assert "There is no such page; this is page 1 of 2." in words(client, "/memberships/?page=text")
    assert "There is no such page; this is page 2 of 2." in words(client, f"/memberships/?page={'9' * 30}")
    assert "There is no such page; this is page 1 of 1." in words(client, "/timeline/?page=2")


@every_list
def test_an_unknown_parameter_is_ignored(client: Client, address: str) -> None:
    plain, strange = client.get(address), client.get(f"{address}?utm_source=x&per_page=1&format=exe&_export=xls")
    assert strange.context["match_count"] == plain.context["match_count"]
    assert not strange.context["filterset"].chips


def test_what_a_visitor_typed_is_never_markup(client: Client) -> None:
    for name in SHARED:
        html = client.get(f"/treaties/?{urlencode({name: '<script>alert(1)</script>'})}").content.decode()
        assert "<script>alert" not in html


def test_every_filter_of_every_list_was_tried() -> None:
    for address in LISTS.keys() - {"/sections/"}:
        view: Any = resolve(address).func
        assert set(view.view_class.filterset_class.base_filters) <= {*SHARED, *FILTERS.get(address, [])}
