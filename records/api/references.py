"""What a record refers to, as data: by slug, name and address, countries also by their ISO 3166 codes."""

from __future__ import annotations

from rest_framework import serializers

from records.api.fields import AddressField, Alpha3Field, LabelField
from records.api.lean import Reference
from records.models import Country, Section, Topic

# In a table, a reference stands as its label, and behind it in a column for each of its ``parts``.


class TopicReference(Reference):
    """A topic that a record carries."""

    parts = ("slug",)

    label = LabelField()
    address = AddressField()

    class Meta:
        model = Topic
        fields = ("slug", "label", "address")


class SectionReference(Reference):
    """The section or attached table that holds a record."""

    parts = ("slug", "page")

    label = LabelField()
    address = AddressField()

    class Meta:
        model = Section
        fields = ("slug", "label", "number", "title", "page", "address")


class CountryReference(Reference):
    """A country or territory that a record concerns."""

    parts = ("slug", "alpha_2", "alpha_3", "numeric")

    label = LabelField()
    alpha_2 = serializers.CharField(source="iso_code", help_text="ISO 3166-1 alpha-2, such as TH.")
    alpha_3 = Alpha3Field()
    numeric = serializers.CharField(source="iso_numeric", help_text="ISO 3166-1 numeric: three digits, such as 764.")
    address = AddressField()

    class Meta:
        model = Country
        fields = ("slug", "label", "alpha_2", "alpha_3", "numeric", "address")
