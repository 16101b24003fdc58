"""The dossier of a country, and the page of a topic: all that the report holds of it, kind by kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.views.generic import DetailView
from msgspec import Struct

from records import charts
from records.citations.views import citation_and_corrections
from records.kinds import LIST_TITLES, NAMES, RECORD_KINDS
from records.lists import tables
from records.lists.dossier import figures_in
from records.lists.files import listings_of
from records.lists.measures import figures_of
from records.lists.record_table import RecordTable
from records.models import Country, Event, Tally, Topic
from records.views.base import rows_for
from records.views.past import PastView
from records.views.timeline import TimelineView


class InList(Struct, frozen=True):
    """A list of the portal, narrowed to the country or topic: how many records that leaves, and its address."""

    title: str
    count: int
    address: str


class DossierView(PastView, DetailView):
    """Everything that refers to a country or a topic: a picture over the years, then a table a kind."""

    # The name of the lists' filter, and of the tallies' facet.
    parameter: ClassVar[str]

    def referring(self, records: Any) -> Any:
        """Those of ``records`` that refer to it."""
        raise NotImplementedError

    def get_object(self, queryset: Any = None) -> Any:
        return self.past.record if self.past else super().get_object(queryset)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = citation_and_corrections(self.request, self.object, self.past)
        return super().get_context_data(**said, **({} if said["alone"] else self.among_others()), **kwargs)

    def among_others(self) -> dict[str, Any]:
        """All that refers to it."""
        query = f"{self.parameter}={self.object.slug}"
        counts = Tally.objects.by_kind(self.parameter, [self.object.pk])
        found = tables.of_all_kinds(self.referring, counts, query)
        filters = charts.Filters(query, f"{self.parameter.capitalize()}: {self.object}")
        lanes = self.lanes(counts, rows_for([charts.LANES], found), filters)
        return {
            "tables": found,
            # The timeline, narrowed to the same, shows the same picture.
            "charts": TimelineView.cited_charts(self.request, lanes, TimelineView.state()),
            "lists": list(in_lists(found, query)),
            "timeline_address": f"{reverse('event-list')}?{query}",
            "search_address": f"{reverse('search')}?{query}",
        }

    def lanes(
        self, counts: dict[str, int], at_hand: dict[Any, list[Any]], filters: charts.Filters
    ) -> list[charts.Chart]:
        """The picture over the years of all that refers to it, which is so many of each kind; some are ``at_hand``."""
        drawn = {kind: counts.get(NAMES[kind], 0) for kind in charts.LANES.kinds}
        if sum(drawn.values()) > charts.LANES.most:
            return [charts.too_many(charts.LANES, filters)]
        matching = {kind: self.referring(kind.objects.all()) if count else [] for kind, count in drawn.items()}
        return charts.draw_charts((charts.LANES,), matching | at_hand, filters)


def in_lists(found: list[RecordTable], query: str) -> Iterator[InList]:
    """Every list of records in the report's order, also those that hold nothing of it."""
    counts: dict[str, int] = {}
    for table in found:
        name = table._meta.model.url_name
        counts[name] = counts.get(name, 0) + table.match_count
    for name in dict.fromkeys(kind.url_name for kind in RECORD_KINDS):
        if name != Event.url_name:
            yield InList(LIST_TITLES[name], counts.get(name, 0), f"{reverse(f'{name}-list')}?{query}")


class CountryDetailView(DossierView):
    """A country's dossier."""

    model = Country
    kinds = (Country,)
    parameter = "country"

    def referring(self, records: Any) -> Any:
        return records.concerning([self.object])

    def among_others(self) -> dict[str, Any]:
        found = super().among_others()
        rows = sum(table.match_count * len(figures_in(table._meta.model)) for table in found["tables"])
        asked = QueryDict(f"country={self.object.slug}")
        return {
            **found,
            "figures": figures_of(self.object),
            "dossier": listings_of("dossiers", f"The dossier of {self.object}", rows, asked),
        }


class TopicDetailView(DossierView):
    """A topic's page."""

    model = Topic
    kinds = (Topic,)
    parameter = "topic"

    def referring(self, records: Any) -> Any:
        return records.tagged([self.object])
