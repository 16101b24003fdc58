"""The fixtures: the report's rows, a JSON file a kind, from which they are loaded and into which they are dumped.

A file holds a list of ``{"model": "records.treaty", "fields": {...}}`` in the report's order. A reference to one
record is ``["<slug>"]`` or null, a reference to many ``[["<slug>"], ...]``. Primary keys and the derived fields
(``earliest``, ``latest``) stay out of it. `reading` checks the files, `loading` brings them
into the database.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from django.db import models

from records.models import (
    Addressed,
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    Country,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    FormerAddress,
    Meeting,
    Membership,
    PeacekeepingMission,
    PrintedFigure,
    Record,
    Section,
    Topic,
    TrainingCourse,
    Treaty,
)

# In the order of loading: what others refer to comes first.
FILES: dict[str, type[Addressed]] = {
    "sections": Section,
    "countries": Country,
    "topics": Topic,
    "training_courses": TrainingCourse,
    "cooperation_projects": CooperationProject,
    "expert_dispatches": ExpertDispatch,
    "expert_fields": ExpertField,
    "disaster_relief_missions": DisasterReliefMission,
    "peacekeeping_missions": PeacekeepingMission,
    "meetings": Meeting,
    "memberships": Membership,
    "treaties": Treaty,
    "assistance_years": AssistanceYear,
    "assistance_by_region": AssistanceByRegion,
    "assistance_by_country": AssistanceByCountry,
    "courtesy_visits": CourtesyVisit,
    "printed_figures": PrintedFigure,
    "events": Event,
}
KINDS = tuple(FILES.values())
# One more file, of no records, which `records.fixture_files.former_addresses` reads.
FORMER_ADDRESSES_FILE = "former_addresses.json"
FORMER_ADDRESS_FIELDS = ("url_name", "slug", "now", "name", "since")

# A record's place and date come first in its row, what it refers to last, the kind's own fields between them.
FIRST_FIELDS = ("slug", "section", "locator", "position", "as_printed", "date", "fiscal_years")
LAST_FIELDS = ("country", "countries", "topics")

# The name of a record's model, and its slug.
Key = tuple[str, str]


def key_of(kind: type[models.Model], slug: str) -> Key:
    """By what a record of ``kind`` is known in the fixtures."""
    return (str(kind._meta.model_name), slug)


@functools.cache
def fields_of(kind: type[Addressed]) -> list[models.Field]:
    """The fields that a fixture row of ``kind`` holds, in the order in which a dump writes them."""
    fields = [
        field
        for field in (*kind._meta.fields, *kind._meta.many_to_many)
        if field.editable and not field.primary_key  # the derived days are not editable
    ]
    return sorted(fields, key=_place) if issubclass(kind, Record) else fields


def _place(field: models.Field) -> int:
    if field.name in FIRST_FIELDS:
        return FIRST_FIELDS.index(field.name) - len(FIRST_FIELDS)
    return LAST_FIELDS.index(field.name) + 1 if field.name in LAST_FIELDS else 0


def digest(values: dict[str, Any]) -> str:
    """SHA-256, in hexadecimal, of a row's values as `values_of` gives them.

    Empty values count as absent, so that no record looks edited when its kind gains a field that may stay empty.
    """
    kept = {name: value for name, value in values.items() if not _is_empty(value)}
    canonical = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _is_empty(value: object) -> bool:
    return value is None or value is False or value == "" or value == []


# From the database into files


def stored_records(kind: type[Addressed]) -> list[Addressed]:
    """All records of ``kind`` in the report's order, with what they refer to, in a fixed number of queries.

    Countries and topics, which have no place of their own in the report, come in the order of their slugs.
    """
    references = [field.name for field in kind._meta.fields if isinstance(field, models.ForeignKey)]
    lists = [field.name for field in kind._meta.many_to_many]
    records = list(kind.objects.select_related(*references).prefetch_related(*lists))
    # Sorted here: databases disagree on the order of text.
    return sorted(records, key=lambda record: (getattr(record, "position", 0), record.slug))


def values_of(record: Addressed) -> dict[str, Any]:
    """The record as a fixture row's ``fields``."""
    return {field.name: _plain(field, record) for field in fields_of(type(record))}


def _plain(field: models.Field, record: Addressed) -> Any:
    value = getattr(record, field.name)
    match field:
        case models.ManyToManyField():
            return sorted([target.slug] for target in value.all())
        case models.ForeignKey():
            return None if value is None else [value.slug]
        case models.DecimalField():
            return None if value is None else str(value)
    return value


def dump(directory: Path) -> list[str]:
    """Write every file into ``directory``; gives the names of those that changed. Raises OSError."""
    texts = {f"{name}.json": file_text(kind) for name, kind in FILES.items()}
    texts[FORMER_ADDRESSES_FILE] = former_addresses_text()
    directory.mkdir(parents=True, exist_ok=True)
    return [name for name, text in texts.items() if _replace(directory / name, text.encode())]


def former_addresses_text() -> str:
    """The whole file of the former addresses, by kind and slug."""
    kept = sorted(FormerAddress.objects.all(), key=lambda address: (address.url_name, address.slug))
    rows = [{"model": FormerAddress._meta.label_lower, "fields": _address_values(address)} for address in kept]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _address_values(address: FormerAddress) -> dict[str, str]:
    values = {name: getattr(address, name) for name in FORMER_ADDRESS_FIELDS}
    return values | {"since": address.since.isoformat()}


def file_text(kind: type[Addressed]) -> str:
    """The whole file of ``kind``: one field a line, so that a correction is one line of a diff."""
    rows = [_row_text(record) for record in stored_records(kind)]
    return "[\n" + ",\n".join(rows) + "\n]\n" if rows else "[]\n"


def _row_text(record: Addressed) -> str:
    fields = [
        f"      {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in values_of(record).items()
    ]
    lines = ",\n".join(fields)
    return f'  {{\n    "model": "{record._meta.label_lower}",\n    "fields": {{\n{lines}\n    }}\n  }}'


def _replace(path: Path, content: bytes) -> bool:
    """Put ``content`` into ``path`` at once, so that nobody reads half of it; says whether that changed the file."""
    if path.exists() and path.read_bytes() == content:
        return False
    draft = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return True
