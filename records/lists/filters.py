"""The filters of every list: plain query parameters, checked, answered with a reason where they do not fit.

One filter set serves one page. A page of several kinds applies it to each kind's records in turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils.functional import cached_property

from records.former_addresses import former_slugs
from records.kinds import DATED_KINDS, NAMES, TITLES
from records.lists.paging import address_with
from records.models import (
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    Country,
    CourtesyVisit,
    DisasterReliefMission,
    ExpertDispatch,
    ExpertField,
    Meeting,
    Membership,
    PeacekeepingMission,
    Record,
    Section,
    Topic,
    TrainingCourse,
    Treaty,
)
from records.outline import Outline
from records.wording import short

Records = QuerySet[Any]


class OneChoiceField(forms.ChoiceField):
    """A choice that says what it may be when it is none of these."""

    def __init__(self, *, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        self.labels = dict(choices)
        super().__init__(choices=[("", "Any"), *self.labels.items()], **kwargs)

    def validate(self, value: Any) -> None:
        if value and value not in self.labels:
            known = ", ".join(self.labels)
            raise ValidationError(f"“{short(value)}” is none of: {known}.")


class ChoiceFilter(django_filters.Filter):
    """One of a kind's own choices."""

    field_class = OneChoiceField


class YearFilter(django_filters.Filter):
    """A calendar year, in a plain text field, which keeps also what is no number for the visitor to mend."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs: Any) -> None:
        message = "A year is a whole number from 1 to 9999."
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), message)
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=1, max_value=9999, error_messages=messages, widget=widget, **kwargs)


class ReferencesField(forms.MultipleChoiceField):
    """Any number of countries, topics or sections by their slugs; becomes the objects themselves.

    ``options`` holds every one that exists, marked ``used`` where a record of the page refers to it; only these are
    offered.
    """

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, options: Iterable[Any], noun: str, url_name: str, **kwargs: Any) -> None:
        self.options = {option.slug: option for option in options}
        self.noun = noun
        self.url_name = url_name
        # Those slugs of the address that were renamed, each with its slug of today.
        self.renamed: dict[str, str] = {}
        offered = [(slug, option) for slug, option in self.options.items() if option.used]
        super().__init__(choices=offered, **kwargs)

    def to_python(self, value: Any) -> list[str]:
        """The slugs of today: one from before a rename is followed, so that an old address keeps its filters."""
        slugs = super().to_python(value)
        unknown = [slug for slug in slugs if slug not in self.options]
        self.renamed = former_slugs(self.url_name, unknown) if unknown else {}
        return [self.renamed.get(slug, slug) for slug in slugs]

    def validate(self, value: list[str]) -> None:
        for slug in value:
            if slug not in self.options:
                raise ValidationError(f"The report has no {self.noun} “{short(slug)}”.")

    def clean(self, value: Any) -> list[Any]:
        return [self.options[slug] for slug in super().clean(value)]


class ReferencesFilter(django_filters.Filter):
    """Records that refer to any of the chosen countries, topics or sections."""

    field_class = ReferencesField
    refers_to: ClassVar[Any]

    @property
    def field(self) -> ReferencesField:
        if not hasattr(self, "_field"):
            noun = str(self.refers_to._meta.verbose_name)
            self._field = ReferencesField(
                options=self.options(), noun=noun, url_name=self.refers_to.url_name, label=self.label, required=False
            )
        return self._field

    def lookup(self, kind: type[Record]) -> str | None:
        """The field of ``kind`` that refers to the model; None where it has none."""
        raise NotImplementedError

    def options(self) -> Iterable[Any]:
        """All of the model, each marked ``used`` where a record of the page's kinds refers to it; one query."""
        used = Q()
        for kind in self.parent.kinds:
            if name := self.lookup(kind):
                used |= Q(Exists(kind.objects.order_by().filter(**{name: OuterRef("pk")})))
        if not used:
            used = Q(pk__in=[])
        return self.refers_to.objects.annotate(used=ExpressionWrapper(used, output_field=BooleanField()))


