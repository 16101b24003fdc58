"""The filters of every list, a set a page: which parameters it reads, and what they leave of its records.

A page of several kinds applies its set to each kind's records in turn.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters
from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from msgspec import Struct

from records.kinds import DATED_KINDS
from records.lists.dossier import COUNTRY_KINDS
from records.lists.filter_form import FilterForm, forms_kept
from records.lists.filters import (
    ChoiceFilter,
    CountryFilter,
    KindFilter,
    OneChoiceField,
    Records,
    ReferencesField,
    SectionFilter,
    TopicFilter,
    WordsFilter,
    YearFilter,
)
from records.lists.paging import address_with
from records.lists.smallest import FoundBySmallest
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
    Placed,
    Term,
    TrainingCourse,
    Treaty,
)
from records.wording import short


class Chip(Struct, frozen=True):
    """One active filter, with the address that takes it away."""

    label: str
    value: str
    address: str
    error: str = ""


class WordsFilterSet(django_filters.FilterSet):
    """A list filtered by words alone; what every list does with its filters."""

    # What a year is matched with, for whoever fills in the form, in a sentence.
    year_help: ClassVar[str] = ""

    q = WordsFilter(label="Words", method="with_words", max_length=200)

    class Meta:
        form = FilterForm

    def get_form_class(self) -> type[FilterForm]:
        """The form with its choices, the same for every request in one state of the records."""
        kept = forms_kept()
        if type(self) not in kept:
            kept[type(self)] = super().get_form_class()
        return kept[type(self)]

    @classmethod
    def parameter_names(cls) -> list[str]:
        """The parameters that it reads, in the form's order."""
        own = [name for name in cls.base_filters if name not in FilterForm.shared]
        return own + [name for name in FilterForm.shared if name in cls.base_filters]

    def with_words(self, records: Any, name: str, words: str) -> Records:
        return records.containing(words)

    def matching(self, records: Records) -> Records:
        """Those of ``records`` that the address asks for; none where it asks for what cannot be."""
        return self.filter_queryset(records) if self.is_valid() else records.none()

    def leaves_at_least(self, kind: type[Any]) -> int:
        """How many of the kind it leaves at least, where that is known before they are counted; else 0."""
        return 0

    @cached_property
    def asked(self) -> QueryDict:
        """What of the address filters, in the form's order and without what is empty."""
        asked = QueryDict(mutable=True)
        for name, field in self.form.fields.items():
            values = self.data.getlist(name)
            # Of a filter that has one value the last counts.
            heeded = values if isinstance(field, ReferencesField) else values[-1:]
            if kept := [value for value in heeded if value.strip()]:
                asked.setlist(name, kept)
        return asked

    @property
    def narrows(self) -> bool:
        """Whether it may leave anything out, or leaves nothing since it is asked for what cannot be."""
        return bool(self.asked) or not self.is_valid()

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

    @cached_property
    def settings(self) -> list[tuple[str, str]]:
        """What a valid address asks for, as the form understood it, each name with each value, in one order.

        None stands twice or is empty; a year is a number, and a record that was renamed has its slug of today.
        """
        return [(name, value) for name in self.form.fields for value in _values(self.form.cleaned_data.get(name))]

    @property
    def query(self) -> str:
        """The same as part of an address."""
        return urlencode(self.settings)

    @property
    def in_words(self) -> str:
        """The same as a reader says it: “Year: 2002; Action: Signed”."""
        fields = self.form.fields
        return "; ".join(f"{fields[name].label}: {self._said(fields[name], one, 200)}" for name, one in self.settings)

    def _said(self, field: forms.Field, value: str, most: int = 40) -> str:
        if isinstance(field, ReferencesField):
            return str(field.options.get(field.renamed.get(value, value), short(value)))
        if isinstance(field, OneChoiceField):
            return str(field.labels.get(value, short(value)))
        return short(value, most)

    @property
    def what_it_asks(self) -> str:
        """Its fields in a few words, for the button that opens them."""
        if len(self.form.fields) == 1:
            return "words"
        return "years, words and more" if self.year_help else "words and more"

    @property
    def sorting(self) -> list[tuple[str, str]]:
        """What the address says of sorting, which a new filter must not undo."""
        return [(name, value) for name, value in self.data.items() if name.endswith("sort")]

    @cached_property
    def address_without_filters(self) -> str:
        """The address that keeps the sorting and clears every filter."""
        return address_with(self.data, **dict.fromkeys(self.form.fields, ""))


def _values(cleaned: Any) -> list[str]:
    """The values of one filter as an address names them, in one order: records by their slugs."""
    if isinstance(cleaned, list):
        return sorted({record.slug for record in cleaned})
    return [" ".join(str(cleaned).split())] if cleaned not in (None, "") else []


class RecordFilterSet(FoundBySmallest, WordsFilterSet):
    """The filters that every list of records has: words, countries, topics, sections."""

    # The kinds of record on the page.
    kinds: ClassVar[tuple[type[Placed], ...]] = ()

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
    kind = KindFilter(DATED_KINDS)


class TermFilterSet(RecordFilterSet):
    """Terms of the glossary by what they are."""

    kinds = (Term,)
    kind = ChoiceFilter(field_name="term_kind", label="Kind", choices=Term.Kind.choices)


class DossierFilterSet(RecordFilterSet):
    """Records of every kind that concern countries."""

    kinds = COUNTRY_KINDS
    kind = KindFilter(COUNTRY_KINDS)


class CountryFilterSet(WordsFilterSet):
    """Countries by region; a new filter keeps what the map beside them shows."""

    region = ChoiceFilter(label="Region", choices=Country.Region.choices)

    @property
    def sorting(self) -> list[tuple[str, str]]:
        return [*super().sorting, *((name, value) for name, value in self.data.items() if name == "show")]
