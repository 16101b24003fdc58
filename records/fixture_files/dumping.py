"""The fixtures: the report's rows, a JSON file a kind, from which they are loaded and into which they are dumped.

A file holds a list of ``{"model": "records.treaty", "fields": {...}}`` in the report's order, the fields as
`records.rows` gives them. `reading` checks the files, `loading` brings them into the database.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from records.kinds import ALL_KINDS, NAMES
from records.models import Addressed, FormerAddress
from records.rows import stored_records, values_of

# One more file, of no records, which `records.fixture_files.former_addresses` reads.
FORMER_ADDRESSES_FILE = "former_addresses.json"
FORMER_ADDRESS_FIELDS = ("url_name", "slug", "now", "name", "since")


def file_name(kind: type[Addressed]) -> str:
    """The file of a kind: “training_courses.json”."""
    return f"{NAMES[kind].replace('-', '_')}.json"


def dump(directory: Path) -> list[str]:
    """Write every file into ``directory``; gives the names of those that changed. Raises OSError."""
    texts = {file_name(kind): file_text(kind) for kind in ALL_KINDS}
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
