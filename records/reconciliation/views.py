"""The reconciliation page: every figure beside what its rows give, by section."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.views.generic import TemplateView

from records.lists.files import listings_of
from records.metadata.views import PublicPage
from records.models import Event, Section
from records.reconciliation import Figure, Report, Verdict, reconcile
from records.reconciliation.filters import FigureFilterSet

# What is said of the figures of each verdict.
TALLY = {Verdict.AGREES: "agree", Verdict.DIFFERS: "differ", Verdict.CANNOT: "cannot be recomputed"}


@dataclass(frozen=True)
class Line:
    """A figure with the address of the place that prints it."""

    figure: Figure
    place_address: str


@dataclass(frozen=True)
class Group:
    """The figures that one section, or the cover, prints."""

    slug: str
    section: Section | None
    lines: list[Line]

    @property
    def differing(self) -> int:
        return sum(line.figure.finding.verdict == Verdict.DIFFERS for line in self.lines)


class ReconciliationView(PublicPage, TemplateView):
    """All figures, or those that the address asks for, grouped by the section that prints them."""

    template_name = "reconciliation.html"
    title = "Reconciliation"
    introduction = (
        "The totals, changes, percentages, counts, titles and dates that the report prints, beside what its own rows "
        "or other sentences of it give, and whether both agree."
    )
    card = "reconciliation"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = Report()
        figures = reconcile(report)
        filterset = FigureFilterSet(self.request.GET, figures=figures, outline=report.outline)
        found = filterset.matching_figures()
        counts = Counter(figure.finding.verdict for figure in figures)
        return super().get_context_data(
            filterset=filterset,
            groups=list(groups(found, report)),
            tally=[(verdict, words, counts[verdict]) for verdict, words in TALLY.items()],
            tables=listings_of("reconciliation", "Reconciled figures", len(found), filterset.asked),
            match_count=len(found),
            total_count=len(figures),
            noun="figure",
            notices=[f"There are too many {kind}; only the first in the report’s order count." for kind in report.cut],
            **kwargs,
        )


def groups(figures: list[Figure], report: Report) -> list[Group]:
    """The figures by section, in the order in which they come."""
    events = {event.slug for event in report.rows(Event)}
    return [
        Group(
            slug,
            report.outline.by_slug.get(slug),
            [Line(figure, place_address(figure, report, events)) for figure in printed],
        )
        for slug, printed in groupby(figures, key=lambda figure: figure.section)
    ]


def place_address(figure: Figure, report: Report, events: set[str]) -> str:
    """The address of the record, event or section that stands for the place where the figure is printed."""
    if figure.printed_in is not None:
        return figure.printed_in.get_absolute_url()
    if figure.event in events:
        return reverse("event-detail", args=[figure.event])
    section = report.outline.by_slug.get(figure.section)
    # The home page bears the title of the report, as its cover does.
    return section.get_absolute_url() if section else reverse("home")
