"""A figure that the report prints: declared, and recomputed from what its rows give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from textwrap import shorten
from typing import Any, ClassVar

from django.db.models import TextChoices
from msgspec import Struct
from msgspec.structs import replace

from npa_portal.addresses import address
from records.models import Addressed, Event, Section
from records.reconciliation.formulas import Formula, formula_of, step
from records.reconciliation.printed import Cell
from records.reconciliation.report import Report
from records.reconciliation.selecting import Rows

# How many letters of a note are shown where many figures stand one below the other.
MOST_OF_A_NOTE = 110


class Verdict(TextChoices):
    """What comes of recomputing a printed figure."""

    AGREES = "agrees", "Agrees"
    DIFFERS = "differs", "Differs"
    CANNOT = "cannot", "Cannot be recomputed"


class Finding(Struct, frozen=True):
    """What the rows give, and whether that is what is printed.

    ``recomputed`` is the value in words or digits, empty where there is none; ``difference`` says how far it lies from
    the printed one: “−1” (a number, recomputed less printed), “2 years later” (a date), empty where they agree.
    """

    verdict: Verdict
    recomputed: str = ""
    difference: str = ""
    # What the rows add to the declaration's own note and caveat.
    note: str = ""
    caveat: str = ""


# None of the rows is there, or there never were any.
NO_ROWS = Finding(Verdict.CANNOT)

# Given a list of rows for each selection of ``of`` and then of ``against``, what they give.
Compare = Callable[..., Finding]


@step("not in the report")
def cannot(*_: object) -> Finding:
    """What is found where the report has nothing to recompute a figure from."""
    return NO_ROWS


class Told(Struct, frozen=True, kw_only=True):
    """A total, change, percentage, count, title or date that the report prints, and what must hold of it."""

    # The last part of its address, and its anchor on the long page; never changes. A family gives it to its figures.
    slug: str = ""
    what: str
    # The slug of the section, empty for the cover, and the place in it, where the value is printed. A family has one.
    section: str = ""
    locator: str
    # The printed value to the letter; words left out of running text are marked by “…”.
    printed: str
    # The rows that it is recomputed from.
    of: tuple[Rows, ...] = ()
    # Rows beside which these are held, not counted among what it is recomputed from.
    against: tuple[Rows, ...] = ()
    must: Compare = cannot
    # How the value is recomputed, in words.
    rule: str
    # Where the rows are many, the list of them: the name of its address, and its query.
    listed: tuple[str, str] | None = None
    # What stands for the place where the value is printed: the record or attached table that holds it, or the slug of
    # the event that retells it; neither where only the section does.
    printed_in: Addressed | None = None
    event: str = ""
    # The cell of the printed row of that record, where one holds the value.
    cell: Cell | None = None
    # What to know where the two do not agree.
    note: str = ""
    # What to know whatever the verdict is.
    caveat: str = ""

    @property
    def list_address(self) -> str:
        """The address of the list of its rows; empty where it has none."""
        if self.listed is None:
            return ""
        name, query = self.listed
        return f"{address(name)}{f'?{query}' if query else ''}"

    @property
    def formula(self) -> Formula | None:
        """How it is found and compared, for machines; None where that cannot be said."""
        parts = {"of": [rows.formula for rows in self.of], "against": [rows.formula for rows in self.against]}
        must = formula_of(self.must)
        return None if must is None or None in [*parts["of"], *parts["against"]] else {**parts, "must": must}

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return address("figure-detail", self.slug)

    def told_by(self, report: Report) -> Iterator[Told]:
        """The declaration itself."""
        yield self

    def figures(self, report: Report) -> Iterator[Figure]:
        """The figure, recomputed."""
        yield self.recomputed(report)

    def recomputed(self, report: Report) -> Figure:
        """The figure, recomputed."""
        selected = tuple(rows.find(report) for rows in self.of)
        beside = tuple(rows.find(report) for rows in self.against)
        finding = self.must(*selected, *beside)
        declared = {name: getattr(self, name) for name in Told.__struct_fields__}
        changed = {
            "section": report.slug_today(Section, self.section),
            "event": report.slug_today(Event, self.event),
            "note": joined(self.note, finding.note),
            "caveat": joined(self.caveat, finding.caveat),
        }
        return Figure(**declared | changed, finding=finding, selected=selected, beside=beside)


class Each(Struct, frozen=True, kw_only=True):
    """A family of figures: one declared by each row of a section that prints its value."""

    # The slugs of its figures; {} stands for the name of the row, which outlives whatever is corrected of it.
    slug: str
    section: str
    rows: Rows
    told: Callable[[Any], Told | None]
    # Its place in the order of the figures: after those that running text prints.
    locator: ClassVar[str] = ""
    # The name of a row in the slugs; that of its first address where nothing else is said.
    name: Callable[[Any], str] | None = None

    def told_by(self, report: Report) -> Iterator[Told]:
        """The declarations of all its rows."""
        for row in self.rows.find(report):
            if told := self.told(row):
                slug = self.slug.format(self.name(row) if self.name else report.first_slug(row))
                yield replace(told, slug=slug, section=self.section, printed_in=row)

    def figures(self, report: Report) -> Iterator[Figure]:
        """The figures, recomputed."""
        return (told.recomputed(report) for told in self.told_by(report))


class Figure(Told, frozen=True, kw_only=True, dict=True):
    """A figure as declared, with what its rows give; its section and its event under their slugs of today."""

    finding: Finding
    # The rows of each selection of ``of``, and of each of ``against``.
    selected: tuple[list[Any], ...]
    beside: tuple[list[Any], ...]

    @cached_property
    def rows(self) -> tuple[Addressed, ...]:
        """The rows that it is recomputed from, each once."""
        return tuple(dict.fromkeys(row for rows in self.selected for row in rows))

    @property
    def records(self) -> tuple[Addressed, ...]:
        """All that the figure hangs on: its rows, those that they are held beside, the row that prints it."""
        beside = (row for rows in self.beside for row in rows)
        printing = [self.printed_in] if self.printed_in else []
        return tuple(dict.fromkeys((*self.rows, *beside, *printing)))

    @cached_property
    def note_in_short(self) -> str:
        """The first words of its note, where it does not agree."""
        return "" if self.finding.verdict == Verdict.AGREES else shorten(self.note, MOST_OF_A_NOTE, placeholder=" …")

    def has_words(self, words: list[str]) -> bool:
        """Whether every one of ``words`` stands in what is said of the figure."""
        parts = (self.what, self.locator, self.printed, self.finding.recomputed, self.rule, self.note, self.caveat)
        text = " ".join(parts).casefold()
        return all(word.casefold() in text for word in words)


def joined(*sentences: str) -> str:
    """Those of ``sentences`` that are not empty, one after the other."""
    return " ".join(sentence for sentence in sentences if sentence)
