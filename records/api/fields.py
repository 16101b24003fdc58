"""The fields that a record as data has beside those of its model: its names, its addresses, its codes, its row."""

from __future__ import annotations

from typing import Any

import iso3166
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from npa_portal.addresses import address
from records.kinds import NAMES
from records.lists.measures import MEASURES
from records.models import Addressed, Country

TEXT = {"type": "string"}
ADDRESS = {"type": "string", "format": "uri"}


@extend_schema_field({"type": "string", "enum": list(NAMES.values())})
class KindField(serializers.Field):
    """The public name of the record's kind."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, help_text="The kind of record, by its public name.", **kwargs)

    def to_representation(self, record: Addressed) -> str:
        return NAMES[type(record)]


@extend_schema_field(ADDRESS)
class AddressField(serializers.Field):
    """The address of the record's page: absolute where it is known on which host, else the path alone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "The address of its page.")
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, record: Any) -> str | None:
        path = self.path_of(record)
        return None if path is None else f"{self.context.get('origin', '')}{path}"

    def path_of(self, record: Any) -> str | None:
        """The path of the address; None where there is none."""
        return str(record.get_absolute_url())


@extend_schema_field(TEXT)
class LabelField(serializers.Field):
    """What the portal calls the record."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "What this edition calls it.")
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, record: Addressed) -> str:
        return str(record)


class ApiAddressField(AddressField):
    """The address of the record in this interface."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(help_text="The address at which this record is had as JSON.", **kwargs)

    def path_of(self, record: Any) -> str:
        return api_address(record)


def api_address(record: Addressed) -> str:
    """The path of a record in the interface."""
    return address(f"api:{NAMES[type(record)]}-detail", record.slug)


@extend_schema_field({"type": "array", "items": {"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2}})
class AsPrintedField(serializers.ListField):
    """The row as printed: pairs of a printed header and a printed cell."""

    def __init__(self, **kwargs: Any) -> None:
        pair = serializers.ListField(child=serializers.CharField(), min_length=2, max_length=2)
        help_text = "The row to the letter, as pairs of printed column header and printed cell; never corrected."
        super().__init__(child=pair, read_only=True, help_text=help_text, **kwargs)

    def to_representation(self, data: Any) -> Any:
        return data


def alpha_3(country: Country) -> str:
    """The ISO 3166-1 alpha-3 code of a country, such as THA; empty for a code that the standard does not know."""
    known = iso3166.countries_by_alpha2.get(country.iso_code)
    return known.alpha3 if known else ""


@extend_schema_field(TEXT)
class Alpha3Field(serializers.Field):
    """The ISO 3166-1 alpha-3 code of a country; looked up, as the records hold the two other codes alone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "ISO 3166-1 alpha-3, such as THA.")
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, country: Country) -> str:
        return alpha_3(country)


class CountedField(serializers.IntegerField):
    """What is counted of a country, by the name of its measure; null where a statistic prints no figure."""

    def __init__(self, name: str) -> None:
        measure = next(measure for measure in MEASURES if measure.name == name)
        said = f"{measure.label}: {measure.counts}."
        super().__init__(help_text=said, allow_null=measure.is_printed, read_only=True, min_value=0)


class ShareField(serializers.DecimalField):
    """A decimal number that stays a number in JSON."""

    def to_representation(self, value: Any) -> float | None:
        return None if value is None else float(value)
