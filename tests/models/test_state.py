"""The state of the records is asked for once, and known to all that is called meanwhile."""

from __future__ import annotations

import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from records.models import Revision
from records.models.revision import State
from records.models.state import asked_state, in_state, known_state

pytestmark = pytest.mark.django_db

ANOTHER = State("0123456789abcdef", datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC))


def test_it_is_the_revision_where_none_was_asked_for() -> None:
    assert asked_state() is None
    assert known_state() == Revision.objects.state() is not None


def test_while_it_is_known_nobody_is_asked(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with in_state(ANOTHER), django_assert_num_queries(0):
        assert asked_state() == known_state() == ANOTHER
    assert asked_state() is None


def test_where_nobody_knows_it_nothing_is_kept(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    Revision.objects.all().delete()
    with django_assert_num_queries(1):
        assert known_state() is None
