"""The reconciliation as every page needs it, recomputed once for each state of the records."""

from __future__ import annotations

import functools
from collections import defaultdict
from typing import Any

from records.models import Addressed, Event
from records.models.state import kept_by_state
from records.reconciliation import DECLARED, in_order
from records.reconciliation.figure import Figure, Verdict
from records.reconciliation.report import Report


class Reconciliation:
    """All figures of one state of the records, and the rows that they were recomputed from, 250 of a kind at most."""

    def __init__(self) -> None:
        self.report = Report()
        families = {id(declared): list(declared.figures(self.report)) for declared in DECLARED}
        # In the report's order; a record's own in the order in which they are declared.
        self.figures = [figure for declared in in_order(self.report) for figure in families[id(declared)]]
        self._declared = [figure for family in families.values() for figure in family]
        self._places = {figure.slug: place for place, figure in enumerate(self.figures)}
        self._hanging: dict[tuple[Any, Any], list[int]] = defaultdict(list)
        for number, figure in enumerate(self._declared):
            for key in _hangs_on(figure):
                self._hanging[key].append(number)

    @functools.cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts on all figures, in the report's order."""
        return tuple(figure.finding.verdict for figure in self.figures)

    @functools.cached_property
    def records(self) -> tuple[Addressed, ...]:
        """All records that any figure hangs on, each once."""
        return tuple(dict.fromkeys(record for figure in self.figures for record in figure.records))

    def called(self, slug: str) -> Figure | None:
        """The figure with that slug; None where there is none."""
        place = self._places.get(slug)
        return None if place is None else self.figures[place]

    def neighbours(self, figure: Figure) -> tuple[Figure | None, Figure | None]:
        """The figures before and after it in the report's order."""
        place = self._places[figure.slug]
        before = self.figures[place - 1] if place else None
        return before, self.figures[place + 1] if place + 1 < len(self.figures) else None

    def figures_with(self, record: Addressed) -> list[Figure]:
        """The figures that ``record`` holds or goes into."""
        numbers = {*self._hanging.get((type(record), record.pk), ())}
        if isinstance(record, Event):
            numbers.update(self._hanging.get((Event, record.slug), ()))
        return [self._declared[number] for number in sorted(numbers)]


def _hangs_on(figure: Figure) -> set[tuple[Any, Any]]:
    """The rows of a figure and the one that prints it, by kind and key; the event that retells it, by its slug."""
    printing = [figure.printed_in] if figure.printed_in else []
    found: set[tuple[Any, Any]] = {(type(row), row.pk) for row in (*figure.rows, *printing)}
    return found | {(Event, figure.event)} if figure.event else found


@kept_by_state()
def reconciliation() -> Reconciliation:
    """The reconciliation as it stands; one query where its state is not known, some 20 more where it is a new one."""
    return Reconciliation()
