"""The figures of the reconciliation as data: what is printed and where, beside what its rows give."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from records.api.answering import InterfaceViewSet
from records.api.fields import AddressField, ApiAddressField, KindField, LabelField
from records.api.references import SectionReference
from records.lists.filter_sets import WordsFilterSet
from records.reconciliation import Figure, Verdict
from records.reconciliation.filters import FigureFilterSet
from records.reconciliation.remembering import Reconciliation, reconciliation
from records.wording import short


class RowReference(serializers.Serializer):
    """A record that a figure is recomputed from, or that holds the printed value."""

    parts = ("kind", "slug")

    kind = KindField()
    slug = serializers.CharField(help_text="The last part of its address.")
    label = LabelField()
    address = AddressField()
    api_address = ApiAddressField()


class FigureAddressField(AddressField):
    """The address of the figure's own page."""

    def path_of(self, record: Any) -> str:
        return str(record.get_absolute_url())


class FigureApiAddressField(AddressField):
    """The address of the figure in this interface."""

    def path_of(self, record: Any) -> str:
        return reverse("api:reconciliation-detail", args=[record.slug])


@extend_schema_field(SectionReference())
class FigureSectionField(serializers.Field):
    """The section that prints a figure, which knows no more of it than its slug."""

    shape = SectionReference()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, allow_null=True, **kwargs)

    def to_representation(self, figure: Figure) -> Any:
        section = self.context["report"].outline.by_slug.get(figure.section)
        return SectionReference(section, context=self.context).data if section else None


class FigureSerializer(serializers.Serializer):
    """A figure that the report prints, recomputed."""

    slug = serializers.CharField(help_text="The last part of its address. It never changes.")
    what = serializers.CharField(help_text="What is counted, dated or said, in a few words.")
    address = FigureAddressField()
    api_address = FigureApiAddressField(help_text="The address at which this figure is had as JSON.")
    section = FigureSectionField(help_text="The section that prints it; null for the cover.")
    locator = serializers.CharField(help_text="Where exactly the value is printed: “Attached Table 4, row 21”.")
    printed_in = RowReference(allow_null=True, help_text="The record that holds the printed value, where one does.")
    printed = serializers.CharField(
        help_text="The printed value to the letter; words left out of running text are marked by “…”."
    )
    recomputed = serializers.CharField(
        source="finding.recomputed", help_text="What the rows give, in words or digits; empty where they give nothing."
    )
    difference = serializers.CharField(
        source="finding.difference",
        help_text="How far the recomputed value lies from the printed one, such as “−1” or “2 years later”; "
        "a number is recomputed less printed. Empty where they agree or cannot be compared.",
    )
    verdict = serializers.ChoiceField(
        source="finding.verdict.value", choices=Verdict.choices, help_text="What comes of recomputing it."
    )
    verdict_label = serializers.CharField(source="finding.verdict.label", help_text="The verdict in words.")
    rule = serializers.CharField(help_text="How it is recomputed, in words.")
    note = serializers.SerializerMethodField(help_text="What to know where the two do not agree; else empty.")
    caveat = serializers.CharField(help_text="What to know whatever the verdict is.")
    rows = RowReference(many=True, help_text="The records that it is recomputed from, in the report's order.")

    def get_note(self, figure: Figure) -> str:
        return "" if figure.finding.verdict == Verdict.AGREES else figure.note


class FigureViewSet(InterfaceViewSet):
    """The totals, changes, percentages, counts, titles and dates that the report prints, beside what its rows give."""

    public_name = "reconciliation"
    title = "Reconciled figures"
    lookup_field = "slug"
    serializer_class = FigureSerializer
    filterset_class = FigureFilterSet
    tag = "Reconciliation"

    @cached_property
    def reconciled(self) -> Reconciliation:
        """The reconciliation, asked for once for the whole answer."""
        return reconciliation()

    def context_under(self, origin: str) -> dict[str, Any]:
        return {**super().context_under(origin), "report": self.reconciled.report}

    @classmethod
    def page_address(cls) -> str:
        return reverse("reconciliation")

    def count(self) -> int:
        return len(self.reconciled.figures)

    def first(self) -> Figure | None:
        return next(iter(self.reconciled.figures), None)

    def filtered_by(self, query: QueryDict) -> WordsFilterSet:
        return FigureFilterSet(query, figures=self.reconciled.figures, outline=self.reconciled.report.outline)

    def matching(self, filterset: Any) -> list[Figure]:
        found: list[Figure] = filterset.matching_figures()
        return found

    def found(self, key: str) -> Figure | None:
        return self.reconciled.called(key)

    def missing(self, key: str) -> HttpResponseBase:
        raise Http404(f"There is no figure “{short(key)}”.")
