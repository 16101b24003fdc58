"""What two versions of a record say differently, in the words of the public pages."""

from __future__ import annotations

from typing import Any, NamedTuple

from records import dates
from records.corrections.versions import CHANGED, WITHDRAWN, Version, listed_in, version_before, versions_since
from records.models import Addressed


class Difference(NamedTuple):
    """One field that two versions say differently; a text is empty where the field has no value."""

    field: str
    before: str
    after: str


def differences_between(before: Version, after: Version) -> list[Difference]:
    """What ``after`` says otherwise than ``before``, in the order of the kind's fields, its lists last."""
    kind = after.instance_type
    found = []
    for field in kind._meta.fields:
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if field.editable and not field.primary_key and old != new:
            found.append(Difference(label(field), in_words(field, old, before), in_words(field, new, after)))
    for field in kind._meta.many_to_many:
        old, new = listed_in(before, field), listed_in(after, field)
        if old != new:
            target = field.related_model
            found.append(Difference(label(field), names_of(target, old), names_of(target, new)))
    return found


def differences_from_before(version: Version) -> list[Difference]:
    """What a version says otherwise than the one before it; nothing where it is a record's first or last."""
    before = version_before(version) if version.history_type != WITHDRAWN else None
    return differences_between(before, version) if before else []


def differences_since(record: Addressed, number: str) -> list[Version]:
    """The versions of ``record`` after the one of that number, each with its ``differences``, oldest first.

    One that says nothing new, such as a record saved as it is in the shell, is left out.
    """
    found = versions_since(record, number)
    for version in found:
        version.differences = differences_from_before(version)
    return [version for version in found if version.differences or version.history_type != CHANGED]


def label(field: Any) -> str:
    """The field's name in plain words; a slug is the record's address."""
    return "address" if field.name == "slug" else str(field.verbose_name)


def in_words(field: Any, value: Any, version: Version) -> str:
    """One field's value as the public pages say it; empty where it has none."""
    if value is None:
        return ""
    if field.related_model is not None:
        return names_of(field.related_model, {value})
    if field.name == "date":
        return dates.in_words(value, fiscal_years=version.fiscal_years) if value else ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(" ".join(part) if isinstance(part, list) else str(part) for part in value)
    return str(value)


def names_of(kind: type[Addressed], pks: set[int]) -> str:
    """The names of some records, joined; of those that are gone, the names that they had last."""
    names = {record.pk: str(record) for record in kind.objects.filter(pk__in=pks)}
    for version in kind.history.filter(id__in=pks - names.keys()):  # The newest come first.
        names.setdefault(version.id, str(version.instance))
    return ", ".join(sorted(names.values()))
