"""The report’s tables in memory: bounded, and in the report’s order."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from records.models import CooperationProject, TrainingCourse, Treaty
from records.reconciliation import Report
from records.reconciliation.report import MOST
from tests.factories import make_treaty
from tests.pages import words
from tests.reconciliation.shipped import PAGE
from tests.sampling import thorough

pytestmark = pytest.mark.django_db


@thorough
def test_more_rows_than_any_list_of_the_report_has_are_not_read(client: Client) -> None:
    for _ in range(MOST):
        make_treaty()
    report = Report()
    assert len(report.rows(Treaty)) == MOST
    assert report.cut == ["treaties"]
    assert "There are too many treaties; only the first in the report’s order count." in words(client, PAGE)


@pytest.mark.parametrize("kind", [TrainingCourse, CooperationProject, Treaty], ids=lambda kind: kind.__name__)
def test_the_rows_are_read_in_the_report_s_order(kind: type[Any]) -> None:
    first = kind.objects.first()
    first.position = 1000
    first.save()
    assert Report().rows(kind)[-1] == first
