"""The public change log as data."""

from __future__ import annotations

from typing import Any

from django.http import Http404, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from records.api.answering import InterfaceViewSet
from records.api.fields import TEXT, AddressField
from records.api.paging import whole_number
from records.corrections.views import ChangeFilterSet, ChangeTable
from records.kinds import NAMES
from records.lists.filter_sets import WordsFilterSet
from records.models import Change
from records.wording import short

# Those that have pages of their own, by their public names.
WITH_PAGES = {name for kind, name in NAMES.items() if kind.url_name}


@extend_schema_field(TEXT)
class ChangedSlugField(serializers.Field):
    """The slug that the changed record had then."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, allow_null=True, **kwargs)

    def to_representation(self, change: Change) -> str | None:
        return slug_of(change)


class ChangedRecordField(AddressField):
    """The address of the changed record's page, as it was then."""

    def path_of(self, record: Change) -> str | None:
        return record.address or None


class ChangedApiAddressField(AddressField):
    """The address of the changed record in this interface, as it was then."""

    def path_of(self, record: Change) -> str | None:
        slug = slug_of(record)
        return reverse(f"api:{record.kind}-detail", args=[slug]) if slug else None


class ChangeApiAddressField(AddressField):
    """The address of the change in this interface."""

    def path_of(self, record: Change) -> str:
        return reverse("api:changes-detail", args=[record.pk])


def slug_of(change: Change) -> str | None:
    """The slug that the changed record had then; None where it has no page, or the whole was loaded."""
    return change.address.rstrip("/").rpartition("/")[2] if change.kind in WITH_PAGES and change.address else None


class ChangeSerializer(serializers.ModelSerializer):
    """One line of the change log."""

    id = serializers.IntegerField(help_text="The number of the change, the last part of its address.")
    address = AddressField()
    api_address = ChangeApiAddressField(help_text="The address at which this change is had as JSON.")
    when = serializers.DateTimeField(help_text="When it was done, in UTC; the same for all fields of one correction.")
    what_label = serializers.CharField(source="get_what_display", help_text="What was done, in words.")
    source_label = serializers.CharField(source="get_source_display", help_text="By whom, in words.")
    slug = ChangedSlugField(help_text="The slug that the record had then; null where it has no page of its own.")
    record_address = ChangedRecordField(
        allow_null=True, help_text="The address of its page then, which leads to that of today; null for a load."
    )
    record_api_address = ChangedApiAddressField(
        allow_null=True, help_text="The same in this interface; null where the record has no page of its own."
    )

    class Meta:
        model = Change
        fields = (
            "id",
            "address",
            "api_address",
            "when",
            "what",
            "what_label",
            "source",
            "source_label",
            "kind",
            "slug",
            "name",
            "record_address",
            "record_api_address",
            "field",
            "before",
            "after",
            "reason",
        )


class ChangeViewSet(InterfaceViewSet):
    """Every correction, addition and withdrawal since the report was transcribed, newest first."""

    public_name = "changes"
    title = "Changes"
    lookup_field = "id"
    serializer_class = ChangeSerializer
    filterset_class = ChangeFilterSet
    table_class = ChangeTable
    tag = "Changes"

    @classmethod
    def page_address(cls) -> str:
        return reverse("change-list")

    def count(self) -> int:
        return Change.objects.count()

    def first(self) -> Change | None:
        return Change.objects.first()

    def filtered_by(self, query: QueryDict) -> WordsFilterSet:
        return ChangeFilterSet(query, queryset=Change.objects.all())

    def matching(self, filterset: WordsFilterSet) -> Any:
        return filterset.matching(filterset.queryset)

    def found(self, key: str) -> Change | None:
        return Change.objects.filter(pk=whole_number(key)).first()

    def missing(self, key: str) -> HttpResponseBase:
        raise Http404(f"There is no change “{short(key)}”.")
