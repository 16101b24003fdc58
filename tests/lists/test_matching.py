"""Lists of very many: counted up to a bound, their pages read from either end, the same rows found either way."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import QuerySet
from django.http import QueryDict
from django.test import Client

from records.lists import holding, matching, paging
from records.lists.filter_sets import MeetingFilterSet, RecordFilterSet, TreatyFilterSet
from records.lists.matching import Matching, Tallied, Whole, read_first, total_of
from records.models import Meeting, Revision, Topic, Treaty
from records.models.state import in_state
from records.wording import AtLeast, counted, figure
from tests.factories import make_many

pytestmark = pytest.mark.django_db

FILTERS = (
    "year=2002",
    "year_min=1990&year_max=2001",
    "year_max=1980",
    "topic=terrorism&topic=drugs",
    "section=4",
    "section=attached-table-4&topic=terrorism",
    "country=south-korea&country=united-states",
    "kind=bilateral&action=signed",
    "q=convention",
    "q=convention&year_min=2000",
)


@pytest.fixture
def few_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let five rows be more than are counted, or opened from either end."""
    monkeypatch.setattr(matching, "MOST_COUNTED", 4)
    monkeypatch.setattr(matching, "MOST_OPENED", 4)
    monkeypatch.setattr(paging, "MOST_OPENED", 4)
    monkeypatch.setattr(paging, "MOST_OPENED_OF_MANY", 4)


def filtered(query: str) -> tuple[RecordFilterSet, Whole]:
    filterset = TreatyFilterSet(QueryDict(query), queryset=Treaty.objects.all())
    return filterset, Whole(Treaty.objects.all(), filterset.matching)


@pytest.mark.parametrize("order", [("position", "pk"), ("-earliest", "position", "pk")])
@pytest.mark.parametrize("query", FILTERS)
def test_few_and_many_are_the_same_rows_in_the_same_order(
    query: str, order: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    filterset, whole = filtered(query)
    found = filterset.matching(Treaty.objects.all()).order_by(*order)
    expected = [treaty.pk for treaty in found]
    few = Matching(found, 100, whole)
    assert few.count == len(expected)
    assert [treaty.pk for treaty in few.page(1)] == expected
    monkeypatch.setattr(matching, "MOST_COUNTED", 0)
    many = Matching(found, 100, whole)
    assert isinstance(many.count, AtLeast) == bool(expected)
    assert [treaty.pk for treaty in many.in_order] == expected


def test_a_long_list_is_read_from_either_end(few_counted: None) -> None:
    found = Treaty.objects.order_by("position", "pk")
    paginator = Matching(found, 2, Whole(found, QuerySet.all, is_narrowed=False))
    assert (paginator.count, paginator.num_pages) == (31, 16)
    for number in (1, 2, 15, 16):
        expected = list(found[2 * number - 2 : 2 * number])
        assert paging.opens(paginator, number)
        assert list(paginator.page(number)) == expected
    assert not any(paging.opens(paginator, number) for number in (0, 3, 14, 17))


def test_what_lies_between_is_for_filters(client: Client, few_counted: None) -> None:
    from records.lists.record_table import RecordTable

    RecordTable.per_page, before = 2, RecordTable.per_page
    try:
        middle = client.get("/treaties/?page=8").content.decode()
        second = client.get("/treaties/?page=2").content.decode()
        narrowed = client.get("/treaties/?topic=terrorism").content.decode()
        past = client.get("/treaties/?topic=terrorism&page=99").content.decode()
    finally:
        RecordTable.per_page = before
    assert "Of so many pages only the first and the last 2 can be opened; this is page 2 of 16. Filters leave" in middle
    assert 'rel="next"' not in second
    assert "<strong>more than 4</strong> of 31 records match" in narrowed
    assert "Page 1 of more than 2" in narrowed
    assert "Of so many pages only the first 2 can be opened; this is page" in past


def test_a_total_is_a_sum_that_the_database_keeps_and_is_asked_for_once_a_state(
    django_assert_num_queries: object,
) -> None:
    with in_state(Revision.objects.state()):
        assert total_of([Treaty, Meeting]) == 61
        with django_assert_num_queries(0):  # type: ignore[operator]
            assert total_of([Meeting]) == 30


def test_more_than_are_counted_says_so() -> None:
    many = AtLeast(2000)
    assert (f"{many}", figure(many), counted(many, "row")) == (
        "more than 2000",
        "more than 2,000",
        "more than 2,000 rows",
    )
    assert str(sum([many, 3])) == "more than 2003"


WORDS = (
    "terror",
    "Terrorism convention",
    "high-tech",
    "of",
    "e",
    "U.S.",
    "zzz",
    "paris",
    "drug traffick",
    "1999",
    "c'n",
)


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize(("kind", "filters"), [(Treaty, TreatyFilterSet), (Meeting, MeetingFilterSet)])
def test_words_are_found_by_the_index_as_by_reading(
    kind: Any, filters: type[RecordFilterSet], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where so many may hold them that the index says it of some."""
    expected = set(kind.objects.containing(words))
    monkeypatch.setattr(holding, "MOST_READ", 1)
    for most in (2000, 2):
        monkeypatch.setattr("records.lists.smallest.ENOUGH", most)
        query = QueryDict(mutable=True)
        query["q"] = words
        found: Any = filters(query, queryset=kind.objects.all()).matching(kind.objects.all())
        assert set(found) == expected
        assert len(found.some_keys(most)) == min(len(expected), most + 1)


def test_few_records_are_read_whatever_the_index_says(client: Client) -> None:
    make_many(Treaty, 3)
    assert client.get("/treaties/?q=treaty").context["match_count"] == Treaty.objects.containing("treaty").count() > 3


@pytest.mark.parametrize("total", [1, 1_000_000])
def test_beside_others_very_many_are_shown_by_their_first(total: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In whichever way they are found, one by one or by their keys."""
    tagged = Treaty.objects.tagged([Topic.objects.get(slug="terrorism")]).order_by("position")
    assert len(tagged) > 3
    for few, shown in ((200, 50), (3, 2)):
        monkeypatch.setattr(matching, "FEW", few)
        monkeypatch.setattr(matching, "FIRST_OF_MANY", 2)
        pages = [
            Tallied(
                Treaty.objects.all(),
                lambda found: found.tagged(Topic.objects.filter(slug="terrorism")),
                50,
                len(tagged),
                total,
            )
            for _ in range(2)
        ]
        read_first(pages[1:])
        for one in pages:
            assert list(one.page(1).object_list) == list(tagged[:shown])
            assert one.count == len(tagged)
