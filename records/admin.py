"""The admin, where editors correct the records. The kinds stand in the report's order."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.db.models import Max
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from records.corrections.admin import CorrectionAdmin
from records.models import (
    Addressed,
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    Country,
    CourtesyVisit,
    Dated,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    Meeting,
    Membership,
    PeacekeepingMission,
    Placed,
    PrintedFigure,
    Section,
    Term,
    Topic,
    TrainingCourse,
    Treaty,
)

admin.site.site_header = "Progress of International Cooperation and Exchange to 2003"
admin.site.site_title = "Editing the report’s records"
admin.site.index_title = "The records, to be corrected"

COUNTRY_NAMES = ("country__name", "country__printed_names")

LONG = 80

Fields = tuple[str | tuple[str, ...], ...]


class LinesField(forms.CharField):
    """Text of several lines; browsers end them with CR LF, the records and the fixtures with LF."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class AddressedAdmin(CorrectionAdmin):
    """What all kinds share: what fixes a record's address and place can be given once and not changed afterwards."""

    fixed: tuple[str, ...] = ("slug",)
    formfield_overrides = {models.TextField: {"form_class": LinesField, "widget": AdminTextareaWidget}}
    list_per_page = 50
    search_help_text = "Words that stand in a record."

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        # A name of a line's length is to be read whole while it is corrected.
        if field and isinstance(db_field, models.CharField) and (db_field.max_length or 0) > LONG:
            field.widget.attrs["class"] = "vLargeTextField"
        if field and isinstance(db_field, models.ForeignKey) and field.required:
            # A list to type in has no empty choice, without which HTML lets none be "required".
            field.widget.use_required_attribute = lambda initial: False
            field.widget.attrs["aria-required"] = "true"
        return field

    def get_readonly_fields(self, request: HttpRequest, obj: Addressed | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, *(self.fixed if obj else ()))

    @admin.display(description="as printed")
    def printed_row(self, obj: Any) -> SafeString:
        """The printed row as a small table."""
        head, none = '<th scope="row">{}</th>', SafeString("<td></td>")
        rows = ((format_html(head, header) if header else none, linebreaksbr(cell)) for header, cell in obj.as_printed)
        cells = format_html_join("", "<tr>{}<td>{}</td></tr>", rows)
        return format_html("<table>{}</table>", cells) if cells else SafeString("Only running text tells it.")


class RecordAdmin(AddressedAdmin):
    """A kind of record: its printed row and its facts, then what it concerns, then its place in the report."""

    facts: Fields = ()
    fixed = ("slug", "locator", "position", "printed_row")
    list_select_related = ["section"]

    def get_fieldsets(self, request: HttpRequest, obj: Addressed | None = None) -> list[Any]:
        concerns = [name for name in (self.model.country_lookup, "topics") if name]
        printed = "printed_row" if obj else "as_printed"
        return [
            (None, {"fields": (printed, *self.facts)}),
            ("Countries and topics" if len(concerns) > 1 else "Topics", {"fields": concerns}),
            (
                "Where it stands in the report",
                {
                    "fields": ("section", "locator", "position", "slug"),
                    "description": "A correction changes the facts above. The row as printed stays as it is.",
                },
            ),
        ]

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return tuple(name for name in ("section", self.model.country_lookup, "topics") if name)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        last = self.model.objects.aggregate(last=Max("position"))["last"] or 0
        return {"position": last + 1, **super().get_changeform_initial_data(request)}

    @admin.display(description="in the report", ordering="position")
    def place(self, obj: Placed) -> str:
        return obj.locator


class CountryRecordAdmin(RecordAdmin):
    """A kind whose records concern one country each."""

    list_select_related = ["section", "country"]


class DatedAdmin(RecordAdmin):
    """A kind whose records have a date."""

    DATE: Fields = (("date", "fiscal_years"), ("earliest", "latest"))
    readonly_fields = ("earliest", "latest")

    @admin.display(description="date", ordering="earliest")
    def when(self, obj: Dated) -> str:
        return obj.date_in_words


class DatedCountryRecordAdmin(DatedAdmin, CountryRecordAdmin):
    """A kind whose records have a date and concern one country each."""


# What the records refer to


@admin.register(Section)
class SectionAdmin(AddressedAdmin):
    fixed = ("slug", "number", "position", "printed_row")
    list_display = ("number", "title", "page")
    search_fields = ("number", "title")
    list_select_related = ("parent", "cited_in")
    autocomplete_fields = ("parent", "cited_in")

    def get_fieldsets(self, request: HttpRequest, obj: Addressed | None = None) -> list[Any]:
        printed = "printed_row" if obj else "as_printed"
        place = ("parent", "cited_in", "position", "slug")
        return [
            (None, {"fields": (printed, "number", "title", "summary", "page")}),
            ("Where it stands in the report", {"fields": place}),
        ]


@admin.register(Country)
class CountryAdmin(AddressedAdmin):
    fields = ("name", "iso_code", "iso_numeric", "region", "printed_names", "slug")
    list_display = ("name", "iso_code", "region", "printed_as")
    search_fields = ("name", "printed_names", "=iso_code")


@admin.register(Topic)
class TopicAdmin(AddressedAdmin):
    fields = ("name", "description", "slug")
    list_display = ("name", "description")
    search_fields = ("name", "description")