class CountryFilter(ReferencesFilter):
    """Records that concern any of the countries."""

    refers_to = Country

    def lookup(self, kind: type[Record]) -> str | None:
        return kind.country_lookup

    def filter(self, qs: Any, value: list[Country]) -> Records:
        return qs.concerning(value) if value else qs


class TopicFilter(ReferencesFilter):
    """Records tagged with any of the topics."""

    refers_to = Topic

    def lookup(self, kind: type[Record]) -> str:
        return "topics"

    def filter(self, qs: Any, value: list[Topic]) -> Records:
        return qs.tagged(value) if value else qs


class SectionFilter(ReferencesFilter):
    """Records of any of the sections, of what stands below them, and of the attached tables they refer to."""

    refers_to = Section

    def lookup(self, kind: type[Record]) -> str:
        return "section"

    def options(self) -> Iterable[Any]:
        self.outline = Outline(super().options())
        for section in self.outline.sections:
            section.used = any(below.used for below in self.outline.subtree(section))  # type: ignore[attr-defined]
        return self.outline.sections

    def filter(self, qs: Any, value: list[Section]) -> Records:
        if not value:
            return qs
        return qs.in_sections({below for section in value for below in self.outline.subtree(section)})


class FilterForm(forms.Form):
    """The form of every list: words and the kind's own filters before those that all lists share."""

    shared = ("year", "year_min", "year_max", "country", "topic", "section")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name not in self.shared), *self.shared])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("year_min"), cleaned.get("year_max")
        if first and last and first > last:
            self.add_error("year_max", f"The last year, {last}, comes before the first, {first}.")
        return cleaned


@dataclass(frozen=True)
class Chip:
    """One active filter, with the address that takes it away."""

    label: str
    value: str
    address: str
    error: str = ""


class WordsFilterSet(django_filters.FilterSet):
    """A list filtered by words alone; what every list does with its filters."""

    # What a year is matched with, for whoever fills in the form, in a sentence.
    year_help: ClassVar[str] = ""

    q = django_filters.CharFilter(label="Words", method="with_words", max_length=200)

    class Meta:
        form = FilterForm

    def with_words(self, records: Any, name: str, words: str) -> Records:
        return records.containing(words)

    def matching(self, records: Records) -> Records:
        """Those of ``records`` that the address asks for; none where it asks for what cannot be."""
        return self.filter_queryset(records) if self.is_valid() else records.none()

    @cached_property
    def chips(self) -> list[Chip]:
        """The active filters in the form's order, valid or not."""
        return list(self._chips())

    def _chips(self) -> Iterator[Chip]:
        for name, field in self.form.fields.items():
            error = " ".join(self.form.errors.get(name, []))
            for value in self.data.getlist(name):
                if value.strip():
                    others = [other for other in self.data.getlist(name) if other != value]
                    address = address_with(self.data, **{name: others})
                    yield Chip(str(field.label), self._said(field, value), address, error)

    def _said(self, field: forms.Field, value: str) -> str:
        if isinstance(field, ReferencesField):
            return str(field.options.get(field.renamed.get(value, value), short(value)))
        if isinstance(field, OneChoiceField):
            return str(field.labels.get(value, short(value)))
        return short(value)

    @property
    def sorting(self) -> list[tuple[str, str]]:
        """What the address says of sorting, which a new filter must not undo."""
        return [(name, value) for name, value in self.data.items() if name.endswith("sort")]

    @cached_property
    def address_without_filters(self) -> str:
        """The address that keeps the sorting and clears every filter."""
        return address_with(self.data, **dict.fromkeys(self.form.fields, ""))


class CountryFilterSet(WordsFilterSet):
    """Countries; a new filter keeps what the map above them shows."""

    @property
    def sorting(self) -> list[tuple[str, str]]:
        return [*super().sorting, *((name, value) for name, value in self.data.items() if name == "show")]


class RecordFilterSet(WordsFilterSet):
    """The filters that every list of records has: words, countries, topics, sections."""

    # The kinds of record on the page.
    kinds: ClassVar[tuple[type[Record], ...]] = ()

    country = CountryFilter(label="Country")
    topic = TopicFilter(label="Topic")
    section = SectionFilter(label="Section")


