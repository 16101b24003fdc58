"""Serializers that read a record at once: how each field is read is worked out once, not for each record anew."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.utils.functional import cached_property
from rest_framework import serializers

from records.models.state import kept_by_state

Reader = Callable[[Any], Any]
# So many references are remembered at most.
MOST_KNOWN = 1000


class LeanSerializer(serializers.ModelSerializer):
    """A serializer of records, for files of very many of them."""

    @cached_property
    def readers(self) -> list[tuple[str, Reader]]:
        """How each field is read of a record."""
        return [(name, reader_of(field)) for name, field in self.fields.items()]

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return {name: read(instance) for name, read in self.readers}


class Reference(LeanSerializer):
    """What many records refer to, told once for all of them."""

    @cached_property
    def known(self) -> dict[Any, dict[str, Any]]:
        """What was told already, by primary key."""
        return {}

    def to_representation(self, instance: Any) -> dict[str, Any]:
        told = self.known.get(instance.pk)
        if told is None:
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            told = self.known[instance.pk] = super().to_representation(instance)
        return told


def all_of(several: Any) -> Any:
    """The records themselves, of a list as of what asks for them."""
    return several if isinstance(several, list) else several.all()


def reader_of(field: Any) -> Reader:
    """How ``field`` is read of a record."""
    if field.source == "*":
        return field.to_representation
    get, represent = attrgetter(field.source), field.to_representation
    if isinstance(field, serializers.ListSerializer):
        each = field.child.to_representation
        return lambda record: [each(one) for one in all_of(get(record))]

    def read(record: Any) -> Any:
        value = get(record)
        if callable(value):
            value = value()
        return None if value is None else represent(value)

    return read


# Of each kind, under a name or two of the portal.
@kept_by_state(64)
def representation(serializer: Any, origin: str) -> Callable[[Any], Any]:
    """How records become data on the portal that stands at ``origin``; what they refer to is told once a state."""
    represent: Callable[[Any], Any] = serializer(context={"origin": origin}).to_representation
    return represent
