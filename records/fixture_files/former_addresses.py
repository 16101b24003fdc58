"""The former addresses as one more fixture file, so that an old link works in every portal that loads the fixtures."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from records.fixture_files.reading import UNSTORABLE, FixtureError, Row, UnreadableError, entries
from records.kinds import ALL_KINDS
from records.models import FormerAddress
from records.rows import Key, key_of

FORMER_ADDRESSES_FILE = "former_addresses.json"
LABEL = FormerAddress._meta.label_lower
FIELDS = ("url_name", "slug", "now", "name", "since")


def read_former_addresses(directory: Path, rows: Iterable[Row]) -> list[FormerAddress]:
    """The former addresses in ``directory``, not saved, each checked against the rows that are to be loaded.

    A folder without the file has none. Raises FixtureError.
    """
    path = directory / FORMER_ADDRESSES_FILE
    if not path.exists():
        return []
    standing = {(row.kind.url_name, row.slug) for row in rows}
    try:
        found = [_address(entry, standing) for entry in entries(path)]
    except UnreadableError as error:
        raise FixtureError([f"{path.name}: {error}"]) from error
    problems = [f"{path.name}, row {n}: {reason}" for n, reason in enumerate(found, 1) if isinstance(reason, str)]
    if problems:
        raise FixtureError(problems)
    return [address for address in found if isinstance(address, FormerAddress)]


def _address(entry: object, standing: set[tuple[str, str]]) -> FormerAddress | str:
    """One row as a former address, or why it is none."""
    match entry:
        case {"model": model, "fields": dict(fields), **more} if model == LABEL and not more:
            pass
        case _:
            return f"must be an object of “model”, which is “{LABEL}”, and “fields”."
    if fields.keys() != set(FIELDS) or not all(isinstance(value, str) for value in fields.values()):
        return f"must have the fields {', '.join(FIELDS)}, each a text, and no others."
    if any(UNSTORABLE.search(value) for value in fields.values()):
        return "holds a character that no text has (NUL or half of a surrogate pair)."
    known = sorted({kind.url_name for kind in ALL_KINDS if kind.url_name})
    if fields["url_name"] not in known:
        return f"url_name: must be one of {', '.join(known)}."
    if fields["now"] and (fields["url_name"], fields["now"]) not in standing:
        return f"now: no {fields['url_name']} has the slug “{fields['now']}”."
    since = _moment(fields["since"])
    if since is None:
        return "since: must be a time with its zone, such as 2026-11-23T09:00:00Z."
    address = FormerAddress(**fields | {"since": since})
    try:
        address.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        return " ".join(f"{name}: {' '.join(reasons)}" for name, reasons in error.message_dict.items())
    return address


def _moment(text: str) -> Any:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and is_aware(found) else None


def moved(addresses: list[FormerAddress], stored: Iterable[Key], fresh: Iterable[Key]) -> dict[Key, Key]:
    """The records that stand under a former address still: the key under which each is stored, and its new one."""
    old, new = set(stored), set(fresh)
    ways = {}
    for address in addresses:
        for kind in ALL_KINDS:
            before, now = key_of(kind, address.slug), key_of(kind, address.now)
            if kind.url_name == address.url_name and before in old - new and now in new - old:
                ways[before] = now
    return ways


def keep_former_addresses(addresses: list[FormerAddress]) -> None:
    """Save them beside those that the database has."""
    FormerAddress.objects.bulk_create(
        addresses, update_conflicts=True, unique_fields=["url_name", "slug"], update_fields=["name", "since", "now"]
    )


def former_addresses_text() -> str:
    """The whole file of the former addresses, by kind and slug."""
    kept = sorted(FormerAddress.objects.all(), key=lambda address: (address.url_name, address.slug))
    rows = [{"model": LABEL, "fields": _address_values(address)} for address in kept]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _address_values(address: FormerAddress) -> dict[str, str]:
    values = {name: getattr(address, name) for name in FIELDS}
    return values | {"since": address.since.isoformat()}
