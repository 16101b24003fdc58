"""Courses: the studies on traffic that section 2 (1) A may mean."""

from __future__ import annotations

import pytest

from records.models import (
    TrainingCourse,
)
from records.reconciliation.figures.courses import TRAFFIC_STUDIES
from tests.reconciliation.shipped import turned_by

pytestmark = pytest.mark.django_db


def test_the_surveys_of_2003_need_one_study_that_goes_on() -> None:
    studies = TrainingCourse.objects.filter(slug__in=TRAFFIC_STUDIES)
    assert len(studies) == 2

    def end_in_2002(study: TrainingCourse) -> None:
        study.date = f"{study.earliest.year}/2002" if study.earliest else ""
        study.save()

    assert turned_by(lambda: end_in_2002(studies[0])) == {}
    assert turned_by(lambda: end_in_2002(studies[1])) == {"courses-traffic-surveys-2003": "differs"}
