"""The fields of each kind of record as data, in the report's order of kinds; every format is made of these.

A field's description is the help text of the model's field. A unit stands where a number has one.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Field
from rest_framework import serializers

from records.api.fields import (
    AddressField,
    Alpha3Field,
    ApiAddressField,
    AsPrintedField,
    CountedField,
    KindField,
    LabelField,
    ShareField,
)
from records.api.lean import LeanSerializer
from records.api.references import CountryReference, SectionReference, TopicReference
from records.lists.dossier import FIGURES
from records.lists.measures import MEASURES
from records.models import (
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    Country,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    Meeting,
    Membership,
    PeacekeepingMission,
    PrintedFigure,
    Section,
    Term,
    Topic,
    TrainingCourse,
    Treaty,
)

FIRST = ("kind", "slug", "label", "address", "api_address")
PLACE = ("section", "locator", "position")
DATE = ("date", "date_in_words", "earliest", "latest", "fiscal_years")
LAST = ("topics", "as_printed")


class AddressedSerializer(LeanSerializer):
    """What everything with an address has."""

    # The units of those fields that are numbers of something.
    units: ClassVar[dict[str, str]] = {}

    kind = KindField()
    label = LabelField()
    address = AddressField()
    api_address = ApiAddressField()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Each is described as the model of its kind is."""
        super().__init_subclass__(**kwargs)
        if model := getattr(getattr(cls, "Meta", None), "model", None):
            cls.__doc__ = model.__doc__

    def get_fields(self) -> dict[str, serializers.Field]:
        """The fields; those declared here are described, and may be null, as those of the model that they stand for."""
        fields: dict[str, serializers.Field] = super().get_fields()
        known = {field.name: field for field in self.Meta.model._meta.get_fields() if isinstance(field, Field)}
        for name, field in fields.items():
            if of_model := known.get(name):
                field.help_text = field.help_text or of_model.help_text
                field.allow_null = of_model.null
        return fields


class PlacedSerializer(AddressedSerializer):
    """What stands at one place of the report."""

    section = SectionReference()
    topics = TopicReference(many=True)
    as_printed = AsPrintedField()


class DatedSerializer(PlacedSerializer):
    """A record with a date as the report gives it, and the days that it may mean."""

    date_in_words = serializers.CharField(help_text="The date as a reader says it.")


class CountrySerializer(AddressedSerializer):
    alpha_2 = serializers.CharField(source="iso_code", help_text="ISO 3166-1 alpha-2, such as TH.")
    alpha_3 = Alpha3Field()
    numeric = serializers.CharField(source="iso_numeric", help_text="ISO 3166-1 numeric: three digits, such as 764.")
    region_label = serializers.CharField(source="get_region_display", help_text="The region in words.")
    printed_names = serializers.ListField(child=serializers.CharField())
    experts = CountedField("experts")
    courses = CountedField("courses")
    projects = CountedField("projects")
    relief = CountedField("relief")
    peacekeeping = CountedField("peacekeeping")
    memberships = CountedField("memberships")
    meetings = CountedField("meetings")
    treaties = CountedField("treaties")
    visitors = CountedField("visitors")
    visits = CountedField("visits")
    events = CountedField("events")
    record_count = serializers.IntegerField(help_text="How many records of all kinds concern it.")

    units = {measure.name: measure.unit for measure in MEASURES} | {"record_count": "records"}

    class Meta:
        model = Country
        fields = (
            *(*FIRST, "name", "alpha_2", "alpha_3", "numeric", "region", "region_label", "printed_names"),
            *(*(measure.name for measure in MEASURES), "record_count"),
        )


class TopicSerializer(AddressedSerializer):
    record_count = serializers.IntegerField(help_text="How many records of all kinds carry it.")

    units = {"record_count": "records"}

    class Meta:
        model = Topic
        fields = (*FIRST, "name", "description", "record_count")


class SectionSerializer(AddressedSerializer):
    parent = SectionReference()
    cited_in = SectionReference()
    as_printed = AsPrintedField()
    record_count = serializers.IntegerField(help_text="How many records stand in the section itself.")

    units = {"record_count": "records"}

    class Meta:
        model = Section
        fields = (
            *(*FIRST, "number", "title", "parent", "cited_in", "position", "page"),
            *("summary", "record_count", "as_printed"),
        )


class ExpertDispatchSerializer(PlacedSerializer):
    country = CountryReference()
    units = FIGURES[ExpertDispatch]

    class Meta:
        model = ExpertDispatch
        fields = (*FIRST, *PLACE, "country", "long_term", "short_term", "total", *LAST)


class ExpertFieldSerializer(PlacedSerializer):
    units = FIGURES[ExpertDispatch]

    class Meta:
        model = ExpertField
        fields = (*FIRST, *PLACE, "field", "long_term", "short_term", "total", *LAST)


