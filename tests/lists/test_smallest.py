"""That several filters leave the same records whichever of them finds these, and that the smallest one does."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client

from records.lists import holding, matching, smallest
from records.lists.filter_sets import MeetingFilterSet, RecordFilterSet, TreatyFilterSet
from records.models import Meeting, Record, Treaty
from records.wording import AtLeast

pytestmark = pytest.mark.django_db

MEETINGS = (
    "country=south-korea&country=thailand",
    "topic=drugs",
    "section=5",
    "year=2002",
    "year_max=2000",
    "q=police",
)
TREATIES = (
    "country=south-korea",
    "topic=terrorism",
    "section=attached-table-4",
    "year=2003",
    "year_min=1990&year_max=2002",
    "q=convention",
    "action=signed",
    "kind=treaty",
)
PAIRS = [
    *((Meeting, MeetingFilterSet, "&".join(pair)) for pair in combinations(MEETINGS, 2)),
    *((Treaty, TreatyFilterSet, "&".join(pair)) for pair in combinations(TREATIES, 2)),
]


def found(kind: Any, filters: type[RecordFilterSet], query: str) -> Any:
    return filters(QueryDict(query), queryset=kind.objects.all()).matching(kind.objects.all())


@pytest.fixture
def very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """The records of the report are taken for very many, of which every filter leaves few."""
    monkeypatch.setattr(holding, "MOST_READ", 1)
    monkeypatch.setattr(smallest, "MOST_READ", 1)
    monkeypatch.setattr(smallest, "ONE_IN", 0)


@pytest.mark.parametrize(("kind", "filters", "query"), PAIRS)
def test_the_same_are_found_whichever_filter_finds_them(
    kind: type[Record], filters: type[RecordFilterSet], query: str, request: pytest.FixtureRequest
) -> None:
    few = list(found(kind, filters, query))
    request.getfixturevalue("very_many")
    assert list(found(kind, filters, query)) == few
    assert len(set(few)) == len(few)


@pytest.mark.usefixtures("very_many")
@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("year=2003&section=attached-table-4", "treaty_days"),
        ("year=2003&action=signed", "treaty_days"),
        ("year_min=2003&section=attached-table-4", "treaty_days"),
        ("topic=terrorism&section=attached-table-4", "treaty_of_topic"),
        ("topic=terrorism&action=signed&year_max=2003", "treaty_of_topic"),
        ("country=south-korea&topic=terrorism", "treaty_of_country"),
        ("q=nuclear&action=signed&section=attached-table-4", "VIRTUAL TABLE INDEX"),
    ],
)
def test_the_smallest_filter_finds_the_rows_that_the_others_are_tested_on(query: str, index: str) -> None:
    """Whether a page or their keys are asked for: the treaties are read by their keys alone."""
    for records in (found(Treaty, TreatyFilterSet, query).first_keys(50), found(Treaty, TreatyFilterSet, query)[:50]):
        plan = records.explain().splitlines()
        if connection.vendor == "postgresql":
            # It knows itself how many each filter leaves; nothing is asked of the tallies.
            assert "EXISTS" not in str(records.query)
            continue
        rows, keys = [line for line in plan if "SEARCH" in line or "SCAN" in line][:2]
        assert "SEARCH records_treaty USING INTEGER PRIMARY KEY" in rows
        assert index in keys


@pytest.mark.usefixtures("very_many")
def test_one_filter_is_left_to_the_database() -> None:
    for query in TREATIES:
        if query.count("=") == 1:
            assert not found(Treaty, TreatyFilterSet, query).is_tested


@pytest.mark.usefixtures("very_many")
def test_filters_that_leave_many_are_left_to_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smallest, "ONE_IN", 20)
    assert not found(Treaty, TreatyFilterSet, "section=attached-table-4&q=convention").is_tested


@pytest.mark.usefixtures("very_many")
def test_a_year_that_cannot_be_begun_leaves_nothing(client: Client) -> None:
    assert client.get("/treaties/?year_min=2003&year_max=1900&topic=terrorism").context["match_count"] == 0


@pytest.mark.parametrize(
    ("query", "kind", "is_known"),
    [
        ("country=south-korea", Treaty, True),
        ("topic=terrorism", Treaty, True),
        ("section=4&section=attached-table-4", Treaty, True),
        ("year=2002", Treaty, True),
        ("year_min=1990&year_max=2001", Treaty, True),
        ("year_min=1900&year_max=2005", Meeting, True),
        ("topic=drugs", Meeting, True),
        ("topic=terrorism&topic=drugs", Treaty, False),
        ("topic=terrorism&year_min=1990", Treaty, False),
        ("q=convention", Treaty, False),
        ("topic=terrorism&year=nonsense", Treaty, False),
        ("topic=terrorism&country=nowhere", Treaty, False),
        ("", Treaty, False),
    ],
)
def test_what_one_filter_leaves_at_least_is_known_without_counting(
    query: str, kind: type[Record], is_known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    filters = TreatyFilterSet if kind is Treaty else MeetingFilterSet
    filterset = filters(QueryDict(query), queryset=kind.objects.all())
    left = filterset.matching(kind.objects.all())
    assert filterset.leaves_at_least(kind) == 0
    monkeypatch.setattr(smallest, "MOST_COUNTED", 1)
    assert bool(filterset.leaves_at_least(kind)) == is_known
    assert filterset.leaves_at_least(kind) <= left.count()


@pytest.mark.parametrize("query", ["topic=terrorism", "topic=terrorism&year=nonsense"])
def test_a_list_that_is_known_to_be_long_is_not_counted(
    query: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (smallest, matching):
        monkeypatch.setattr(module, "MOST_COUNTED", 1)
    shown = client.get(f"/treaties/?{query}")
    assert not any(table.paginator.keys for table in shown.context["tables"])
    assert isinstance(shown.context["match_count"], AtLeast) == (query == "topic=terrorism")
