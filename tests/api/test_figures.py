"""The figures of the reconciliation as data say what its page says."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client

from records.models import ExpertDispatch, Treaty
from records.reconciliation import Report, reconcile
from tests.api.asking import faults, found

pytestmark = pytest.mark.django_db


def test_each_says_what_is_printed_what_comes_out_and_from_which_rows(client: Client) -> None:
    results = found(client, "/api/v1/reconciliation/?page_size=500")["results"]
    figures = reconcile(Report())
    assert [row["slug"] for row in results] == [figure.slug for figure in figures]
    for row, figure in zip(results, figures, strict=True):
        assert row["printed"] == figure.printed
        assert (row["recomputed"], row["difference"]) == (figure.finding.recomputed, figure.finding.difference)
        assert (row["verdict"], row["verdict_label"]) == (figure.finding.verdict.value, figure.finding.verdict.label)
        assert [one["slug"] for one in row["rows"]] == [record.slug for record in figure.rows]
        assert bool(row["note"]) <= (row["verdict"] != "agrees")
        assert (row["section"] or {}).get("slug", "") == figure.section
        assert (row["printed_in"] or {}).get("slug") == (figure.printed_in.slug if figure.printed_in else None)


@pytest.mark.parametrize(
    "query", ["", "verdict=differs", "section=2", "q=experts", "verdict=cannot&section=4&q=treaties"]
)
def test_the_same_query_finds_the_same_as_on_the_page(client: Client, query: str) -> None:
    page = client.get(f"/reconciliation/?{query}").context
    rows = found(client, f"/api/v1/reconciliation/?{query}&page_size=500")["results"]
    # The page has what differs first, by its size; all else stands in the report's order on both.
    assert {line.figure.slug for line in page["differing"]} == {
        row["slug"] for row in rows if row["verdict"] == "differs"
    }
    assert [line.figure.slug for group in page["groups"] for line in group.lines] == [
        row["slug"] for row in rows if row["verdict"] != "differs"
    ]
    assert rows


def test_a_correction_shows_at_once(client: Client) -> None:
    before = Counter(row["verdict"] for row in found(client, "/api/v1/reconciliation/?page_size=500")["results"])
    ExpertDispatch.objects.all().update(long_term=1000)
    after = Counter(row["verdict"] for row in found(client, "/api/v1/reconciliation/?page_size=500")["results"])
    assert after["differs"] > before["differs"]


def test_its_rows_are_led_to_under_their_addresses_of_today(client: Client) -> None:
    [row] = [
        one
        for figure in found(client, "/api/v1/reconciliation/?page_size=500")["results"]
        for one in figure["rows"]
        if one["slug"] == "convention-on-cybercrime"
    ][:1]
    assert row["kind"] == "treaties"
    assert row["label"] == str(Treaty.objects.get(slug=row["slug"]))
    assert found(client, row["api_address"])["address"] == row["address"]


def test_what_does_not_fit_is_named(client: Client) -> None:
    told = faults(client, "/api/v1/reconciliation/?verdict=maybe&section=99&sort=slug&year=2003")
    assert set(told) == {"verdict", "section", "sort", "year"}
