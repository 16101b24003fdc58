"""That the planner of either database takes the indexes by which long lists are sorted and filtered.

SQLite plans without looking at the rows, so what it says of few holds for very many. PostgreSQL reads a small table
whole; here it must not, and so shows whether it could do otherwise.
"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count
from django.http import QueryDict

from records.lists.filter_sets import TreatyFilterSet
from records.lists.matching import Matching, Whole
from records.lists.tables import CourtesyVisitTable, EventTable, MeetingTable, TrainingCourseTable, TreatyTable
from records.models import Country, CourtesyVisit, Meeting, SearchWord, Treaty

pytestmark = pytest.mark.django_db

SORTS = [
    *((table, f"{sign}{column}") for table, columns in {
        TreatyTable: ("name", "kind", "action", "date"),
        MeetingTable: ("date", "venue", "forum", "round"),
        TrainingCourseTable: ("name", "category", "date"),
        CourtesyVisitTable: ("date", "visitor", "occasion"),
        EventTable: ("date", "title"),
    }.items() for column in columns for sign in ("", "-")),
    (TreatyTable, ""),
]  # fmt: skip


def plan_of(records: Any) -> str:
    """How the database would read them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    return str(records.explain())


@pytest.mark.parametrize(("table", "sort"), SORTS)
def test_the_first_rows_of_an_order_are_read_from_an_index(table: Any, sort: str) -> None:
    """Of rows that have one value the first are put in order where no index does that: never all rows."""
    shown = table(table._meta.model.objects.all())
    shown.order_by = sort
    shown.keep_ties_in_order()
    plan = plan_of(shown.data.data[:50])
    assert "Seq Scan" not in plan
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan
    assert "USING INDEX" in plan or "Index Scan" in plan


@pytest.mark.parametrize("kind", [Meeting, CourtesyVisit])
@pytest.mark.parametrize("order", [("position", "pk"), ("earliest",)])
def test_what_refers_to_a_country_is_read_from_an_index(kind: Any, order: tuple[str, ...]) -> None:
    """In the report's order row by row; for the order of time the index says the days of all of them."""
    thailand = Country.objects.filter(slug="thailand")
    plan = plan_of(kind.objects.dated().concerning(list(thailand)).order_by(*order).values("earliest", "pk")[:20])
    if connection.vendor == "sqlite":
        assert f"USING COVERING INDEX {kind.__name__.lower()}_by_country" in plan
        assert "TEMP B-TREE" not in plan or order == ("earliest",)
    assert "Seq Scan" not in plan


@pytest.mark.parametrize(("many", "column"), [(Treaty.topics, "topic"), (Treaty.countries, "country")])
def test_what_may_refer_to_many_is_found_in_an_index_alone(many: Any, column: str) -> None:
    keys = many.through.objects.filter(**{f"{column}_id__in": [1]}).order_by("treaty_id").values("treaty_id")
    plan = plan_of(keys)
    covering = "USING COVERING INDEX" if connection.vendor == "sqlite" else "Index Only Scan using"
    assert f"{covering} treaty_of_{column}" in plan


def test_the_days_of_very_many_are_counted_from_their_index() -> None:
    plan = plan_of(
        Treaty.objects.begun(datetime.date(2002, 1, 1), datetime.date(2002, 12, 31))
        .order_by()
        .values("earliest")
        .annotate(Count("pk"))
    )
    # PostgreSQL has another one as well, which begins with the days.
    assert "treaty_days" in plan or (connection.vendor == "postgresql" and "treaty_newest_first" in plan)
    assert "Seq Scan" not in plan


INDEXES = {
    "year=2002": ("treaty_days", "treaty_spans"),
    "year_min=2003": ("treaty_days",),
    "action=signed": ("action",),
    "section=attached-table-4": ("section_id",),
    "topic=terrorism": ("treaty_topics",),
    "country=south-korea": ("treaty_countries",),
}


@pytest.mark.parametrize(("query", "indexes"), INDEXES.items())
def test_few_rows_are_found_by_an_index(query: str, indexes: tuple[str, ...]) -> None:
    filterset = TreatyFilterSet(QueryDict(query), queryset=Treaty.objects.all())
    found: Any = filterset.matching(Treaty.objects.all())
    plan = plan_of(found.first_keys(2000))
    # Of few rows PostgreSQL takes whichever index it likes.
    assert all(index in plan for index in indexes) or (connection.vendor == "postgresql" and "Index " in plan), plan
    assert "SCAN records_treaty\n" not in f"{plan}\n"
    assert "Seq Scan on records_treaty " not in plan


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite takes an index for each half of the question.")
@pytest.mark.parametrize("first", [1990, 2002])
def test_the_years_of_a_filter_are_one_stretch_of_an_index(first: int) -> None:
    plan = plan_of(Treaty.objects.in_years(first, 2002).first_keys(2000))
    [bounds] = [line for line in plan.splitlines() if "Index Cond" in line and "2002-12-31" in line]
    assert f"earliest >= COALESCE($0, '{first}-01-01'::date)" in bounds


@pytest.mark.parametrize("query", INDEXES)
def test_many_rows_are_tried_in_their_order(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("records.lists.matching.MOST_COUNTED", 0)
    filterset = TreatyFilterSet(
        QueryDict(query.replace("year_min=2003", "year_min=1990")), queryset=Treaty.objects.all()
    )
    found = filterset.matching(Treaty.objects.all()).order_by("position", "pk")
    plan = plan_of(Matching(found, 50, Whole(Treaty.objects.all(), filterset.matching)).in_order[:50])
    assert "TEMP B-TREE" not in plan
    assert "USING INDEX" in plan or "Index" in plan
    assert "Seq Scan on records_treaty " not in plan


def test_words_are_looked_through_without_the_numbers() -> None:
    plan = plan_of(SearchWord.objects.without_numbers().filter(word__contains="crime").order_by().values("stem"))
    assert "words_no_numbers" in plan
