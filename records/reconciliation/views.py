"""The reconciliation page, first what differs, then all else by section; and the page of each figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.views import View
from django.views.generic import TemplateView
from msgspec import Struct

from npa_portal.addresses import address
from records.citations.citation import Citation
from records.citations.pages import CitedPageView
from records.citations.views import FORMATS, block, citation_file
from records.lists.files import listings_of
from records.metadata.canonical import Parameters
from records.metadata.schema_org import Distribution, Thing, creative_work
from records.metadata.signposting import Link, described
from records.metadata.views import PublicPage
from records.models import Section
from records.reconciliation import Figure, Report, Verdict
from records.reconciliation.citing import citation_of
from records.reconciliation.corrected_cells import checks_beneath
from records.reconciliation.filters import FigureFilterSet
from records.reconciliation.remembering import reconciliation
from records.reconciliation.telling import RULE, most_telling_first
from records.reconciliation.workings import workings

KIND = "printed figure, recomputed"
# What is said of the figures of each verdict.
TALLY = {Verdict.AGREES: "agree", Verdict.DIFFERS: "differ", Verdict.CANNOT: "cannot be recomputed"}


def verb(verdict: Verdict, count: int) -> str:
    """What is said of ``count`` figures of a verdict: “agrees” of one, “agree” of more."""
    return f"{TALLY[verdict]}s" if count == 1 and verdict != Verdict.CANNOT else TALLY[verdict]


class Line(Struct, frozen=True):
    """A figure with the address of the place that prints it."""

    figure: Figure
    report: Report

    @property
    def place_address(self) -> str:
        return place_address(self.figure, self.report)


class Group(Struct, frozen=True):
    """The figures that one section, or the cover, prints."""

    slug: str
    section: Section | None
    lines: list[Line]

    @property
    def tally(self) -> str:
        """What comes of them, in words: “6 agree, 7 cannot be recomputed”."""
        counts = Counter(line.figure.finding.verdict for line in self.lines)
        return ", ".join(f"{counts[verdict]} {verb(verdict, counts[verdict])}" for verdict in TALLY if counts[verdict])


class ReconciliationView(CitedPageView):
    """All figures, or those that the address asks for: what differs, then the others by section."""

    template_name = "reconciliation.html"
    url_name = "reconciliation"
    title = "Reconciliation"
    introduction = (
        "The totals, changes, percentages, counts, titles and dates that the report prints, beside what its own rows "
        "or other sentences of it give, and whether both agree."
    )
    place = "all sections"
    noun = "figure"
    card = "reconciliation"

    @property
    def parameter_names(self) -> Iterable[str]:
        return FigureFilterSet.parameter_names()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        reconciled = reconciliation()
        figures, report = reconciled.figures, reconciled.report
        filterset = FigureFilterSet(self.request.GET, figures=figures, outline=report.outline)
        found = filterset.matching_figures()
        counts = Counter(figure.finding.verdict for figure in figures)
        return super().get_context_data(
            cell_checks=[] if filterset.chips else checks_beneath(reconciled.records),
            filterset=filterset,
            differing=lines(most_telling_first(found), report),
            order=RULE,
            groups=groups([figure for figure in found if figure.finding.verdict != Verdict.DIFFERS], report),
            tally=[(verdict, verb(verdict, counts[verdict]), counts[verdict]) for verdict in TALLY],
            tables=listings_of("reconciliation", "Reconciled figures", len(found), filterset.asked),
            match_count=len(found),
            total_count=len(figures),
            notices=[f"There are too many {kind}; only the first in the report’s order count." for kind in report.cut],
            **kwargs,
        )


def figure_or_404(slug: str) -> Figure:
    """The figure with that slug. Raises Http404."""
    figure = reconciliation().called(slug)
    if figure is None:
        raise Http404("The reconciliation has no such figure.")
    return figure


def cite(request: HttpRequest, figure: Figure) -> Citation:
    """The citation of a figure as it stands in this portal."""
    return citation_of(figure, reconciliation().report, address=request.build_absolute_uri(figure.get_absolute_url()))


class FigureView(PublicPage, TemplateView):
    """A figure's own page: what is printed and where, how it is recomputed, row by row, and what comes of it."""

    template_name = "figure.html"
    title = ReconciliationView.title
    card = ReconciliationView.card
    is_article = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        figure = figure_or_404(self.kwargs["slug"])
        report = reconciliation().report
        before, after = reconciliation().neighbours(figure)
        files = [address("figure-citation", figure.slug, form) for form in FORMATS]
        return super().get_context_data(
            figure=figure,
            finding=figure.finding,
            cell_checks=checks_beneath(figure.records),
            section=report.outline.by_slug.get(figure.section),
            place_address=place_address(figure, report),
            printed_row=getattr(figure.printed_in, "as_printed", []),
            workings=workings(figure),
            data_address=address("api:reconciliation-detail", figure.slug),
            citation=block(cite(self.request, figure), files),
            before=before,
            after=after,
            **kwargs,
        )

    def picture_address(self, context: dict[str, Any]) -> str:
        return address("figure-card", context["figure"].slug)

    def picture_shows(self, context: dict[str, Any]) -> str:
        return f"{context['figure'].what}: what is printed, what its rows give, and whether both agree"

    def things(self, context: dict[str, Any]) -> list[Thing]:
        """The figure, as a part of the report, with its data."""
        data = Distribution(self.absolute(context["data_address"]), "application/json", "The figure as JSON")
        cited, address = context["citation"]["cited"], self.canonical(context)
        return [creative_work(cited, kind=KIND, address=address, rights=self.rights, encodings=[data])]

    def links(self, context: dict[str, Any]) -> list[Link]:
        """How to cite it, what describes it, and the page of all figures."""
        return described(
            cite_as=context["citation"]["cited"].address,
            type_of="CreativeWork",
            rights=self.rights,
            described_by=[(self.absolute(context["data_address"]), "application/json"), *self.citation_files(context)],
            collection=self.absolute(address("reconciliation")),
        )


class FigureCitationView(View):
    """A figure's citation as BibTeX, RIS or CSL-JSON."""

    def heeded(self, query: QueryDict, **kwargs: Any) -> Parameters:
        return []

    def get(self, request: HttpRequest, slug: str, form: str) -> HttpResponse:
        return citation_file(cite(request, figure_or_404(slug)), form)


def lines(figures: Iterable[Figure], report: Report) -> list[Line]:
    """The figures, each with the address of its place."""
    return [Line(figure, report) for figure in figures]


def groups(figures: list[Figure], report: Report) -> list[Group]:
    """The figures by section, in the order in which they come."""
    return [
        Group(slug, report.outline.by_slug.get(slug), lines(printed, report))
        for slug, printed in groupby(figures, key=lambda figure: figure.section)
    ]


def place_address(figure: Figure, report: Report) -> str:
    """The address of the record, event or section that stands for the place where the figure is printed."""
    if figure.printed_in is not None:
        return figure.printed_in.get_absolute_url()
    if event := report.event(figure.event):
        return event.get_absolute_url()
    section = report.outline.by_slug.get(figure.section)
    # The home page bears the title of the report, as its cover does.
    return section.get_absolute_url() if section else address("home")
