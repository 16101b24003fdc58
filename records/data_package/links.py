"""The tables that join the kinds: a register of all records, and one table for each list that a record has.

They are noted while the tables of the kinds are written, so that every record is read once and none is held.
"""

from __future__ import annotations

import codecs
import csv
import datetime
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import IO, Any

from msgspec.structs import replace

from records.data_package.tables import Cells, Table, column, foreign_key, lines
from records.kinds import ALL_KINDS, NAMES
from records.models import FormerAddress

KIND = column("kind", "The kind of record, by its public name.", required=True, enum=list(NAMES.values()))
SLUG = column("slug", "The record’s slug, unique within its kind.", required=True)
RECORD_KEY = foreign_key(["kind", "slug"], "records", ["kind", "slug"])
# The kinds by the name that their pages have in urls.py; two may share one.
URL_NAMES = {NAMES[kind]: kind.url_name for kind in ALL_KINDS}
# What is kept in memory of a table that is still being noted.
IN_MEMORY = 1_000_000


def record_cells(data: dict[str, Any]) -> Iterator[Cells]:
    """A line in the register of all records."""
    section = data.get("section") or {}
    yield [data[name] for name in ("kind", "slug", "label", "address")] + [
        section.get("slug"),
        *(data.get(name) for name in ("locator", "date", "earliest", "latest")),
    ]


def printed_cells(data: dict[str, Any]) -> Iterator[Cells]:
    """The cells of the row as printed."""
    for number, (header, cell) in enumerate(data.get("as_printed", ()), start=1):
        yield [data["kind"], data["slug"], number, header, cell]


def countries(data: dict[str, Any]) -> Iterator[Cells]:
    """The countries of a record, whether it may have one or many."""
    one = [data["country"]] if data.get("country") else []
    for country in sorted(data.get("countries", one), key=slug_of):
        yield [data["kind"], data["slug"], country["slug"], country["alpha_3"]]


def topics(data: dict[str, Any]) -> Iterator[Cells]:
    """The topics of a record."""
    for topic in sorted(data.get("topics", ()), key=slug_of):
        yield [data["kind"], data["slug"], topic["slug"]]


def country_names(data: dict[str, Any]) -> Iterator[Cells]:
    """The names that the report prints for a country."""
    for number, name in enumerate(data.get("printed_names", ()), start=1):
        yield [data["slug"], number, name]


def term_names(data: dict[str, Any]) -> Iterator[Cells]:
    """The other names of a term of the glossary, those that the report prints first."""
    printed = [(name, True) for name in data.get("variants", ())]
    others = [(name, False) for name in data.get("synonyms", ())]
    for number, (name, is_printed) in enumerate(printed + others, start=1):
        yield [data["slug"], number, name, is_printed]


def former(data: dict[str, Any]) -> Iterator[Cells]:
    """The slugs that a record had before it was renamed."""
    for slug, since in data["former_slugs"]:
        yield [data["kind"], data["slug"], slug, since]


def slug_of(data: dict[str, Any]) -> str:
    """By what countries and topics are sorted, for databases disagree on the order of text."""
    return str(data["slug"])


Spell = Callable[[dict[str, Any]], Iterator[Cells]]

