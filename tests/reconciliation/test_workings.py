"""Workings: what each figure is made of, and that the sums written out come to what was recomputed."""

from __future__ import annotations

from typing import Any

import pytest

from records.models import DisasterReliefMission, Event, Meeting
from records.reconciliation.remembering import Reconciliation
from records.reconciliation.terms import Term, Working
from records.reconciliation.workings import workings
from tests.kinds import empty_table, every_placed_kind
from tests.reconciliation.shipped import as_shipped

pytestmark = pytest.mark.django_db


def workings_of(slug: str) -> list[Working]:
    figure = Reconciliation().called(slug)
    assert figure
    return workings(figure)


def written_out(working: Working) -> str:
    """“6 + 11 = 17”."""
    return f" {working.sign} ".join(term.says for term in working.terms) + f" = {working.result}"


@pytest.mark.parametrize(
    ("slug", "sums"),
    [
        ("relief-personnel", ["6 + 11 + 11 + 9 + 15 + 45 + 19 = 116"]),
        ("experts-row-china", ["2 + 64 = 66"]),
        ("experts-by-country-across", ["44 + 372 = 416"]),
        ("persons-by-region-2003", ["523 + 140 + 56 + 41 + 37 + 31 + 3 = 831"]),
        ("share-asia-2003", ["523 + 140 + 56 + 41 + 37 + 31 + 3 = 831", "523 ÷ 831 = 62.9%"]),
        ("cases-change-2003", ["109 − 150 = −41"]),
        ("assistance-decline-2003", ["109 − 150 = −41"]),
        ("assistance-increase", ["150 − 120 = +30"]),
        ("projects-philippines-20-years", ["2003 − 1979 = 24"]),
        ("quadripartite-conference", ["3 + 1 = 4"]),
        ("congress-10th", ["2000 − 1955 = 45 years", "45 ÷ 5 = 9"]),
    ],
)
def test_a_calculation_is_written_out(slug: str, sums: list[str]) -> None:
    assert [written_out(working) for working in workings_of(slug) if working.sign] == sums


def test_every_sum_comes_to_what_was_recomputed() -> None:
    for slug, figure in as_shipped().items():
        for working in workings(figure):
            if working.sign == "+":
                total = sum(int(term.says.replace(",", "")) for term in working.terms)
                assert working.result == f"{total:,}", slug
            if working.sign == "+" and len(workings(figure)) == 1:
                assert working.result == figure.finding.recomputed, slug


def test_every_row_of_a_figure_stands_in_its_workings() -> None:
    for slug, figure in as_shipped().items():
        shown = {term.row for working in workings(figure) for term in working.terms}
        if slug.startswith("round-"):
            assert shown >= set(figure.rows)
        else:
            assert shown - {None} >= set(figure.rows), slug
        assert bool(shown) == bool(figure.records and (figure.rows or figure.beside)), slug


def test_rows_that_are_counted_are_numbered() -> None:
    [working] = workings_of("fatf-countries")
    assert (working.numbered, len(working.terms), working.result, working.sign) == (True, 31, "31", "")


def test_a_meeting_is_marked_among_those_of_its_year_by_date() -> None:
    [working] = workings_of("round-rome-lyon-1996-04-paris")
    of_the_year = Meeting.objects.filter(forum="rome-lyon", earliest__year=1996).order_by("earliest")
    assert [term.row for term in working.terms] == list(of_the_year)
    assert [term.remark for term in working.terms] == ["", "this one", *([""] * (len(of_the_year) - 2))]


def test_of_each_row_that_must_meet_something_it_is_said() -> None:
    [meetings] = workings_of("ministers-in-the-host-country")
    assert [(term.says, term.remark) for term in meetings.terms] == [
        ("United States", ""),
        ("no country", "Attached Table 2: United Kingdom"),
        ("Russia", "Attached Table 2: Germany"),
        ("Italy", ""),
        ("Canada", ""),
        ("France", ""),
    ]
    [agendas] = workings_of("recommendations-40")
    assert [term.says for term in agendas.terms] == ["40"] * 4
    [courses] = workings_of("courses-country-specific")
    assert {term.says for term in courses.terms} == {"1 country"}
    [ranks] = workings_of("countries-order")
    assert ranks.numbered
    assert [term.says for term in ranks.terms][:3] == ["152", "82", "56"]


def test_rows_that_are_but_looked_at_are_listed_with_those_for_comparison() -> None:
    earliest, meant = workings_of("documents-10-principles")
    assert (earliest.title, meant.title) == ("Meetings: the earliest", "Meeting, for comparison")
    # The table whose title it is, then its four parts.
    assert [len(part.terms) for part in workings_of("assistance-title")] == [1, 5, 35, 50, 15]
    # Where the row is the very one that the sentence means, it is not listed twice.
    assert len(workings_of("relief-first-disaster")) == 1


def test_what_nothing_allows_to_recompute_has_no_working() -> None:
    assert workings_of("fbi-agents") == []


def test_a_row_without_a_date_is_listed() -> None:
    for slug in ("first-un-crime-congress-geneva-1955", "tenth-un-crime-congress-2000"):
        event = Event.objects.get(slug=slug)
        event.date = ""
        event.save()
    assert [[term.says for term in working.terms] for working in workings_of("congress-10th")] == [[""], [""]]


@every_placed_kind
def test_no_figure_is_without_its_page_where_a_table_is_empty(kind: type[Any]) -> None:
    slugs = [slug for slug, figure in as_shipped().items() if any(type(row) is kind for row in figure.records)]
    empty_table(kind)
    reconciled = Reconciliation()
    for slug in slugs[:30]:
        if figure := reconciled.called(slug):
            assert isinstance(workings(figure), list)


def test_large_numbers_have_commas() -> None:
    DisasterReliefMission.objects.update(personnel=1000)
    [working] = workings_of("relief-personnel")
    assert working.result == "7,000"
    assert working.terms[0] == Term(DisasterReliefMission.objects.all()[0], "1,000")
