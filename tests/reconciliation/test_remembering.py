"""The reconciliation, kept for each state of the records."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from records.models import ExpertDispatch
from records.reconciliation import Report, reconcile
from records.reconciliation.remembering import reconciliation

pytestmark = pytest.mark.django_db


def test_it_holds_all_figures_in_order() -> None:
    found = [(figure.slug, figure.finding) for figure in reconcile(Report())]
    assert [(figure.slug, figure.finding) for figure in reconciliation().figures] == found
    assert list(reconciliation().verdicts) == [finding.verdict for _, finding in found]


def test_the_same_state_is_recomputed_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    reconciliation()
    with django_assert_num_queries(1):
        reconciliation()


def test_an_edit_recomputes_it() -> None:
    before = reconciliation().verdicts
    china = ExpertDispatch.objects.get(slug="china")
    china.total += 1
    china.save()
    assert reconciliation().verdicts != before


def test_without_any_record_it_is_recomputed_too(empty_database: None) -> None:
    assert [figure.slug for figure in reconciliation().figures] == [figure.slug for figure in reconcile(Report())]