TABLES: list[tuple[Table, Spell]] = [
    (
        Table(
            "records",
            "Register of all records",
            "Every record of every kind, once: what links, figures and other tables name by kind and slug.",
            [
                KIND,
                SLUG,
                column("label", "What this edition calls it.", required=True),
                column("address", "The path of its page on the portal."),
                column("section_slug", "The section or attached table that holds it."),
                column("locator", "Where exactly it stands in the report."),
                column("date", "Its date in EDTF (ISO 8601-2)."),
                column("earliest", "The first day that the date may mean.", "date"),
                column("latest", "The last day that the date may mean; empty while it goes on.", "date"),
            ],
            ["kind", "slug"],
            (),
            [foreign_key(["section_slug"], "sections", ["slug"])],
        ),
        record_cells,
    ),
    (
        Table(
            "printed-cells",
            "Rows as printed, cell by cell",
            "What the report prints, to the letter; never corrected. A record of running text has none.",
            [
                KIND,
                SLUG,
                column("number", "The place of the cell in its row, counted from 1.", "integer", minimum=1),
                column("header", "The printed column header; empty where the column has none."),
                column("cell", "The printed cell."),
            ],
            ["kind", "slug", "number"],
            (),
            [RECORD_KEY],
        ),
        printed_cells,
    ),
    (
        Table(
            "record-countries",
            "Countries of each record",
            "A line for each country or territory that a record concerns.",
            [
                KIND,
                SLUG,
                column("country_slug", "The country or territory.", required=True),
                column("country_alpha_3", "Its ISO 3166-1 alpha-3 code, such as THA."),
            ],
            ["kind", "slug", "country_slug"],
            (),
            [RECORD_KEY, foreign_key(["country_slug"], "countries", ["slug"])],
        ),
        countries,
    ),
    (
        Table(
            "record-topics",
            "Topics of each record",
            "A line for each of the portal’s own tags that a record carries.",
            [KIND, SLUG, column("topic_slug", "The topic.", required=True)],
            ["kind", "slug", "topic_slug"],
            (),
            [RECORD_KEY, foreign_key(["topic_slug"], "topics", ["slug"])],
        ),
        topics,
    ),
    (
        Table(
            "country-names",
            "Printed names of each country",
            "A line for each name that the report prints for a country or territory, to the letter.",
            [
                column("country_slug", "The country or territory.", required=True),
                column("number", "The place of the name among those of its country, counted from 1.", "integer"),
                column("name", "The printed name."),
            ],
            ["country_slug", "number"],
            (),
            [foreign_key(["country_slug"], "countries", ["slug"])],
        ),
        country_names,
    ),
    (
        Table(
            "term-names",
            "Other names of each term",
            "A line for each other name of a term of the glossary.",
            [
                column("term_slug", "The term.", required=True),
                column("number", "The place of the name among those of its term, counted from 1.", "integer"),
                column("name", "The name, to the letter where the report prints it.", required=True),
                column("printed", "Whether the report prints it as another form of the term.", "boolean"),
            ],
            ["term_slug", "number"],
            (),
            [foreign_key(["term_slug"], "glossary", ["slug"])],
        ),
        term_names,
    ),
    (
        Table(
            "former-slugs",
            "Former slugs",
            "A line for each slug that a record had before it was renamed; an old citation may name it.",
            [
                KIND,
                SLUG,
                column("former_slug", "What its slug was.", required=True),
                column("since", "When it was renamed (UTC).", "datetime"),
            ],
            ["kind", "slug", "former_slug"],
            (),
            [RECORD_KEY],
        ),
        former,
    ),
]


class Links:
    """The tables of links, noted record by record in files of their own."""

    def __init__(self, files: list[IO[bytes]]) -> None:
        self.former_slugs = former_slugs()
        self.files = files

    def note(self, data: dict[str, Any]) -> None:
        """Take note of a record, given as data."""
        former = self.former_slugs.get((URL_NAMES[data["kind"]], data["slug"]), [])
        for (_table, spell), file in zip(TABLES, self.files, strict=True):
            file.write(lines(spell(data | {"former_slugs": former})))

    def tables(self) -> Iterator[Table]:
        """The tables, once all kinds are noted."""
        for (table, _spell), file in zip(TABLES, self.files, strict=True):
            yield replace(table, rows=read_back(file))


@contextmanager
def noted_links() -> Iterator[Links]:
    """Tables of links with nothing noted; their files are closed at the end."""
    with ExitStack() as files:
        yield Links([files.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY)) for _ in TABLES])


def read_back(file: IO[bytes]) -> Iterator[Cells]:
    """The lines of a table that was noted."""
    file.seek(0)
    yield from csv.reader(codecs.getreader("utf-8")(file))


def former_slugs() -> dict[tuple[str, str], list[tuple[str, datetime.datetime]]]:
    """The slugs that what is now at an address had before, each with the time of its renaming; one query.

    An address is the name of its kind in urls.py and a slug.
    """
    found: dict[tuple[str, str], list[tuple[str, datetime.datetime]]] = {}
    for former in sorted(FormerAddress.objects.exclude(now=""), key=lambda former: (former.since, former.slug)):
        found.setdefault((former.url_name, former.now), []).append((former.slug, former.since))
    return found
