"""The timeline as data: the dated records of every kind in one order, each with what all of them have."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
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
from records.lists.in_time import in_order
from records.models import Event, Record

Matching = dict[type[Record], QuerySet[Any]]


class InOrder:
    """Records of several kinds in the timeline's order, fetched with all that is told of them where they are asked for.

    Which they are and in which order is read once, and only for that.
    """

    def __init__(self, matching: Matching) -> None:
        self.matching = matching

    @cached_property
    def keys(self) -> list[tuple[type[Record], int]]:
        """Kind and primary key of each."""
        found = (record for records in self.matching.values() for record in records)
        return [(type(record), record.pk) for record in in_order(found)]

    @cached_property
    def count(self) -> int:
        return sum(records.count() for records in self.matching.values())

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, which: slice) -> list[Record]:
        keys = self.keys[which]
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
        return sum(kind.objects.dated().count() for kind in DATED_KINDS)

    def first(self) -> Any:
        return next(iter(InOrder(dated())[:1]), None)

    def filtered_by(self, query: QueryDict) -> WordsFilterSet:
        return TimelineFilterSet(query, queryset=DATED_KINDS[0].objects.all())

    def matching(self, filterset: WordsFilterSet) -> InOrder:
        return InOrder({kind: filterset.matching(records) for kind, records in dated().items()})


def dated() -> Matching:
    """All that has a date, by kind."""
    return {kind: kind.objects.dated().named() for kind in DATED_KINDS}
