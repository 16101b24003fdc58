"""The filters of the reconciliation: by verdict, by section, by words, and what does not fit."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test import Client

from records.reconciliation import Report, reconcile
from records.reconciliation.filters import FigureFilterSet
from records.reconciliation.views import groups
from tests.bad_values import BAD
from tests.pages import words
from tests.reconciliation.shipped import ALL, DIFFERENCES, PAGE, TALLY, shown
from tests.sampling import diagonal, thorough

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("verdict", "count"), TALLY.items())
def test_figures_are_filtered_by_verdict(client: Client, verdict: str, count: int) -> None:
    response = client.get(f"{PAGE}?verdict={verdict}")
    assert response.context["match_count"] == count
    found = shown(response.context)
    assert len(found) == count
    assert {figure.finding.verdict for figure in found} == {verdict}


def test_figures_are_filtered_by_section_with_what_stands_below_it_and_the_tables_that_it_cites(client: Client) -> None:
    groups = client.get(f"{PAGE}?section=4").context["groups"]
    assert [group.section.slug for group in groups] == ["4", "4-1", "4-2", "attached-table-4"]
    context = client.get(f"{PAGE}?section=attached-table-1&section=3-4").context
    assert [group.section.slug for group in context["groups"]] == ["3-4", "attached-table-1"]
    assert {line.figure.section for line in context["differing"]} == {"attached-table-1"}


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("q=bribery", ["treaty-bribery"]),
        ("q=BRIBERY+1998", ["treaty-bribery"]),
        ("q=moscow+1999&verdict=differs", ["ministers-in-the-host-country"]),
        ("q=percentage&verdict=differs&section=attached-table-5", [slug for slug in DIFFERENCES if "share" in slug]),
        ("q=bribery&verdict=agrees", []),
    ],
)
def test_figures_are_filtered_by_words_too(client: Client, query: str, slugs: list[str]) -> None:
    found = shown(client.get(f"{PAGE}?{query}").context)
    assert sorted(figure.slug for figure in found) == sorted(slugs)


def test_only_sections_that_print_figures_are_offered(client: Client) -> None:
    offered = client.get(PAGE).context["filterset"].form.fields["section"].choices
    slugs = [slug for slug, _ in offered]
    assert {"2", "4-2", "attached-table-5", "6"} <= set(slugs)
    assert "6-2" not in slugs


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("verdict=perhaps", "“perhaps” is none of: agrees, differs, cannot."),
        ("section=7", "The report has no section “7”."),
        ("q=%00", "Null characters are not allowed."),
        (f"q={'x' * 10_000}", "Ensure this value has at most 200 characters (it has 10000)."),
    ],
)
def test_a_value_that_does_not_fit_is_answered_with_no_figures_and_the_reason(
    client: Client, query: str, reason: str
) -> None:
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    assert (response.context["match_count"], response.context["total_count"]) == (0, ALL)
    assert reason in words(client, f"{PAGE}?{query}")


PARAMETERS = ("q", "verdict", "section", "sort", "page", "unknown")


@pytest.mark.parametrize(
    ("name", "value"),
    [pair for pair in diagonal(PARAMETERS, BAD) if not pair.marks],
    ids=lambda value: ascii(value[:12]),
)
def test_no_value_is_a_fault(client: Client, name: str, value: str) -> None:
    response = client.get(f"{PAGE}?{urlencode({name: value})}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


@thorough
@pytest.mark.parametrize("name", PARAMETERS)
def test_no_value_of_any_parameter_is_a_fault(name: str) -> None:
    report = Report()
    figures = reconcile(report)
    for value in BAD:
        # What the page does with the query; the figures themselves do not depend on it.
        filterset = FigureFilterSet(QueryDict(urlencode({name: value})), figures=figures, outline=report.outline)
        found = filterset.matching_figures()
        context = {"filterset": filterset, "match_count": len(found), "total_count": ALL}
        assert len(list(groups(found, report))) <= len(found) <= ALL
        for part in ("includes/_filters.html", "includes/_matches.html"):
            said = render_to_string(part, context)
            assert said
            assert "<script>alert" not in said
