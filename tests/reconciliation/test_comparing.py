"""Comparing: how far dates lie apart, what numbers and bounds say, when two must agree."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from records.models import (
    TrainingCourse,
)
from records.reconciliation import Finding, Verdict
from records.reconciliation.comparing import (
    beginning_year,
    both,
    more_than,
    not_after,
    number,
    numbers,
    same,
    time_apart,
    unproven,
    within,
)
from records.reconciliation.figure import NO_ROWS, Compare

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("told", "earliest", "latest", "apart"),
    [
        ("1999", "1999-10-13", "1999-10-13", ""),
        ("1999", "1998-10-13", "1998-10-13", "1 year earlier"),
        ("2000", "2002-12-09", "2002-12-09", "2 years later"),
        ("2002-05", "2002-04-26", "2002-05-02", ""),
        ("2002-05", "2002-04-26", "2002-04-30", "1 month earlier"),
        ("1999-08-24", "1999-08-26", "1999-08-26", "2 days later"),
        ("1974", "1962-01-01", None, ""),
        ("197X", "1983-11-02", "1983-11-02", "4 years later"),
        ("1975/..", "1983-11-02", "1983-11-02", ""),
    ],
)
def test_the_time_between_two_dates_is_said_in_its_largest_unit(
    told: str, earliest: str, latest: str | None, apart: str
) -> None:
    days = datetime.date.fromisoformat(earliest), datetime.date.fromisoformat(latest) if latest else None
    assert time_apart(told, *days) == apart


@pytest.mark.parametrize(
    ("text", "recomputed", "finding"),
    [
        (66, 66, Finding(Verdict.AGREES, "66")),
        (371, 372, Finding(Verdict.DIFFERS, "372", "+1")),
        (Decimal("63.0"), Decimal("62.9"), Finding(Verdict.DIFFERS, "62.9", "−0.1")),
        (None, 5, Finding(Verdict.CANNOT, "5")),
        (5, None, Finding(Verdict.CANNOT)),
    ],
)
def test_numbers_are_compared(text: Any, recomputed: Any, finding: Finding) -> None:
    assert numbers(text, recomputed) == finding


@pytest.mark.parametrize(
    ("date", "finding"),
    [
        ("1988/2004", Finding(Verdict.AGREES, "1988")),
        ("1989/..", Finding(Verdict.AGREES, "1989")),
        ("1987/..", Finding(Verdict.DIFFERS, "1987", "1 year earlier")),
        ("1990", Finding(Verdict.DIFFERS, "1990", "1 year later")),
        ("", NO_ROWS),
    ],
)
def test_a_year_of_beginning_is_compared_with_a_fiscal_year_that_it_may_share(date: str, finding: Finding) -> None:
    course = TrainingCourse.objects.get(slug="study-on-transfer-of-traffic-management-techniques")
    course.date = date
    course.save()
    assert beginning_year("1988-04/1989-03")([course]) == finding


def found(finding: Finding) -> Compare:
    """A comparison that finds this."""
    return lambda *_: finding


def test_two_comparisons_must_both_agree() -> None:
    agrees, differs = Finding(Verdict.AGREES, "1994"), Finding(Verdict.DIFFERS, "2004", "1 year later")
    assert both(found(agrees), found(agrees))([], []) == Finding(Verdict.AGREES, "1994; 1994")
    assert both(found(agrees), found(differs))([], []) == Finding(Verdict.DIFFERS, "1994; 2004", "1 year later")
    assert both(found(differs), found(NO_ROWS))([], []) == NO_ROWS


def test_a_bound_contradicts_but_does_not_prove() -> None:
    differs = Finding(Verdict.DIFFERS, "38", "not more than 39")
    assert unproven(found(differs))([]) == differs
    assert unproven(found(Finding(Verdict.AGREES, "45")))([]) == Finding(Verdict.CANNOT, "45")


@pytest.mark.parametrize("must", [number(7), more_than(400, len), within("1990"), not_after("1990"), same("x", str)])
def test_without_rows_nothing_can_be_recomputed(must: Compare) -> None:
    assert must([]) == NO_ROWS
