"""The rows of a section part by part: its own and those of each section below it, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from records.kinds import NAMES, list_address
from records.lists.files import Listing, files_of
from records.lists.record_table import PER_PAGE, PivotTable, RecordTable, tell_corrections
from records.lists.tables import RECORD_TABLES
from records.models import Section, Tally
from records.outline import Outline

# So many rows of a table stand in sight, which static/css/parts.css counts as well; the others are folded.
IN_SIGHT = 10
# More rows of a kind than any section has.
ALL = 100_000


@dataclass(frozen=True)
class PartTable:
    """A table of a part, and how many rows the whole has where some are folded, else 0."""

    table: RecordTable
    folded: int


@dataclass(frozen=True)
class Part:
    """A section with what it holds itself, or in the attached tables that its text refers to; not what is below it."""

    section: Section
    tables: list[RecordTable]
    # What stands above it; nothing above the rows of a section that has no other part.
    heading: str
    # Whether all of it stands in sight.
    whole: bool

    @property
    def count(self) -> int:
        """How many records it holds."""
        return sum(table.match_count for table in self.tables)

    @property
    def folded_tables(self) -> Iterator[PartTable]:
        """The tables, folded beyond ten rows unless the whole is asked for."""
        for table in self.tables:
            shown = len(table.rows_shown)
            yield PartTable(table, shown if shown > IN_SIGHT and not self.whole else 0)


def parts_of(section: Section, outline: Outline, *, whole: bool = False) -> list[Part]:
    """The section and each below it, in the report's order; a query a kind that they hold, and some for each pivot.

    A table shows as many rows as a page of its list, of the ``whole`` all.
    """
    headings = [one for one in outline.subtree(section) if one is section or not one.is_attached_table]
    part_of = {place.pk: one for one in headings for place in (one, *outline.tables_of(one))}
    tables: dict[int, list[RecordTable]] = {one.pk: [] for one in headings}
    held = Tally.objects.by_kind(Tally.Facet.SECTION, part_of)
    for table_class in (one for one in RECORD_TABLES if held.get(NAMES[one._meta.model])):
        for part, rows in _rows_of(table_class, part_of):
            table = table_class(rows, orderable=False)
            table.show_first(ALL if whole else PER_PAGE)
            table.list_address = list_address(table_class._meta.model, f"section={part.slug}")
            table.part = part if len(headings) > 1 else None
            tables[part.pk].append(table)
    tell_corrections([table for found in tables.values() for table in found])
    itself = f"{section.number} itself" if len(headings) > 1 else ""
    return [Part(one, tables[one.pk], itself if one is section else str(one), whole) for one in headings]


def _rows_of(table_class: type[RecordTable], part_of: dict[int, Section]) -> Iterator[tuple[Section, Any]]:
    """Each part that has rows of the table's kind, with these."""
    records = table_class.records().in_sections(list(part_of))
    if issubclass(table_class, PivotTable):
        # The database makes its rows, so each part asks for its own.
        for pk in dict.fromkeys(records.order_by("section__position").values_list("section", flat=True)):
            yield part_of[pk], records.filter(section=pk)
        return
    by_part: dict[Section, list[Any]] = {}
    for record in records:
        by_part.setdefault(part_of[record.section_id], []).append(record)
    yield from by_part.items()


def with_files(part: Part) -> list[RecordTable]:
    """The tables of a section without others below it, each with the files of its rows."""
    for table in part.tables:
        table.asked = QueryDict(f"section={part.section.slug}")
    return part.tables


def files_beneath(section: Section, parts: list[Part]) -> list[Listing]:
    """The files of all rows of each kind in the section and below it."""
    counts: dict[str, Listing] = {}
    for table in (table for part in parts for table in part.tables):
        name = NAMES[table._meta.model]
        before = counts[name].match_count if name in counts else 0
        files = files_of(name, QueryDict(f"section={section.slug}"))
        counts[name] = Listing(table.lists, before + table.match_count, files)
    return [counts[name] for name in NAMES.values() if name in counts]
