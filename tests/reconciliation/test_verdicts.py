"""The verdicts on all figures, kept for each state of the data."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from records.models import ExpertDispatch
from records.reconciliation import Report, reconcile
from records.reconciliation.verdicts import verdicts

pytestmark = pytest.mark.django_db


def test_they_are_those_of_all_figures_in_order() -> None:
    assert list(verdicts()) == [figure.finding.verdict for figure in reconcile(Report())]


def test_the_same_state_is_recomputed_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    verdicts()
    with django_assert_num_queries(1):
        verdicts()


def test_an_edit_recomputes_them() -> None:
    before = verdicts()
    china = ExpertDispatch.objects.get(slug="china")
    china.total += 1
    china.save()
    assert verdicts() != before


def test_without_any_record_they_are_recomputed_too(empty_database: None) -> None:
    assert list(verdicts()) == [figure.finding.verdict for figure in reconcile(Report())]