class TrainingCourseSerializer(DatedSerializer):
    category_label = serializers.CharField(source="get_category_display", help_text="The category in words.")
    countries = CountryReference(many=True)

    class Meta:
        model = TrainingCourse
        fields = (*FIRST, *PLACE, "name", "category", "category_label", "successor_to", *DATE, "countries", *LAST)


class CooperationProjectSerializer(DatedSerializer):
    countries = CountryReference(many=True)

    class Meta:
        model = CooperationProject
        fields = (*FIRST, *PLACE, "letter", "name", "summary", *DATE, "countries", *LAST)


class DisasterReliefMissionSerializer(DatedSerializer):
    country = CountryReference()
    units = FIGURES[DisasterReliefMission]

    class Meta:
        model = DisasterReliefMission
        fields = (*FIRST, *PLACE, "country", "type_of_disaster", *DATE, "personnel", *LAST)


class PeacekeepingMissionSerializer(DatedSerializer):
    country = CountryReference()
    units = FIGURES[PeacekeepingMission]

    class Meta:
        model = PeacekeepingMission
        fields = (*FIRST, *PLACE, "country", *DATE, "personnel", *LAST)


class MembershipSerializer(DatedSerializer):
    body_label = serializers.CharField(source="get_body_display", help_text="The body in words.")
    country = CountryReference()

    class Meta:
        model = Membership
        fields = (*FIRST, *PLACE, "body", "body_label", "member", "is_organization", "country", *DATE, *LAST)


class MeetingSerializer(DatedSerializer):
    forum_label = serializers.CharField(source="get_forum_display", help_text="The forum in words.")
    country = CountryReference()

    class Meta:
        model = Meeting
        fields = (
            *FIRST,
            *PLACE,
            "forum",
            "forum_label",
            "round",
            *DATE,
            "venue",
            "country",
            "agenda",
            "documentary_product",
            *LAST,
        )


class TreatySerializer(DatedSerializer):
    treaty_kind_label = serializers.CharField(source="get_treaty_kind_display", help_text="The kind in words.")
    action_label = serializers.CharField(source="get_action_display", help_text="The action in words.")
    countries = CountryReference(many=True)

    class Meta:
        model = Treaty
        fields = (
            *FIRST,
            *PLACE,
            "name",
            "short_name",
            "treaty_kind",
            "treaty_kind_label",
            "action",
            "action_label",
            *DATE,
            "countries",
            *LAST,
        )


class AssistanceYearSerializer(PlacedSerializer):
    units = {
        "cases": "cases",
        "cases_change": "cases",
        "persons": "persons",
        "persons_change": "persons",
        "countries_count": "countries and territories",
    }

    class Meta:
        model = AssistanceYear
        fields = (
            *FIRST,
            *PLACE,
            "year",
            "cases",
            "cases_change",
            "persons",
            "persons_change",
            "countries_count",
            *LAST,
        )


class AssistanceByRegionSerializer(PlacedSerializer):
    share = ShareField(max_digits=4, decimal_places=1, min_value=0, max_value=100)
    units = {"persons": "persons", "share": "percent"}

    class Meta:
        model = AssistanceByRegion
        fields = (*FIRST, *PLACE, "region", "year", "persons", "share", *LAST)


class AssistanceByCountrySerializer(PlacedSerializer):
    country = CountryReference()
    units = FIGURES[AssistanceByCountry]

    class Meta:
        model = AssistanceByCountry
        fields = (*FIRST, *PLACE, "name", "country", "year", "persons", *LAST)


class CourtesyVisitSerializer(DatedSerializer):
    country = CountryReference()

    class Meta:
        model = CourtesyVisit
        fields = (*FIRST, *PLACE, *DATE, "visitor", "country", "occasion", *LAST)


class EventSerializer(DatedSerializer):
    countries = CountryReference(many=True)

    class Meta:
        model = Event
        fields = (*FIRST, *PLACE, *DATE, "title", "text", "countries", *LAST)


class PrintedFigureSerializer(PlacedSerializer):
    table_label = serializers.CharField(source="get_table_display", help_text="The table in words.")

    class Meta:
        model = PrintedFigure
        fields = (*FIRST, *PLACE, "table", "table_label", "column", "value", *LAST)


class TermSerializer(PlacedSerializer):
    term_kind_label = serializers.CharField(source="get_term_kind_display", help_text="The kind in words.")
    variants = serializers.ListField(child=serializers.CharField())
    synonyms = serializers.ListField(child=serializers.CharField())
    country = CountryReference()

    class Meta:
        model = Term
        fields = (
            *FIRST,
            *PLACE,
            "term",
            "term_kind",
            "term_kind_label",
            "language",
            "meaning",
            "given_by",
            "variants",
            "synonyms",
            "country",
            *LAST,
        )


def component_of(serializer_class: type[serializers.Serializer]) -> str:
    """The name under which the description holds what a serializer gives."""
    return serializer_class.__name__.removesuffix("Serializer")
