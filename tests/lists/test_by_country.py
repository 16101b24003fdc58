"""Long lists in the order of their countries: the same rows as those that the database puts in order."""

from __future__ import annotations

import pytest

from records.lists import matching
from records.lists.by_country import is_by_country, page_by_country
from records.lists.matching import Matching, Whole
from records.models import CourtesyVisit, Meeting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("order", ["country__name", "-country__name"])
@pytest.mark.parametrize("kind", [Meeting, CourtesyVisit])
def test_pages_by_country_are_those_of_the_whole_order(
    kind: type[Meeting | CourtesyVisit], order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind.objects.filter(position__in=(2, 5)).update(country=None)
    monkeypatch.setattr(matching, "MOST_COUNTED", 4)
    records = kind.objects.order_by(order, "position", "pk")
    expected = [record.pk for record in records]
    pages = Matching(records, 7, Whole(records, lambda found: found, is_narrowed=False))
    shown = [record.pk for number in pages.page_range for record in pages.page(number)]
    assert shown == expected
    assert [record.pk for record in page_by_country(records, 3, 12)] == expected[3:12]


@pytest.mark.parametrize("order", [(), ("venue",), ("country__name", "-earliest", "position", "pk")])
def test_other_orders_are_left_to_the_database(order: tuple[str, ...]) -> None:
    assert not is_by_country(Meeting.objects.order_by(*order))
