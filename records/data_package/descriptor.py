"""``datapackage.json``: what the package is, whose, in which state, and what each of its files holds.

After the Data Package standard, version 2 (https://datapackage.org). ``unit`` beside a field is an addition of ours.
"""

from __future__ import annotations

import datetime
import json
from typing import Any

from msgspec import Struct

from records.api.downloads.notes import RIGHTS
from records.citations.citation import EDITION, EDITORS, REPORT
from records.data_package.tables import Table

PROFILES = "https://datapackage.org/profiles/2.0"
DESCRIPTION = (
    "Every table, list and dated fact of the report as a record with its place and its row as printed; every figure "
    "that the report prints, recomputed; every correction. verify.py recomputes the figures from these files alone."
)


class Written(Struct, frozen=True):
    """A table as it was written: how many rows and bytes, and their SHA-256 in hexadecimal."""

    table: Table
    rows: int
    bytes: int
    sha256: str

    @property
    def resource(self) -> dict[str, Any]:
        """The file as the standard describes it."""
        return {
            "name": self.table.name,
            "path": self.table.path,
            "title": self.table.title,
            "description": self.table.description,
            "type": "table",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": self.bytes,
            "hash": f"sha256:{self.sha256}",
            "schema": {"$schema": f"{PROFILES}/tableschema.json", **self.table.schema, "missingValues": [""]},
        }


def datapackage(files: list[Written], state: datetime.datetime | None) -> str:
    """The description of the package; its version is the state of the data, and so is when it was created."""
    moment = moment_of(state)
    described = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": "npa-portal",
        "title": f"{REPORT}: the data of its reference edition",
        "description": DESCRIPTION,
        "version": moment or "0",
        **({"created": moment} if moment else {}),
        "keywords": ["police", "international cooperation", "Japan", "National Police Agency", "training", "treaties"],
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": f"Creative Commons Attribution 4.0, for the words of this edition. {RIGHTS}",
            }
        ],
        "sources": [{"title": f"{REPORT}, edited by {', and '.join(EDITORS)}"}],
        "contributors": [
            *({"title": editor, "roles": ["editor of the report"]} for editor in EDITORS),
            {"title": "The contributors to NPA Portal", "roles": [EDITION.lower()]},
        ],
        "resources": [file.resource for file in files],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def moment_of(state: datetime.datetime | None) -> str:
    """A state of the data as the package names it: “2026-11-24T20:35:59Z”; empty where there is none."""
    return f"{state.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}" if state else ""
