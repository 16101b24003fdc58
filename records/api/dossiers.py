"""The dossiers of countries as data: all records of all kinds in one long table, figures included."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from rest_framework import serializers

from records.api.answering import ManyKindsViewSet
from records.api.fields import AddressField, ApiAddressField, LabelField
from records.api.references import CountryReference, SectionReference
from records.lists.dossier import COUNTRY_KINDS, DossierRow, DossierRows, count_of_all
from records.lists.filter_sets import DossierFilterSet, WordsFilterSet
from records.models import Country


class RecordApiAddressField(ApiAddressField):
    """The address of a row's record in this interface."""

    def path_of(self, record: DossierRow) -> str:
        return super().path_of(record.record)


class DossierRowSerializer(serializers.Serializer):
    """One figure of one record, for one of the countries that it concerns."""

    country = CountryReference(help_text="The country or territory that the row is of.")
    kind = serializers.CharField(help_text="The kind of record, by its public name.")
    slug = serializers.CharField(source="record.slug", help_text="The last part of the record's address.")
    label = LabelField()
    date = serializers.CharField(help_text="The date in EDTF, or the year that is counted; empty where there is none.")
    date_in_words = serializers.CharField(help_text="The date as a reader says it.")
    section = SectionReference(source="record.section", help_text="The section or attached table that holds it.")
    locator = serializers.CharField(source="record.locator", help_text="Where exactly it stands in the report.")
    measure = serializers.CharField(
        help_text="What is counted: a figure of the record, by the name of its field; “records” where it has none."
    )
    value = serializers.IntegerField(help_text="The figure; 1 for each record that has none of its own.")
    unit = serializers.CharField(help_text="What the figure counts: experts, persons or records.")
    address = AddressField()
    api_address = RecordApiAddressField()


class DossierViewSet(ManyKindsViewSet):
    """All that the report holds of each country, of every kind, a row for each figure."""

    public_name = "dossiers"
    title = "Dossiers of countries"
    tag = "Countries, topics, sections"
    elsewhere = "The records of a dossier stand each under its kind."
    serializer_class = DossierRowSerializer
    filterset_class = DossierFilterSet

    @classmethod
    def page_address(cls) -> str:
        return reverse("country-list")

    def count(self) -> int:
        return count_of_all()

    def first(self) -> Any:
        return next(filter(None, map(first_of, Country.objects.all())), None)

    def filtered_by(self, query: QueryDict) -> WordsFilterSet:
        return DossierFilterSet(query, queryset=COUNTRY_KINDS[0].objects.all())

    def matching(self, filterset: WordsFilterSet) -> DossierRows:
        """The rows of the records that the filters leave, of the countries that they ask for."""
        matching = {kind: filterset.matching(kind.objects.all()) for kind in COUNTRY_KINDS}
        asked = filterset.form.cleaned_data.get("country", []) if filterset.is_valid() else []
        return DossierRows(matching, asked)


def first_of(country: Country) -> DossierRow | None:
    """The first row of a country, of which no more is read; None where it has none."""
    for kind in COUNTRY_KINDS:
        if first := kind.objects.concerning([country]).order_by("position", "pk").first():
            return DossierRows({kind: kind.objects.filter(pk=first.pk)}, [country])[:1][0]
    return None
