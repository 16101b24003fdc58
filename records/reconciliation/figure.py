"""A figure that the report prints: declared, and recomputed from what its rows give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse

from records.models import Addressed, Event, Section
from records.reconciliation.formulas import Formula, formula_of, step
from records.reconciliation.printed import Cell
from records.reconciliation.report import Report
from records.reconciliation.selecting import Rows


class Verdict(TextChoices):
    """What comes of recomputing a printed figure."""

    AGREES = "agrees", "Agrees"
    DIFFERS = "differs", "Differs"
    CANNOT = "cannot", "Cannot be recomputed"


@dataclass(frozen=True)
class Finding:
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


@dataclass(frozen=True, kw_only=True)
class Told:
    """A total, change, percentage, count, title or date that the report prints, and what must hold of it."""

    # The anchor on the page; never changes.
    slug: str
    what: str
    # The slug of the section, empty for the cover, and the place in it, where the value is printed.
    section: str
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
        return f"{reverse(name)}{f'?{query}' if query else ''}"

    @property
    def formula(self) -> Formula | None:
        """How it is found and compared, for machines; None where that cannot be said."""
        parts = {"of": [rows.formula for rows in self.of], "against": [rows.formula for rows in self.against]}
        must = formula_of(self.must)
        return None if must is None or None in [*parts["of"], *parts["against"]] else {**parts, "must": must}

    def figures(self, report: Report) -> Iterator[Figure]:
        """The figure, recomputed."""
        found = [rows.find(report) for rows in self.of]
        finding = self.must(*found, *(rows.find(report) for rows in self.against))
        declared = {field.name: getattr(self, field.name) for field in fields(Told)}
        changed = {
            "section": report.slug_today(Section, self.section),
            "event": report.slug_today(Event, self.event),
            "note": joined(self.note, finding.note),
            "caveat": joined(self.caveat, finding.caveat),
        }
        rows = tuple(dict.fromkeys(row for rows in found for row in rows))
        yield Figure(**declared | changed, finding=finding, rows=rows)

    def may_concern(self, record: Addressed, report: Report) -> bool:
        """Whether ``record`` may be one of its rows, or is the event that retells it; reads no table."""
        if isinstance(record, Event) and record.slug == report.slug_today(Event, self.event):
            return True
        return any(rows.may_hold(record, report) for rows in self.of)


@dataclass(frozen=True)
class Each:
    """A family of figures: one declared by each row that prints its value."""

    rows: Rows
    told: Callable[[Any], Told | None]
    # The other kinds of row that these figures rest on.
    kinds: tuple[type[Addressed], ...] = ()

    def figures(self, report: Report) -> Iterator[Figure]:
        """The figures, recomputed."""
        for row in self.rows.find(report):
            if told := self.told(row):
                yield from replace(told, printed_in=row).figures(report)

    def may_concern(self, record: Addressed, report: Report) -> bool:
        """Whether ``record`` may print one of the figures, or is of a kind that they rest on; reads no table."""
        return self.rows.may_hold(record, report) or isinstance(record, self.kinds)


@dataclass(frozen=True, kw_only=True)
class Figure(Told):
    """A figure as declared, with what its rows give; its section and its event under their slugs of today."""

    finding: Finding
    rows: tuple[Addressed, ...]

    @property
    def other_rows(self) -> list[Addressed]:
        """The rows that it is recomputed from, but the one that prints it."""
        return [row for row in self.rows if row != self.printed_in]

    def concerns(self, record: Addressed) -> bool:
        """Whether ``record`` holds the printed value or goes into the recomputed one."""
        if isinstance(record, Event) and record.slug == self.event:
            return True
        return record == self.printed_in or record in self.rows

    def has_words(self, words: list[str]) -> bool:
        """Whether every one of ``words`` stands in what the page says of the figure."""
        parts = (self.what, self.locator, self.printed, self.finding.recomputed, self.rule, self.note, self.caveat)
        text = " ".join(parts).casefold()
        return all(word.casefold() in text for word in words)


def joined(*sentences: str) -> str:
    """Those of ``sentences`` that are not empty, one after the other."""
    return " ".join(sentence for sentence in sentences if sentence)
