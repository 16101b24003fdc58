"""The state of the records is asked for once, and known to all that is called meanwhile."""

from __future__ import annotations

import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from records.models import Change
from records.models.state import asked_state, in_state, known_state

pytestmark = pytest.mark.django_db

ANOTHER = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)


def test_it_is_that_of_the_log_where_none_was_asked_for() -> None:
    assert asked_state() is None
    assert known_state() == Change.objects.state() is not None


def test_while_it_is_known_nobody_is_asked(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with in_state(ANOTHER), django_assert_num_queries(0):
        assert asked_state() == known_state() == ANOTHER
    assert asked_state() is None
