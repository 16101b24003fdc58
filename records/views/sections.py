"""The report's outline, and the page of each section."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, QueryDict
from django.views.generic import TemplateView

from records import charts
from records.citations.views import citation_and_corrections
from records.kinds import with_record_count
from records.lists.files import listings_of
from records.lists.filter_sets import WordsFilterSet
from records.lists.parts import files_beneath, parts_of, with_files
from records.metadata.canonical import Parameters
from records.models import Addressed, Section, Tally
from records.models.state import kept_by_state
from records.outline import Outline
from records.views import kinds
from records.views.base import FilteredView
from records.views.past import PastView

# The parameter that asks for a section with all that stands below it, to be printed.
WHOLE = "print"


@kept_by_state()
def counted_outline() -> Outline:
    """The outline, with the number of records of each section, kept for each state of the records."""
    return Outline(with_record_count(Section.objects.all(), Tally.Facet.SECTION))


class SectionListView(FilteredView):
    """The report's outline as a tree, or the sections in whose text the words stand."""

    template_name = "records/section_list.html"
    url_name = "section-list"
    title = "Sections"
    card = "sections"
    place = "contents page and attached tables"
    noun = "section"
    introduction = (
        "The report’s own outline, with the page that its contents page gives and the number of records cut from each "
        "section."
    )
    filterset_class = WordsFilterSet

    @classmethod
    def kinds_shown(cls) -> Iterable[type[Addressed]]:
        return [Section]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        outline = counted_outline()
        filterset = self.filterset_class(self.request.GET, queryset=Section.objects.all())
        found = filterset.matching(Section.objects.all()) if filterset.chips else Section.objects.none()
        matching = [outline.by_slug[slug] for slug in found.values_list("slug", flat=True)]
        match_count = len(matching) if filterset.chips else len(outline.sections)
        return super().get_context_data(
            outline=outline,
            filterset=filterset,
            sections=matching,
            tables=listings_of("sections", self.title, match_count, filterset.asked),
            match_count=match_count,
            total_count=len(outline.sections),
            **kwargs,
        )


class SectionDetailView(PastView, TemplateView):
    """A section: its summary, its records, what stands below it, before it and after it."""

    template_name = "records/section_detail.html"
    kinds = (Section,)

    def heeded(self, query: QueryDict, **kwargs: Any) -> Parameters | None:
        """Its day, and whether it asks for the whole section: by the name alone, as it has no value."""
        heeded = super().heeded(query, **kwargs)
        return [*heeded, (WHOLE, "")] if heeded is not None and WHOLE in query else heeded

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        outline = counted_outline()
        section = self.past.record if self.past else outline.by_slug.get(self.kwargs["slug"])
        if section is None:
            raise Http404("The report has no such section.")
        said = citation_and_corrections(self.request, section, self.past)
        among_others = {} if said["alone"] else self.among_others(section, outline)
        return super().get_context_data(**said, **among_others, outline=outline, section=section, **kwargs)

    def shown(self, context: dict[str, Any]) -> Section:
        section: Section = context["section"]
        return section

    def among_others(self, section: Section, outline: Outline) -> dict[str, Any]:
        """What stands below it, before it and after it, and its records."""
        before, after = outline.neighbours(section)
        whole = WHOLE in self.request.GET
        parts = parts_of(section, outline, whole=whole)
        has_parts = len(parts) > 1
        return {
            "children": outline.children(section),
            "attached_tables": outline.tables_of(section),
            "whole": whole,
            "is_cut": any(part.is_cut for part in parts),
            "parts": [part for part in parts if whole or part.tables] if whole or has_parts else [],
            "tables": files_beneath(section, parts) if has_parts else with_files(parts[0]),
            "charts": self.charts_of(section, outline) if whole else [],
            "before": before,
            "after": after,
        }

    def charts_of(self, section: Section, outline: Outline) -> list[charts.Chart]:
        """The pictures of all that stands in the section and below it."""
        places = outline.subtree(section)
        filters = charts.Filters(f"section={section.slug}", f"Section: {section}")
        found: list[charts.Chart] = []
        for view in kinds.CHARTED_VIEWS:
            shown = {kind for chart_type in view.chart_types for kind in chart_type.kinds}
            matching = {kind: kind.objects.in_sections(places) for kind in shown}
            found += charts.draw_charts(view.chart_types, matching, filters)
        return found
