"""Countries compared: up to four dossiers side by side, by the numbers, on one axis of time, and record by record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from records import charts
from records.charts.compared import COMPARED, Band, draw, draw_narrow
from records.citations.pages import CitedPageView, files_of
from records.citations.shown import Shown, citation_of_shown
from records.citations.views import block
from records.lists.comparison import Chosen, Comparison, chosen
from records.lists.files import listings_of
from records.metadata.canonical import Parameters
from records.wording import counted


class CompareView(CitedPageView):
    """Up to four countries side by side; whatever else the address asks for is said, and the form keeps it."""

    template_name = "records/country_compare.html"
    url_name = "country-compare"
    title = "Countries compared"
    card = "countries-compared"
    introduction = (
        "Up to four countries side by side: what the report counts of each, their years on one axis, and every record "
        "that concerns them."
    )
    chart_types = (COMPARED,)

    @property
    def parameter_names(self) -> Iterable[str]:
        return ("country",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = chosen(self.request.GET)
        comparison = Comparison(asked.countries)
        found: dict[str, Any] = {"asked": asked, "comparison": comparison, "heading": self.heading(asked), "charts": []}
        rows = comparison.row_count if asked.is_enough else 0
        if rows:
            state = self.state()
            shown = [chart for chart in [drawn(asked, comparison)] if chart.drawing or chart.notice]
            found |= {
                "charts": self.cited_charts(self.request, shown, state),
                "citation": self.cited(asked, rows, state),
                "tables": listings_of("dossiers", "All records compared", rows, QueryDict(query_of(asked))),
            }
        return {**super().get_context_data(**found, **kwargs), "match_count": rows}

    def heading(self, asked: Chosen) -> str:
        """What stands at the top: the countries, as soon as there are two."""
        return f"{asked.in_words} compared" if asked.is_enough else self.title

    def cited(self, asked: Chosen, rows: int, state: Any) -> dict[str, Any]:
        """The citation of the comparison."""
        query = query_of(asked)
        shown = Shown("countries-compared", self.heading(asked), "", counted(rows, "row"), query)
        address = self.request.build_absolute_uri(reverse(self.url_name))
        return block(
            citation_of_shown(shown, address=address, state=state), files_of(f"{self.url_name}-cited", [], query)
        )

    @classmethod
    def drawn_alone(cls, name: str, query: QueryDict) -> charts.Chart:
        """The picture of the countries that ``query`` names."""
        asked = chosen(query)
        return drawn(asked, Comparison(asked.countries))

    def parameters(self, context: dict[str, Any]) -> Parameters:
        return [("country", country.slug) for country in context["asked"].countries]

    def narrowed(self, context: dict[str, Any]) -> str:
        return f"{context['heading']}." if context["asked"].is_enough else ""


def query_of(asked: Chosen) -> str:
    """The countries as an address names them, in one order."""
    return "&".join(f"country={country.slug}" for country in asked.countries)


def drawn(asked: Chosen, comparison: Comparison) -> charts.Chart:
    """The years of the countries on one axis."""
    filters = charts.Filters(query_of(asked), f"Country: {asked.in_words}")
    if comparison.is_cut:
        return charts.too_many(COMPARED, filters)
    bands = [
        Band(
            str(country),
            {
                kind: dated
                for kind in COMPARED.kinds
                if (dated := [record for record in comparison.records[country.pk].get(kind, []) if record.earliest])
            },
        )
        for country in asked.countries
    ]
    if not any(band.records for band in bands):
        return charts.Chart(COMPARED, None, "", filters)
    return charts.Chart(COMPARED, draw(bands), "", filters, draw_narrow(bands))
