"""What a record refers to, as data: by slug, name and address, countries also by their ISO 3166 codes."""

from __future__ import annotations

from typing import Any

import iso3166
from rest_framework import serializers

from records.models import Addressed, Country, Section, Topic


class AddressField(serializers.Field):
    """The address of the record's page: absolute where it is known on which host, else the path alone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "The address of its page.")
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, record: Addressed) -> str:
        return f"{self.context.get('origin', '')}{record.get_absolute_url()}"


class LabelField(serializers.Field):
    """What the portal calls the record."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "What this edition calls it.")
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, record: Addressed) -> str:
        return str(record)


class TopicReference(serializers.ModelSerializer):
    """A topic that a record carries."""

    label = LabelField()
    address = AddressField()

    class Meta:
        model = Topic
        fields = ("slug", "label", "address")


class SectionReference(serializers.ModelSerializer):
    """The section or attached table that holds a record."""

    label = LabelField()
    address = AddressField()

    class Meta:
        model = Section
        fields = ("slug", "label", "number", "title", "page", "address")


def alpha_3(country: Country) -> str:
    """The ISO 3166-1 alpha-3 code of a country, such as THA; empty for a code that the standard does not know."""
    known = iso3166.countries_by_alpha2.get(country.iso_code)
    return known.alpha3 if known else ""


class Alpha3Field(serializers.Field):
    """The ISO 3166-1 alpha-3 code of a country; looked up, as the records hold the two other codes alone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "ISO 3166-1 alpha-3, such as THA.")
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, country: Country) -> str:
        return alpha_3(country)


class CountryReference(serializers.ModelSerializer):
    """A country or territory that a record concerns."""

    label = LabelField()
    alpha_2 = serializers.CharField(source="iso_code", help_text="ISO 3166-1 alpha-2, such as TH.")
    alpha_3 = Alpha3Field()
    numeric = serializers.CharField(source="iso_numeric", help_text="ISO 3166-1 numeric: three digits, such as 764.")
    address = AddressField()

    class Meta:
        model = Country
        fields = ("slug", "label", "alpha_2", "alpha_3", "numeric", "address")
