"""Making the archive: the same bytes for the same state of the data, one pass over the records, none of them held."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from string import Template
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.dateformat import format as format_date
from msgspec import Struct
from msgspec.structs import replace

from records.api.downloads.notes import RIGHTS
from records.citations.citation import EDITION, EDITORS, REPORT
from records.data_package.changes import changes_table
from records.data_package.descriptor import DESCRIPTION, Written, datapackage, moment_of
from records.data_package.figures import Figures
from records.data_package.kinds import kind_tables
from records.data_package.links import noted_links
from records.data_package.tables import Table, lines

HERE = Path(__file__).parent
# What goes into the package as it is.
PROGRAM = ("verify.py", *(f"checking/{path.name}" for path in sorted((HERE / "checking").glob("*.py"))))
# The first day that an archive can say.
FIRST_DAY = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
# How many rows are turned into text at a time.
AT_ONCE = 200


def write_package(file: IO[bytes], state: datetime.datetime | None) -> list[Written]:
    """Write the package into ``file``; ``state`` is that of the data, and the time of all that is in it."""
    figures = Figures()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive, noted_links() as links:
        archiver = Archiver(archive, state)
        tables = chain(kind_tables(links), links.tables(), figures.tables(), [changes_table()])
        written = [archiver.add_table(table) for table in tables]
        archiver.add("rules.json", figures.rules())
        for name in PROGRAM:
            archiver.add(name, (HERE / name).read_text(encoding="utf-8"))
        archiver.add("README.md", readme(written, state, len(figures.reconciled.figures)))
        archiver.add("datapackage.json", datapackage(written, state))
    return written


class Archiver(Struct, frozen=True):
    """Puts files into an archive, each as if it were made when the data came into their state."""

    archive: ZipFile
    state: datetime.datetime | None

    def entry(self, name: str) -> ZipInfo:
        """The head of a file: name, time, and that everyone may read it."""
        when = max(self.state.astimezone(datetime.UTC) if self.state else FIRST_DAY, FIRST_DAY)
        entry = ZipInfo(name, when.timetuple()[:6])
        entry.compress_type = ZIP_DEFLATED
        entry.create_system, entry.external_attr = 3, 0o644 << 16
        return entry

    def add(self, name: str, text: str) -> None:
        """Add a file of text."""
        self.archive.writestr(self.entry(name), text)

    def add_table(self, table: Table) -> Written:
        """Add a table, row by row."""
        digest, size, count = hashlib.sha256(), 0, 0
        with self.archive.open(self.entry(table.path), "w") as file:
            for rows in chain([[table.head]], chunks(iter(table.rows))):
                piece = lines(rows)
                file.write(piece)
                digest.update(piece)
                size += len(piece)
                count += len(rows)
        return Written(replace(table, rows=()), count - 1, size, digest.hexdigest())


def chunks(rows: Iterator[Any]) -> Iterator[list[Any]]:
    """The rows, some at a time."""
    while some := list(islice(rows, AT_ONCE)):
        yield some


def readme(files: list[Written], state: datetime.datetime | None, figures: int) -> str:
    """What the package says of itself to people."""
    template = Template((HERE / "readme.md").read_text(encoding="utf-8"))
    return template.substitute(
        report=REPORT,
        edition=f"{EDITION}, as of {format_date(state, 'F j, Y')}" if state else EDITION,
        editors=", and ".join(EDITORS),
        description=DESCRIPTION,
        rights=RIGHTS,
        moment=moment_of(state) or "no records yet",
        files="\n".join(f"| `{file.table.path}` | {file.rows} | {file.table.description} |" for file in files),
        figures=figures,
    )
