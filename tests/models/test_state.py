"""The state of the records is asked for once, and known to all that is called meanwhile."""

from __future__ import annotations

import datetime
import weakref

import pytest
from pytest_django import DjangoAssertNumQueries

from records.models import Revision, Topic
from records.models.revision import State
from records.models.state import asked_state, in_state, kept_by_state, known_state

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


def test_an_answer_is_kept_for_each_state_and_for_none_that_nobody_knows() -> None:
    made: list[tuple[str, State | None]] = []

    @kept_by_state(2)
    def answer(name: str) -> str:
        made.append((name, asked_state()))
        return name

    state = known_state()
    assert [answer("one"), answer("two"), answer("one"), answer("two")] == ["one", "two", "one", "two"]
    assert made == [("one", state), ("two", state)]
    Topic.objects.filter(slug="drugs").update(name="Another name")
    assert answer("one") == "one"
    assert made[2:] == [("one", known_state())] != [("one", state)]
    Revision.objects.all().delete()
    assert [answer("one"), answer("one")] == ["one", "one"]
    assert made[3:] == [("one", None)] * 2


def test_what_was_kept_of_another_state_goes() -> None:
    class Answer:
        """What can be looked for once nobody keeps it."""

    @kept_by_state(64)
    def answer(name: str) -> Answer:
        return Answer()

    with in_state(ANOTHER):
        old = [weakref.ref(answer(str(number))) for number in range(10)]
        assert all(one() for one in old)
    answer("new")
    assert not any(one() for one in old)
