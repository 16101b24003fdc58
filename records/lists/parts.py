"""The rows of a section part by part: its own and those of each section below it, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator
from operator import methodcaller
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from msgspec import Struct

from records.kinds import NAMES, list_address
from records.lists.files import Listing, files_of
from records.lists.matching import Tallied, read_first
from records.lists.record_table import PER_PAGE, PivotTable, RecordTable, tell_corrections
from records.lists.tables import RECORD_TABLES
from records.models import Section, Tally
from records.outline import Outline

# So many rows of a table stand in sight, which static/css/parts.css counts as well; the others are folded.
IN_SIGHT = 10
# So many rows of a table stand on paper, more than any of the report has; what has more leads to its list.
MOST_ON_PAPER = 100
# Up to so many rows of a kind are read at once for all parts.
FEW = 1_000


class PartTable(Struct, frozen=True):
    """A table of a part, and how many rows the whole has where some are folded, else 0."""

    table: RecordTable
    folded: int


class Part(Struct, frozen=True):
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
    def is_cut(self) -> bool:
        """Whether any of the tables has more rows than it shows."""
        return any(table.pages for table in self.tables)

    @property
    def folded_tables(self) -> Iterator[PartTable]:
        """The tables, folded beyond ten rows unless the whole is asked for."""
        for table in self.tables:
            shown = len(table.rows_shown)
            yield PartTable(table, shown if shown > IN_SIGHT and not self.whole else 0)


def parts_of(section: Section, outline: Outline, *, whole: bool = False) -> list[Part]:
    """The section and each below it, in the report's order; a query a kind that has any row, and some for each pivot.

    A table shows as many rows as a page of its list, of the ``whole`` more than any of the report has.
    """
    headings = [one for one in outline.subtree(section) if one is section or not one.is_attached_table]
    part_of = {place: one for one in headings for place in (one, *outline.tables_of(one))}
    tables: dict[int, list[RecordTable]] = {one.pk: [] for one in headings}
    counts = Tally.objects.by_key(Tally.Facet.SECTION, [place.pk for place in part_of])
    for table_class in RECORD_TABLES:
        name = NAMES[table_class._meta.model]
        places: Places = {}
        for place, part in part_of.items():
            if count := counts.get((name, place.pk)):
                places.setdefault(part, {})[place] = count
        for part, table in _tables_of(table_class, places, MOST_ON_PAPER if whole else PER_PAGE):
            table.list_address = list_address(table_class._meta.model, f"section={part.slug}")
            table.part = part if len(headings) > 1 else None
            tables[part.pk].append(table)
    tell_corrections([table for found in tables.values() for table in found])
    itself = f"{section.number} itself" if len(headings) > 1 else ""
    return [Part(one, tables[one.pk], itself if one is section else str(one), whole) for one in headings]


# Each part that has rows of a kind, with how many of them stand in each of its sections.
Places = dict[Section, dict[Section, int]]


def _tables_of(table_class: type[RecordTable], places: Places, most: int) -> Iterator[tuple[Section, RecordTable]]:
    """The table of each part, which shows at most so many rows."""
    few = sum(sum(counts.values()) for counts in places.values()) <= FEW
    is_pivot = issubclass(table_class, PivotTable)
    read = _rows_of(table_class, places) if few and places and not is_pivot else {}
    pages: dict[Section, Tallied] = {}
    if places and not few and not is_pivot:
        records, total = table_class.records(), Tally.objects.of_kind(NAMES[table_class._meta.model])
        for part, counts in places.items():
            narrow = methodcaller("in_sections", list(counts))
            pages[part] = Tallied(records, narrow, most, sum(counts.values()), total)
        read_first(pages.values())
    for part, counts in places.items():
        rows = read.get(part) or table_class.records().in_sections(list(counts))
        table = table_class(rows, orderable=False)
        if is_pivot:
            table.show_first(most)
        else:
            table.show_first_of(pages.get(part) or Paginator(read[part], most))
        yield part, table


def _rows_of(table_class: type[RecordTable], places: Places) -> dict[Section, list[Any]]:
    """All rows of the parts; one query."""
    part_of = {section.pk: part for part, counts in places.items() for section in counts}
    rows: dict[Section, list[Any]] = {}
    for record in table_class.records().in_sections(list(part_of)):
        rows.setdefault(part_of[record.section_id], []).append(record)
    return rows


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
