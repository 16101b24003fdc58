"""The timeline as data: the dated records of every kind in one order, each with what all of them have."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, cast

from django.core.paginator import Page
from django.http import QueryDict
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from records.api.answering import ManyKindsViewSet
from records.api.fields import TEXT, AddressField, ApiAddressField, AsPrintedField, KindField, LabelField
from records.api.lean import LeanSerializer
from records.api.references import CountryReference, SectionReference, TopicReference
from records.kinds import DATED_KINDS
from records.lists.filter_sets import TimelineFilterSet, WordsFilterSet
from records.lists.in_time import InTime, in_order
from records.lists.matching import SomePages
from records.models import Event, Record, Tally

Key = tuple[type[Record], int]


class InOrder:
    """All that the filters leave in the timeline's order, fetched with all that is told of it where it is asked for.

    Which records these are and in which order is read once, and only for that.
    """

    def __init__(self, filterset: TimelineFilterSet) -> None:
        self.filterset = filterset
        self.matching = [filterset.matching(kind.objects.dated().named()) for kind in DATED_KINDS]

    @cached_property
    def keys(self) -> list[Key]:
        """Kind and primary key of each."""
        return keys_of(in_order(record for records in self.matching for record in records))

    @cached_property
    def count(self) -> int:
        return sum(records.count() for records in self.matching)

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, which: slice) -> list[Record]:
        return in_full(self.keys[which])


class PagesInFull(InTime):
    """Pages of the timeline, with all that is told of each record."""

    def page(self, number: int | str) -> Page[Any]:
        page = super().page(number)
        page.object_list = in_full(keys_of(page.object_list))
        return page


def keys_of(records: Iterable[Any]) -> list[Key]:
    """Kind and primary key of each."""
    return [(type(record), record.pk) for record in records]


def in_full(keys: list[Key]) -> list[Record]:
    """The records with these keys, with all that is told of each."""
    found = {
        kind: kind.objects.for_data().in_bulk([pk for one, pk in keys if one is kind])
        for kind in dict.fromkeys(kind for kind, _ in keys)
    }
    return [found[kind][pk] for kind, pk in keys]


@extend_schema_field(TEXT)
class DateField(serializers.Field):
    """The date of a record as the report gives it, whether it has one or is counted by year."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, record: Any) -> str:
        return str(getattr(record, "date", record.date_in_words))


class TimelineSerializer(LeanSerializer):
    """A record of the timeline, of whatever kind."""

    kind = KindField()
    label = LabelField()
    address = AddressField()
    api_address = ApiAddressField()
    section = SectionReference(help_text="The section or attached table that holds it.")
    date = DateField(help_text="The date in EDTF; of what is counted by year, the year.")
    date_in_words = serializers.CharField(help_text="The date as a reader says it.")
    earliest = serializers.DateField(help_text="The first day that the date may mean.")
    latest = serializers.DateField(allow_null=True, help_text="The last day that it may mean; null while it goes on.")
    countries = CountryReference(
        many=True, source="country_list", help_text="Every country or territory that it concerns."
    )
    topics = TopicReference(many=True, help_text="The portal's own tags; the report has none.")
    as_printed = AsPrintedField()

    class Meta:
        # One of the kinds; what is told here all of them have.
        model = Event
        fields = (
            "kind", "slug", "label", "address", "api_address", "section", "locator",
            "date", "date_in_words", "earliest", "latest", "countries", "topics", "as_printed",
        )  # fmt: skip


class TimelineViewSet(ManyKindsViewSet):
    """Every dated record of the report in one order."""

    public_name = "timeline"
    title = "Timeline"
    tag = "Timeline"
    elsewhere = "The records of the timeline stand each under its kind."
    serializer_class = TimelineSerializer
    filterset_class = TimelineFilterSet

    @classmethod
    def page_address(cls) -> str:
        return reverse("event-list")

    def count(self) -> int:
        return sum(Tally.objects.by_kind(Tally.Facet.YEAR).values())

    def first(self) -> Any:
        return next(iter(PagesInFull(lambda records: records, 1, narrowed=False).page(1)), None)

    def filtered_by(self, query: QueryDict) -> TimelineFilterSet:
        return TimelineFilterSet(query, queryset=DATED_KINDS[0].objects.all())

    def matching(self, filterset: WordsFilterSet) -> InOrder:
        return InOrder(cast("TimelineFilterSet", filterset))

    def pages_of(self, found: InOrder, per_page: int) -> SomePages:
        return PagesInFull.of(found.filterset, per_page)
