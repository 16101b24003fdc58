"""Serializers that read a record at once: how each field is read is worked out once, not for each record anew."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.db.models import Manager
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


def held_by(record: Any, name: str) -> Any:
    """What a list of the record holds: at hand where it was read with the record, without a manager for each."""
    at_hand = record.__dict__.get("_prefetched_objects_cache", {}).get(name)
    several = getattr(record, name) if at_hand is None else at_hand
    # What asks for them, which nobody did yet.
    return several.all() if isinstance(several, Manager) else several


# As what of JSON these fields tell a value that is one already.
AS_IT_IS = {serializers.CharField: str, serializers.ChoiceField: str, serializers.IntegerField: int}


def reader_of(field: Any) -> Reader:
    """How ``field`` is read of a record."""
    if field.source == "*":
        return field.to_representation
    get, represent = attrgetter(field.source), field.to_representation
    if isinstance(field, serializers.ListSerializer):
        each = field.child.to_representation
        return lambda record: [each(one) for one in held_by(record, field.source)]
    if field.source.startswith("get_") and field.source.endswith("_display"):
        return in_words(field.parent.Meta.model, field.source.removeprefix("get_").removesuffix("_display"))
    as_it_is = AS_IT_IS.get(type(field))

    def read(record: Any) -> Any:
        value = get(record)
        if callable(value):
            value = value()
        return value if value is None or type(value) is as_it_is else represent(value)

    return read


def in_words(kind: Any, name: str) -> Reader:
    """How a choice is said."""
    words, get = {value: str(label) for value, label in kind._meta.get_field(name).flatchoices}, attrgetter(name)
    return lambda record: words.get(get(record), get(record))


# Of each kind, under a name or two of the portal.
@kept_by_state(64)
def representation(serializer: Any, origin: str) -> Callable[[Any], Any]:
    """How records become data on the portal that stands at ``origin``; what they refer to is told once a state."""
    represent: Callable[[Any], Any] = serializer(context={"origin": origin}).to_representation
    return represent
