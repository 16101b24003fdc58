"""The timeline page by page: in the one order, whether all of it is read or only what a page shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.kinds import DATED_KINDS
from records.lists import in_time, matching
from records.lists.filter_sets import TimelineFilterSet
from records.lists.in_time import InTime, in_order
from records.models import Treaty
from records.wording import AtLeast

pytestmark = pytest.mark.django_db


def pages_of(query: str, per_page: int, *, is_tallied: bool | None = None) -> InTime:
    """The pages of what an address asks for."""
    filterset = TimelineFilterSet(QueryDict(query), queryset=Treaty.objects.all())
    assert filterset.is_valid()
    asked = filterset.form.cleaned_data
    refer_to = {facet: asked[facet] for facet in ("country", "topic")}
    return InTime(
        filterset.matching,
        per_page,
        narrowed=bool(query),
        first_year=asked["year"] or asked["year_min"],
        refer_to=refer_to,
        is_tallied=query.startswith(("topic=", "country=")) and "&" not in query if is_tallied is None else is_tallied,
    )


def read(pages: InTime) -> list[Any]:
    return [record for number in range(1, pages.num_pages + 1) for record in pages.page(number).object_list]


@pytest.mark.parametrize(
    "query", ["", "topic=drugs", "country=thailand&country=china", "year=2002", "year_min=1990", "kind=meetings"]
)
@pytest.mark.parametrize("per_page", [7, 120])
def test_what_is_read_page_by_page_is_what_stands_in_order(
    query: str, per_page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pages_of(query, per_page)
    assert whole.by_kind is not None
    expected = in_order(record for found in whole.by_kind.values() for record in found)
    assert read(whole) == expected
    monkeypatch.setattr(in_time, "FEW", 3)
    parted = pages_of(query, per_page)
    assert parted.by_kind is None
    assert parted.count == len(expected)
    assert read(parted) == expected


def test_a_page_far_into_all_records_is_read_from_its_first_day_on(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read(pages_of("", 50))
    monkeypatch.setattr(in_time, "FEW", 3)
    pages = pages_of("", 50)
    in_full: list[Any] = []

    def put_in_order(records: Iterable[Any]) -> list[Any]:
        in_full.extend(records)
        return in_order(in_full)

    monkeypatch.setattr(in_time, "in_order", put_in_order)
    assert pages.page(pages.num_pages).object_list == expected[350:]
    assert min(record.earliest for record in in_full) == expected[350].earliest
    # Those of its first day, too, which stand on the page before.
    assert len(in_full) < 100


def test_of_what_filters_leave_more_than_are_counted_the_first_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read(pages_of("topic=drugs", 10))
    monkeypatch.setattr(in_time, "FEW", 3)
    monkeypatch.setattr(in_time, "READING", 1_000_000)
    for module in (in_time, matching):
        monkeypatch.setattr(module, "MOST_COUNTED", 4)
    for is_tallied in (True, False):
        pages = pages_of("topic=drugs", 4, is_tallied=is_tallied)
        assert isinstance(pages.count, AtLeast)
        assert pages.page(1).object_list == expected[:4]


@pytest.mark.parametrize("few", [3, 200])
def test_what_was_counted_by_its_keys_is_read_by_them(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read(pages_of("topic=drugs&year_min=1990", 10))
    monkeypatch.setattr(in_time, "FEW", few)
    pages = pages_of("topic=drugs&year_min=1990", 10)
    with CaptureQueriesContext(connection) as captured:
        assert pages.count == len(expected) > 10
        counting = sum('_topics"' in query["sql"] for query in captured)
        assert pages.page(2).object_list == expected[10:20]
    # Neither filter is asked again.
    assert sum('_topics"' in query["sql"] for query in captured) == counting > 0


def test_a_timeline_too_long_to_be_drawn_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_time, "FEW", 3)
    response = client.get("/timeline/")
    assert "too many for a picture" in response.content.decode()
    assert response.context["match_count"] == 388


@pytest.mark.parametrize("kind", [kind for kind in DATED_KINDS if hasattr(kind, "date")])
def test_the_order_of_time_has_an_index(kind: Any) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    plan = kind.objects.dated().order_by("earliest").values_list("earliest", "pk")[:5].explain()
    assert f"{kind.__name__.lower()}_days" in plan
