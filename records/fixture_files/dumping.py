"""The fixtures: the report's rows, a JSON file a kind, from which they are loaded and into which they are dumped.

A file holds a list of ``{"model": "records.treaty", "fields": {...}}`` in the report's order, the fields as
`records.rows` gives them. `reading` checks the files, `planning` compares them with the database, `loading` brings them
into it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from records.fixture_files.former_addresses import FORMER_ADDRESSES_FILE, former_addresses_text
from records.fixture_files.reading import file_name
from records.kinds import ALL_KINDS
from records.models import Addressed
from records.rows import stored_records, values_of


def dump(directory: Path) -> list[str]:
    """Write every file into ``directory``; gives the names of those that changed. Raises OSError."""
    texts = {file_name(kind): file_text(kind) for kind in ALL_KINDS}
    texts[FORMER_ADDRESSES_FILE] = former_addresses_text()
    directory.mkdir(parents=True, exist_ok=True)
    _clear_drafts(directory)
    return [name for name, text in texts.items() if _replace(directory / name, text.encode())]


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


def _clear_drafts(directory: Path) -> None:
    """Take away what a dump left that was killed."""
    for draft in directory.glob(".*.json-*"):
        process = draft.name.rpartition("-")[2]
        if process.isdigit() and not _is_running(int(process)):
            draft.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


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
