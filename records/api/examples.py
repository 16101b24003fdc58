"""Examples for the description of the interface, taken from the records as they stand."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict

from records.api.answering import InterfaceViewSet
from records.lists.filters import ReferencesField

# Stands for the portal's own address, which the description does not know: it is the same wherever it is read.
ORIGIN = "https://npa-portal.example"


def example_of(view: InterfaceViewSet) -> dict[str, Any] | None:
    """The first of a list as data; None where the list is empty."""
    first = view.first()
    return None if first is None else dict(view.serializer_class(first, context=view.context_under(ORIGIN)).data)


def references_of(view: InterfaceViewSet) -> dict[str, str]:
    """For each filter by references, the first slug that leaves something, by the name of the filter."""
    fields = view.filtered_by(QueryDict()).form.fields
    offered = {name: field.offered for name, field in fields.items() if isinstance(field, ReferencesField)}
    return {name: slugs[0] for name, slugs in offered.items() if slugs}
