"""Formulas: what a step says of itself to a machine, and that every figure is said so."""

from __future__ import annotations

import json

import pytest

from records.models import Meeting, Treaty
from records.reconciliation import Report, reconcile
from records.reconciliation.comparing import all_that, more_than, number, sum_of, within
from records.reconciliation.formulas import Step, formula_of, step
from records.reconciliation.selecting import earliest, every, has, one, says, tagged


def test_a_step_does_what_its_function_does_and_says_it() -> None:
    twice: Step[[int], int] = step("twice", of="a number", note=None)(lambda number: 2 * number)
    assert (twice(2), twice.formula) == (4, {"operation": "twice", "of": "a number"})


def test_functions_within_are_said_by_their_formulas() -> None:
    assert formula_of(number(27)) == {
        "operation": "equal",
        "printed": 27,
        "count": {"operation": "number of rows"},
    }
    assert formula_of(more_than(400, sum_of("total"))) == {
        "operation": "more than",
        "printed": 400,
        "count": {"operation": "sum", "fields": ["total"]},
    }


def test_what_calls_a_function_that_cannot_be_said_cannot_be_said() -> None:
    assert formula_of(len) is None
    assert formula_of(number(7, len)) is None
    assert formula_of(all_that(lambda row: True, "row")) is None
    assert every(Treaty, has(action="signed"), lambda row: True).formula is None
    assert earliest(every(Treaty, lambda row: True)).formula is None


def test_a_selection_says_how_its_rows_are_found() -> None:
    assert every(Treaty).formula == {"kind": "treaties"}
    assert one(Treaty, "a", "b").formula == {"kind": "treaties", "slugs": ["a", "b"]}
    assert tagged("drugs").formula == {"kind": "treaties", "topic": "drugs"}
    assert earliest(every(Meeting, says("agenda", "Rome Group"))).formula == {
        "kind": "meetings",
        "where": [{"operation": "says", "field": "agenda", "words": "Rome Group"}],
        "take": "the earliest",
    }
    assert formula_of(within("197X")) == {"operation": "within", "told": "197X"}


@pytest.mark.django_db
def test_every_figure_is_said_in_plain_data() -> None:
    figures = reconcile(Report())
    assert [figure.slug for figure in figures if figure.formula is None] == []
    for figure in figures:
        assert json.loads(json.dumps(figure.formula)) == figure.formula, figure.slug
