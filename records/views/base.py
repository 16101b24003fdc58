"""What the pages of a kind share: a list under its filters, and a record's own page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import Http404, QueryDict
from django.views.generic import DetailView

from npa_portal.addresses import address
from records import charts
from records.citations.pages import CitedPageView
from records.citations.views import citation_and_corrections
from records.kinds import LIST_TITLES
from records.lists.filter_sets import WordsFilterSet
from records.lists.matching import Whole, total_of
from records.lists.record_table import PivotTable, RecordTable, tell_corrections
from records.metadata.head import way_to
from records.models import Addressed, Placed
from records.reconciliation.corrected_cells import cell_checks
from records.reconciliation.remembering import reconciliation
from records.views.past import PastView
from records.views.reading import Read, read

# What hangs on other records, of one that is shown without them.
ALONE: dict[str, Any] = {"before": None, "after": None, "checks": ()}


class FilteredView(CitedPageView):
    """A page of a filter form, with the pictures of what its filters leave."""

    template_name = "records/record_list.html"
    filterset_class: ClassVar[type[WordsFilterSet]]
    # What is to be known of the rows, beneath them.
    note: ClassVar[str] = ""
    # The pictures above the records, drawn from the same ones.
    chart_types: ClassVar[tuple[charts.ChartType, ...]] = ()

    @property
    def parameter_names(self) -> Iterable[str]:
        return self.filterset_class.parameter_names()

    @classmethod
    def drawn_alone(cls, name: str, query: QueryDict) -> charts.Chart:
        """One of the view's charts, of what the filters in ``query`` leave."""
        chart_type = next(known for known in cls.chart_types if known.name == name)
        filterset = cls.filterset_class(query, queryset=chart_type.kinds[0].objects.all())
        matching = {kind: filterset.matching(kind.objects.all()) for kind in chart_type.kinds}
        return charts.draw_chart(chart_type, matching, said_of(filterset))


def said_of(filterset: WordsFilterSet) -> charts.Filters:
    """The filters as a chart names them."""
    if filterset.is_valid():
        return charts.Filters(filterset.query, filterset.in_words)
    query = filterset.data.copy()
    for name in query.keys() - filterset.form.fields.keys():
        del query[name]
    return charts.Filters(query.urlencode(), "; ".join(f"{chip.label}: {chip.value}" for chip in filterset.chips))


class RecordListView(FilteredView):
    """A list page: a filter form over one table, or over several kinds' tables one below the other."""

    table_classes: ClassVar[tuple[type[RecordTable], ...]]

    @property
    def parameter_names(self) -> Iterable[str]:
        of_tables = [name for table_class in self.table_classes for name in table_class.parameter_names()]
        return [*super().parameter_names, *of_tables]

    @classmethod
    def kinds_shown(cls) -> Iterable[type[Addressed]]:
        return [table_class._meta.model for table_class in cls.table_classes]

    def records_of(self, table_class: type[RecordTable]) -> Any:
        """The records that the table may show, before any filter."""
        return table_class.records()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET
        everything = {shown._meta.model: self.records_of(shown) for shown in self.table_classes}
        filterset = self.filterset_class(query, queryset=next(iter(everything.values())))
        matching = {kind: filterset.matching(records) for kind, records in everything.items()}
        found, notices = [], []
        for table_class in self.table_classes:
            kind = table_class._meta.model
            table = table_class(matching[kind])
            table.whole = Whole(everything[kind], filterset.matching, filterset.narrows, filterset.leaves_at_least)
            table.asked = filterset.asked
            notices += table.read_address(query)
            found.append(table)
        tell_corrections(found)
        match_count = sum(table.match_count for table in found)
        total_count = total_of(everything) if filterset.chips else match_count
        at_hand = matching | rows_for(self.chart_types, found)
        return super().get_context_data(
            filterset=filterset,
            charts=charts.draw_charts(self.chart_types, at_hand, said_of(filterset)),
            tables=[table for table in found if table.match_count],
            several_kinds=len(found) > 1,
            notices=list(dict.fromkeys(notices)),
            match_count=match_count,
            total_count=total_count,
            **kwargs,
        )


def rows_for(chart_types: Iterable[charts.ChartType], tables: Iterable[RecordTable]) -> dict[Any, Any]:
    """What charts show that the page has read, by kind, in the report's order; of too many, as many numbers."""
    charted = {kind for chart_type in chart_types for kind in chart_type.kinds}
    found = {}
    for table in tables:
        # The rows of a pivot are made of records.
        is_read = table._meta.model in charted and not isinstance(table, PivotTable)
        if is_read and len(table.rows_shown) == table.match_count:
            found[table._meta.model] = sorted(table.rows_shown, key=lambda row: (row.position, row.pk))
        elif is_read and table.match_count > (most := max(chart_type.most for chart_type in chart_types)):
            found[table._meta.model] = list(range(most + 1))
        elif is_read and (keys := getattr(table.paginator, "keys", None)):
            found[table._meta.model] = table._meta.model.objects.with_keys(keys)
    return found


class RecordDetailView(PastView, DetailView):
    """A record's own page. Kinds that share an address are tried one after the other."""

    template_engine = "fragments"
    kinds: ClassVar[tuple[type[Placed], ...]]

    # The record with what hangs on it; None where it is one of the past.
    read: Read | None = None

    def get_object(self, queryset: Any = None) -> Placed:
        if self.past:
            stood: Placed = self.past.record
            return stood
        self.read = read(self.kinds, self.kwargs["slug"])
        if self.read is None:
            raise Http404(f"There is no {self.kinds[0]._meta.verbose_name} at this address.")
        return self.read.record

    def get_template_names(self) -> list[str]:
        return [f"records/{self.object.url_name}.jinja"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object
        name, above = str(record), (LIST_TITLES[record.url_name], address(f"{record.url_name}-list"))
        said = citation_and_corrections(self.request, record, self.past, self.read)
        return super().get_context_data(
            **said,
            **ALONE | ({} if said["alone"] else self.among_others(record)),
            cell_checks=cell_checks(record, said["corrected"].values()),
            record=record,
            title=name,
            way=way_to(self.request.path, [above, (name, "")], self.absolute),
            **kwargs,
        )

    def among_others(self, record: Placed) -> dict[str, Any]:
        """What hangs on other records: those before and after it, and what is checked with it."""
        before, after = self.neighbours(record)
        return {"before": before, "after": after, "checks": reconciliation().figures_with(record)}

    def neighbours(self, record: Placed) -> tuple[Any, Any]:
        """The records of the kind before and after it in the report's order."""
        return self.read.neighbours() if self.read else type(record).objects.neighbours(record)