# Section 2


@admin.register(ExpertDispatch)
class ExpertDispatchAdmin(CountryRecordAdmin):
    facts = ("long_term", "short_term", "total")
    list_display = ("country", "long_term", "short_term", "total", "place")
    list_filter = ("topics",)
    search_fields = COUNTRY_NAMES


@admin.register(ExpertField)
class ExpertFieldAdmin(RecordAdmin):
    facts = ("field", "long_term", "short_term", "total")
    list_display = ("field", "long_term", "short_term", "total", "place")
    list_filter = ("topics",)
    search_fields = ("field",)


@admin.register(TrainingCourse)
class TrainingCourseAdmin(DatedAdmin):
    facts = ("name", "category", *DatedAdmin.DATE, "successor_to")
    list_display = ("name", "category", "when", "place")
    list_filter = ("category", "topics")
    search_fields = ("name", "successor_to", "countries__name")


@admin.register(CooperationProject)
class CooperationProjectAdmin(DatedAdmin):
    facts = ("name", "letter", *DatedAdmin.DATE, "summary")
    list_display = ("name", "letter", "when", "place")
    list_filter = ("topics",)
    search_fields = ("name", "summary", "countries__name")


@admin.register(DisasterReliefMission)
class DisasterReliefMissionAdmin(DatedCountryRecordAdmin):
    facts = ("type_of_disaster", *DatedAdmin.DATE, "personnel")
    list_display = ("country", "type_of_disaster", "when", "personnel", "place")
    list_filter = ("type_of_disaster", "topics")
    search_fields = (*COUNTRY_NAMES, "type_of_disaster")


@admin.register(PeacekeepingMission)
class PeacekeepingMissionAdmin(DatedCountryRecordAdmin):
    facts = (*DatedAdmin.DATE, "personnel")
    list_display = ("country", "when", "personnel", "place")
    list_filter = ("topics",)
    search_fields = COUNTRY_NAMES


# Section 3


@admin.register(Membership)
class MembershipAdmin(DatedCountryRecordAdmin):
    facts = ("body", "member", "is_organization", *DatedAdmin.DATE)
    list_display = ("member", "body", "is_organization", "when", "place")
    list_filter = ("body", "is_organization")
    search_fields = ("member", *COUNTRY_NAMES)


@admin.register(Meeting)
class MeetingAdmin(DatedCountryRecordAdmin):
    facts = ("forum", "round", *DatedAdmin.DATE, "venue", "agenda", "documentary_product")
    list_display = ("place", "forum", "round", "when", "venue")
    list_filter = ("forum", "topics", "country")
    search_fields = ("venue", "agenda", "documentary_product", *COUNTRY_NAMES)


# Section 4


@admin.register(Treaty)
class TreatyAdmin(DatedAdmin):
    facts = ("name", "short_name", "treaty_kind", "action", *DatedAdmin.DATE)
    list_display = ("name", "treaty_kind", "action", "when", "place")
    list_filter = ("treaty_kind", "action", "topics", "countries")
    search_fields = ("name", "short_name")


# Section 5


@admin.register(AssistanceYear)
class AssistanceYearAdmin(RecordAdmin):
    facts = ("year", ("cases", "cases_change"), ("persons", "persons_change"), "countries_count")
    list_display = ("year", "cases", "persons", "countries_count", "place")
    search_fields = ("=year",)


@admin.register(AssistanceByRegion)
class AssistanceByRegionAdmin(RecordAdmin):
    facts = ("region", "year", "persons", "share")
    list_display = ("__str__", "persons", "share", "place")
    list_filter = ("year", "region")
    search_fields = ("region", "=year")


@admin.register(AssistanceByCountry)
class AssistanceByCountryAdmin(CountryRecordAdmin):
    facts = ("name", "year", "persons")
    list_display = ("__str__", "persons", "place")
    list_filter = ("year", "country")
    search_fields = ("name", "=year", *COUNTRY_NAMES)


@admin.register(CourtesyVisit)
class CourtesyVisitAdmin(DatedCountryRecordAdmin):
    facts = ("visitor", "occasion", *DatedAdmin.DATE)
    list_display = ("visitor", "when", "country", "place")
    list_filter = ("country",)
    search_fields = ("visitor", "occasion", *COUNTRY_NAMES)


# All sections


@admin.register(Event)
class EventAdmin(DatedAdmin):
    facts = ("title", *DatedAdmin.DATE, "text")
    list_display = ("title", "when", "place")
    list_filter = (("section", admin.RelatedOnlyFieldListFilter), "topics", "countries")
    search_fields = ("title", "text", "countries__name")


@admin.register(PrintedFigure)
class PrintedFigureAdmin(RecordAdmin):
    facts = ("table", "column", "value")
    list_display = ("table", "column", "value", "place")
    list_filter = ("table",)
    search_fields = ("column", "locator")


@admin.register(Term)
class TermAdmin(CountryRecordAdmin):
    facts = ("term", ("term_kind", "language"), "meaning", "given_by", "variants", "synonyms")
    list_display = ("term", "meaning", "term_kind", "place")
    list_filter = ("term_kind", "given_by", "topics")
    search_fields = ("term", "meaning", "variants", "synonyms")
    ordering = ("position", "pk")