class DatedFilterSet(RecordFilterSet):
    """The filters of a list of records that have dates or years."""

    year_help = "A year is that of the date in the list."

    year = YearFilter(label="Year", method="in_year")
    year_min = YearFilter(label="From year", method="from_year")
    year_max = YearFilter(label="To year", method="to_year")

    def in_year(self, records: Any, name: str, year: int) -> Records:
        return records.in_years(year, year)

    def from_year(self, records: Any, name: str, year: int) -> Records:
        return records.in_years(year, None)

    def to_year(self, records: Any, name: str, year: int) -> Records:
        return records.in_years(None, year)


class ExpertFilterSet(RecordFilterSet):
    """Experts by country and by field; the report counts them over all years together."""

    kinds = (ExpertDispatch, ExpertField)
    by = ChoiceFilter(label="Counted by", choices=[("country", "Country"), ("field", "Field")], method="counted_by")

    def counted_by(self, records: Records, name: str, value: str) -> Records:
        return records if (records.model is ExpertDispatch) == (value == "country") else records.none()


class TrainingCourseFilterSet(DatedFilterSet):
    """Courses by list and by whether they go on."""

    kinds = (TrainingCourse,)
    year_help = "A year finds the courses held in it."
    category = ChoiceFilter(label="Category", choices=TrainingCourse.Category.choices)
    ongoing = ChoiceFilter(
        label="Ongoing", choices=[("true", "Still ongoing in the report"), ("false", "Ended")], method="by_ongoing"
    )

    def by_ongoing(self, records: Records, name: str, value: str) -> Records:
        return records.filter(latest__isnull=value == "true")


class CooperationProjectFilterSet(DatedFilterSet):
    """Projects."""

    kinds = (CooperationProject,)
    year_help = "A year finds the projects under way in it."


class MissionFilterSet(DatedFilterSet):
    """Disaster relief and peacekeeping."""

    kinds = (DisasterReliefMission, PeacekeepingMission)
    year_help = "A year finds the missions of it."
    type = ChoiceFilter(
        label="Type", choices=[("relief", "Disaster relief"), ("peacekeeping", "Peacekeeping (PKO)")], method="of_type"
    )

    def of_type(self, records: Records, name: str, value: str) -> Records:
        return records if (records.model is DisasterReliefMission) == (value == "relief") else records.none()


class MembershipFilterSet(DatedFilterSet):
    """Members by body."""

    kinds = (Membership,)
    year_help = "A year is that of the list of members."
    body = ChoiceFilter(label="Body", choices=Membership.Body.choices)


class MeetingFilterSet(DatedFilterSet):
    """Meetings by forum."""

    kinds = (Meeting,)
    forum = ChoiceFilter(label="Forum", choices=Meeting.Forum.choices)


class TreatyFilterSet(DatedFilterSet):
    """Treaties by kind and by what Japan did."""

    kinds = (Treaty,)
    year_help = "A year is that of the date in the table, of ratification or of signing."
    kind = ChoiceFilter(field_name="treaty_kind", label="Kind", choices=Treaty.Kind.choices)
    action = ChoiceFilter(label="Action", choices=Treaty.Action.choices)


class StatisticFilterSet(DatedFilterSet):
    """The visitor statistics by region."""

    kinds = (AssistanceYear, AssistanceByRegion, AssistanceByCountry)
    year_help = "A year is the calendar year counted."


class CourtesyVisitFilterSet(DatedFilterSet):
    """Major recipients of assistance."""

    kinds = (CourtesyVisit,)


class TimelineFilterSet(DatedFilterSet):
    """Dated records of every kind."""

    kinds = DATED_KINDS
    year_help = "A year finds all that its date touches."
    kind = ChoiceFilter(
        label="Kind", choices=[(NAMES[kind], TITLES[NAMES[kind]]) for kind in DATED_KINDS], method="of_kind"
    )

    def of_kind(self, records: Records, name: str, value: str) -> Records:
        return records if NAMES[records.model] == value else records.none()
