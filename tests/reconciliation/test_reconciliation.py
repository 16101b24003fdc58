"""The reconciliation: every figure one by one, those of each record, what is not there, the cost."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.kinds import ALL_KINDS, RECORD_KINDS
from records.models import (
    AssistanceByCountry,
    AssistanceByRegion,
    Country,
    Event,
    ExpertDispatch,
    Meeting,
    PrintedFigure,
    Section,
    Topic,
    TrainingCourse,
    Treaty,
)
from records.models.base import set_days
from records.reconciliation import Figure, Finding, Report, Verdict, reconcile, told_in
from records.reconciliation.remembering import Reconciliation
from tests.factories import make_many
from tests.kinds import empty_table, every, every_placed_kind, every_record_kind
from tests.reconciliation.renames import rename_all
from tests.reconciliation.shipped import DIFFERENCES, PAGE, ROWS, TALLY, as_shipped, verdicts
from tests.sampling import some_or_all

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("section", "slug", "text", "recomputed", "verdict"), ROWS, ids=[row[1] for row in ROWS])
def test_a_figure_is_printed_recomputed_and_judged(
    section: str, slug: str, text: str, recomputed: str, verdict: str
) -> None:
    figure = as_shipped()[slug]
    assert (figure.section, figure.printed, figure.finding.recomputed, figure.finding.verdict) == (
        section,
        text,
        recomputed,
        verdict,
    )


def test_there_are_no_others_and_they_stand_in_the_report_s_order() -> None:
    assert list(as_shipped()) == [slug for _, slug, *_ in ROWS]
    positions = {"": 0} | dict(Section.objects.values_list("slug", "position"))
    order = [positions[figure.section] for figure in as_shipped().values()]
    assert order == sorted(order)


def test_most_agree() -> None:
    assert Counter(verdict for *_, verdict in ROWS) == TALLY


def test_where_a_figure_differs_it_says_by_how_much_and_what_to_know() -> None:
    differing = {slug: figure for slug, figure in as_shipped().items() if figure.finding.verdict == Verdict.DIFFERS}
    assert {slug: figure.finding.difference for slug, figure in differing.items()} == DIFFERENCES
    assert all(figure.note for figure in differing.values())


def test_only_where_it_differs_there_is_a_difference() -> None:
    for figure in as_shipped().values():
        if figure.finding.verdict != Verdict.DIFFERS:
            assert not figure.finding.difference, figure.slug
        if figure.finding.verdict == Verdict.CANNOT:
            assert figure.note, figure.slug


def test_every_figure_names_its_place_its_rule_and_its_rows() -> None:
    events = set(Event.objects.values_list("slug", flat=True))
    for figure in as_shipped().values():
        assert figure.what, figure.slug
        assert figure.locator, figure.slug
        assert figure.rule.endswith("."), figure.slug
        assert not figure.event or figure.event in events, figure.slug
        if figure.finding.verdict != Verdict.CANNOT:
            assert figure.rows or figure.list_address, figure.slug


def test_totals_that_are_printed_are_read_from_the_records_that_hold_them() -> None:
    for total in PrintedFigure.objects.all():
        assert as_shipped()[total.slug].printed == str(total.value)


def test_nothing_is_a_fault_where_there_are_no_records(empty_database: None, client: Client) -> None:
    assert client.get(PAGE).status_code == 200
    assert "agrees" not in {figure.finding.verdict for figure in reconcile(Report()) if figure.rows}


@every_placed_kind
def test_no_table_that_is_empty_is_a_fault(client: Client, kind: type[Any]) -> None:
    empty_table(kind)
    assert client.get(PAGE).status_code == 200


@every_placed_kind
def test_no_row_without_a_printed_row_or_a_date_is_a_fault(client: Client, kind: type[Any]) -> None:
    changed = {"as_printed", "date", "earliest", "latest"} & {field.name for field in kind._meta.fields}
    records = list(kind.objects.all())
    for record in records:
        record.as_printed = [["", ""]]
        if "date" in changed:
            record.date = ""
        set_days(record)
    kind.objects.bulk_update(records, changed)
    assert client.get(PAGE).status_code == 200


def test_a_printed_total_of_no_column_of_the_rows_is_no_figure() -> None:
    total = PrintedFigure.objects.get(slug="experts-by-country-total")
    total.column = "Sum"
    total.save()
    gone = {"experts-by-country-total", "experts-by-country-across"}
    assert set(as_shipped()) - {figure.slug for figure in reconcile(Report())} == gone


@pytest.mark.parametrize("column", ["Total (2003)", "<b>", "é"])
def test_a_total_has_its_page_whatever_its_column_is_called(client: Client, column: str) -> None:
    before = {figure.slug for figure in reconcile(Report())}
    PrintedFigure.objects.filter(column="2003").update(column=column)
    assert client.get(PAGE).status_code == 200
    changed = {figure.slug for figure in reconcile(Report())} - before
    assert len(changed) == 2
    assert all(client.get(f"{PAGE}{slug}/").status_code == 200 for slug in changed)


def test_a_printed_value_that_is_no_number_cannot_be_compared() -> None:
    row = ExpertDispatch.objects.get(slug="china")
    row.as_printed = [["Total", "sixty-six"]]
    row.save()
    figure = next(figure for figure in Reconciliation().figures_with(row) if figure.slug == "experts-row-china")
    assert figure.finding == Finding(Verdict.CANNOT, "66")


def test_an_attached_table_without_a_title_cannot_be_compared_with_it() -> None:
    Section.objects.filter(slug="attached-table-5").update(as_printed=[])
    assert verdicts()["assistance-title"] == "cannot"


@some_or_all
@every_record_kind
def test_a_record_s_figures_are_all_that_concern_it(kind: type[Any], part: slice) -> None:
    reconciled = Reconciliation()
    for record in kind.objects.select_related("section")[part]:
        concerned = {slug for slug, figure in as_shipped().items() if concerns(figure, record)}
        assert {figure.slug for figure in reconciled.figures_with(record)} == concerned, record


def concerns(figure: Figure, record: Any) -> bool:
    """Whether the record goes into the figure, prints it, or retells it."""
    retells = isinstance(record, Event) and record.slug == figure.event
    return retells or record in (*figure.rows, figure.printed_in)


def examples() -> list[Any]:
    """Some records of every kind, and every tenth event, which may retell a figure of any section."""
    found = [record for kind in RECORD_KINDS for record in kind.objects.select_related("section")[:2]]
    return found + list(Event.objects.select_related("section"))[::10]


@every(ALL_KINDS)
def test_a_rename_changes_no_figure(kind: type[Any]) -> None:
    """Nor its slug: its address stays."""
    rename_all(kind)
    found = {figure.slug: (figure.finding, figure.printed, len(figure.rows)) for figure in reconcile(Report())}
    assert found == {slug: (figure.finding, figure.printed, len(figure.rows)) for slug, figure in as_shipped().items()}
    reconciled = Reconciliation()
    assert all(reconciled.called(slug) for slug in found)


@pytest.mark.parametrize("slug", ["", "x", "share-", "share-atlantis-2003", "round-{}", "experts-row-CHINA", "\0"])
def test_there_is_no_figure_under_another_slug(slug: str) -> None:
    assert Reconciliation().called(slug) is None


def test_declarations_are_told_in_the_order_of_the_figures_without_recomputing_them() -> None:
    assert [(told.slug, told.what) for told in told_in(Report())] == [
        (slug, figure.what) for slug, figure in as_shipped().items()
    ]


def test_each_figure_stands_between_its_neighbours() -> None:
    reconciled = Reconciliation()
    slugs = list(as_shipped())
    for number, slug in enumerate(slugs):
        figure = reconciled.called(slug)
        assert figure
        assert figure.slug == slug
        before, after = reconciled.neighbours(figure)
        assert (before.slug if before else None) == (slugs[number - 1] if number else None)
        assert (after.slug if after else None) == (slugs[number + 1] if slug != slugs[-1] else None)


@every([*RECORD_KINDS, Section, Country, Topic])
def test_a_rename_leaves_no_record_without_its_checks(kind: type[Any]) -> None:
    before = [{slug for slug, figure in as_shipped().items() if concerns(figure, record)} for record in examples()]
    assert sum(map(bool, before)) > len(RECORD_KINDS)
    rename_all(kind)
    reconciled = Reconciliation()
    assert [{figure.slug for figure in reconciled.figures_with(record)} for record in examples()] == before


def test_the_whole_reconciliation_costs_a_fixed_number_of_queries() -> None:
    with CaptureQueriesContext(connection) as captured:
        reconcile(Report())
    before = len(captured)
    for kind in (ExpertDispatch, Treaty, Meeting, AssistanceByRegion, AssistanceByCountry, Event, TrainingCourse):
        make_many(kind, 40)
    with CaptureQueriesContext(connection) as captured:
        reconcile(Report())
    assert len(captured) == before == 18
