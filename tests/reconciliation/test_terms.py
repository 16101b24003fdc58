"""Terms: sums, differences, lists, and what is said of a row."""

from __future__ import annotations

import pytest

from records.models import (
    AssistanceYear,
    Country,
    DisasterReliefMission,
    ExpertDispatch,
    Section,
    TrainingCourse,
    Treaty,
)
from records.reconciliation.terms import Term, Working, added, kind_of, less, listed, said_of

pytestmark = pytest.mark.django_db


def test_a_sum_has_a_term_for_each_row_and_column() -> None:
    china, singapore = ExpertDispatch.objects.all()[:2]
    assert added("Experts", [china, singapore], ["total"]) == Working(
        "Experts", (Term(china, "66"), Term(singapore, "64")), "+", "130"
    )
    assert added("Experts", [china], ["long_term", "short_term"]) == Working(
        "Experts", (Term(china, "2", "long term"), Term(china, "64", "short term")), "+", "66"
    )


def test_one_number_is_no_sum() -> None:
    china = ExpertDispatch.objects.all()[0]
    assert added("Experts", [china], ["total"]) == Working("Experts", (Term(china, "66"),), "", "66")


def test_a_difference_has_its_sign_and_large_numbers_have_commas() -> None:
    row, other = AssistanceYear(year=2003, cases=1109), AssistanceYear(year=2002, cases=1150)
    assert less("Cases", row, other, "cases") == Working(
        "Cases", (Term(row, "1,109"), Term(other, "1,150")), "−", "−41"
    )


def test_a_row_is_named_where_every_term_has_one() -> None:
    china = ExpertDispatch.objects.all()[0]
    assert Working("", (Term(china, "66"),)).has_names
    assert not Working("", (Term(china, "66"), Term(None, "831"))).has_names


def test_a_list_says_of_each_row_what_it_is_asked_for() -> None:
    iran, *_ = missions = list(DisasterReliefMission.objects.all())
    found = listed("Missions", missions, lambda row: str(row.personnel), lambda row: "first" if row == iran else "")
    assert found.terms[:2] == (Term(iran, "6", "first"), Term(missions[1], "11"))
    assert (found.sign, found.result) == ("", "")


def test_of_a_row_its_date_is_said_where_its_name_does_not_say_it() -> None:
    assert said_of(Treaty.objects.get(slug="convention-on-cybercrime")) == "Signed, November 23, 2001"
    assert said_of(TrainingCourse.objects.get(slug="traffic-police-administration-seminar")) == "from 1966"
    assert said_of(DisasterReliefMission.objects.all()[0]) == ""
    assert said_of(AssistanceYear.objects.all()[0]) == ""
    assert said_of(Treaty(name="Undated")) == ""
    assert said_of(Country(name="Japan")) == ""
    assert said_of(Section(title="History", as_printed=[["Heading", "The history"]])) == "The history"


def test_a_heading_says_how_many_and_which_they_are() -> None:
    treaties = list(Treaty.objects.all())
    assert kind_of(treaties, Treaty) == "Treaties"
    assert kind_of(treaties[:1], Treaty) == "Treaty"
    assert kind_of(treaties[:1], Treaty, "the earliest") == "Treaties: the earliest"
