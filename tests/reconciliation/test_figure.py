"""A figure: declared, recomputed, in families; whom it concerns."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

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
    assert DISASTERS.may_concern(event, Report())
    assert figure.concerns(event)


def test_where_nothing_is_declared_to_hold_nothing_can_be_recomputed() -> None:
    told = Told(slug="x", what="", section="", locator="", printed="", rule="None.")
    [figure] = told.figures(Report())
    assert (figure.finding, figure.rows, figure.list_address) == (Finding(Verdict.CANNOT), (), "")


def test_a_family_has_a_figure_for_each_row_that_prints_one() -> None:
    figures = list(PERSONNEL.figures(Report()))
    assert len(figures) == 6
    assert figures[-1].slug == "personnel-algeria-earthquake-2003"
    assert {figure.section for figure in figures} == {"2-2"}
    assert all(figure.printed_in == figure.rows[0] and not figure.other_rows for figure in figures)


def test_a_figure_of_a_family_is_found_by_its_slug_alone(django_assert_num_queries: Any) -> None:
    [told] = PERSONNEL.named("personnel-algeria-earthquake-2003", Report())
    assert told.printed_in == DisasterReliefMission.objects.get(slug="algeria-earthquake-2003")
    assert list(PERSONNEL.named("personnel-iran-earthquake-1990", Report())) == []
    with django_assert_num_queries(0):
        assert list(PERSONNEL.named("algeria-earthquake-2003", Report())) == []
        assert list(DISASTERS.named("disaster", Report())) == []
        assert list(DISASTERS.named("disasters", Report())) == [DISASTERS]


def test_a_family_may_call_its_rows_by_something_else() -> None:
    family = replace(PERSONNEL, name=lambda mission: mission.position)
    assert next(told.slug for told in family.told_by(Report())) == "personnel-2"
    assert next(family.named("personnel-2", Report()))


def test_a_family_may_concern_what_prints_it_and_the_kinds_that_it_rests_on() -> None:
    mission, event = DisasterReliefMission.objects.all()[0], Event.objects.all()[0]
    report = Report()
    assert PERSONNEL.may_concern(mission, report)
    assert not PERSONNEL.may_concern(event, report)
    assert replace(PERSONNEL, kinds=(Event,)).may_concern(event, report)
