"""A figure: declared, recomputed, in families."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from records.models import DisasterReliefMission, Event, Section
from records.reconciliation import Finding, Report, Verdict
from records.reconciliation.comparing import number
from records.reconciliation.figure import Each, Told
from records.reconciliation.selecting import every, one, this

pytestmark = pytest.mark.django_db

DISASTERS = Told(
    slug="disasters",
    what="Disasters",
    section="2-2",
    locator="Section 2 (2), paragraph 2",
    printed="seven",
    of=(every(DisasterReliefMission), one(DisasterReliefMission, "iran-earthquake-1990")),
    must=lambda rows, *_: Finding(Verdict.AGREES, str(len(rows)), note="And more.", caveat="So far."),
    rule="Rows.",
    listed=("mission-list", "type=relief"),
    event="relief-personnel-sent-1990-2003",
    note="Seven.",
)


def personnel(mission: Any) -> Told | None:
    """A figure of each mission, but of one."""
    if mission.slug == "iran-earthquake-1990":
        return None
    return Told(
        what="Personnel",
        locator=mission.locator,
        printed="",
        of=(this(mission),),
        must=number(1),
        rule="One.",
    )


PERSONNEL = Each(slug="personnel-{}", section="2-2", rows=every(DisasterReliefMission), told=personnel)


def test_a_figure_is_what_was_declared_with_what_its_rows_give() -> None:
    [figure] = DISASTERS.figures(Report())
    assert (figure.finding.verdict, figure.finding.recomputed, len(figure.rows)) == (Verdict.AGREES, "7", 7)
    assert (figure.note, figure.caveat) == ("Seven. And more.", "So far.")
    assert figure.list_address == "/missions/?type=relief"


def test_a_figure_stands_under_the_slugs_of_today() -> None:
    section, event = Section.objects.get(slug="2-2"), Event.objects.get(slug=DISASTERS.event)
    for record in (section, event):
        record.slug = f"renamed-{record.slug}"
        record.save()
    [figure] = DISASTERS.figures(Report())
    assert (figure.section, figure.event) == (section.slug, event.slug)


def test_where_nothing_is_declared_to_hold_nothing_can_be_recomputed() -> None:
    told = Told(slug="x", what="", section="", locator="", printed="", rule="None.")
    [figure] = told.figures(Report())
    assert (figure.finding, figure.rows, figure.list_address) == (Finding(Verdict.CANNOT), (), "")


def test_a_family_has_a_figure_for_each_row_that_prints_one() -> None:
    figures = list(PERSONNEL.figures(Report()))
    assert len(figures) == 6
    assert figures[-1].slug == "personnel-algeria-earthquake-2003"
    assert {figure.section for figure in figures} == {"2-2"}
    assert all(figure.rows == (figure.printed_in,) for figure in figures)


def test_a_family_may_call_its_rows_by_something_else() -> None:
    family = replace(PERSONNEL, name=lambda mission: mission.position)
    assert next(figure.slug for figure in family.figures(Report())) == "personnel-2"
