"""What is counted of a country, kind by kind: numbers of records, or of the persons that a statistic's rows count."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from django.db.models import Aggregate, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from msgspec import Struct, field

from records.kinds import NAMES, list_address, with_record_count
from records.models import (
    AssistanceByCountry,
    CooperationProject,
    Country,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    Meeting,
    Membership,
    PeacekeepingMission,
    Record,
    Tally,
    TrainingCourse,
    Treaty,
)
from records.wording import counted

LEVELS = 5


class Measure(Struct, frozen=True):
    """What can be shown of a country: a number of records, or of the persons that they count.

    ``name`` is what an address calls it; ``steps`` are the least figures of its shades on the map, lightest first.
    """

    name: str
    label: str
    one: str
    many: str
    steps: tuple[int, ...]

    def said(self, value: int) -> str:
        """The figure in words: “54 experts”."""
        return counted(value, self.one, self.many)

    def level(self, value: int) -> int:
        """The shade of a figure, from 1 to 5; 0 where there is nothing to show."""
        reached = sum(value >= step for step in self.steps)
        return math.ceil(LEVELS * reached / len(self.steps))


class RecordMeasure(Measure, frozen=True):
    """A measure of one kind of record, with the figure that counts, and what that is in a sentence's words.

    ``narrowed`` is what a list of several kinds is filtered by beside the country, ``unit`` what is counted in files.
    """

    model: type[Record]
    counts: str
    figure: Aggregate = field(default_factory=lambda: Count("pk"))
    narrowed: str = ""
    unit: str = "records"

    @property
    def is_printed(self) -> bool:
        """Whether the report's statistics print it; where they print none of a country, nobody knows the number."""
        return isinstance(self.figure, Sum)

    @property
    def absent(self) -> str:
        """Why a country has no figure."""
        return "The report prints no figure for it." if self.is_printed else "The report has none."

    def list_address(self, slug: str) -> str:
        """The list of the records of the country ``slug``."""
        return list_address(self.model, "&".join(filter(None, (self.narrowed, f"country={slug}"))))


RECORDS = Measure("records", "All records", "record", "records", (1, 2, 5, 10, 15))
MEASURES = (
    RecordMeasure(
        "experts",
        "Experts",
        "expert",
        "experts",
        (1, 5, 10, 25, 50),
        ExpertDispatch,
        "persons sent there from FY 1978 to FY 2003, as Attached Table 1 (1) prints them",
        Sum("total"),
        unit="experts",
    ),
    RecordMeasure("courses", "Courses", "course", "courses", (1, 2), TrainingCourse, "courses for it alone"),
    RecordMeasure("projects", "Projects", "project", "projects", (1,), CooperationProject, "projects with it"),
    RecordMeasure(
        "relief",
        "Disaster relief",
        "relief mission",
        "relief missions",
        (1,),
        DisasterReliefMission,
        "missions sent there",
        narrowed="type=relief",
    ),
    RecordMeasure(
        "peacekeeping",
        "Peacekeeping",
        "peacekeeping mission",
        "peacekeeping missions",
        (1,),
        PeacekeepingMission,
        "missions sent there",
        narrowed="type=peacekeeping",
    ),
    RecordMeasure(
        "memberships", "Memberships", "membership", "memberships", (1, 2), Membership, "of FATF and of APG, at most two"
    ),
    RecordMeasure(
        "meetings",
        "Meetings held",
        "meeting held there",
        "meetings held there",
        (1, 3, 5),
        Meeting,
        "G8 meetings held there",
    ),
    RecordMeasure("treaties", "Treaties", "treaty", "treaties", (1, 2, 3), Treaty, "treaties with it"),
    RecordMeasure(
        "visitors",
        "Visitors helped",
        "visitor helped",
        "visitors helped",
        (1, 50, 100, 250, 500),
        AssistanceByCountry,
        "persons from there helped from 1999 to 2003, as Attached Table 5 (3) prints them for countries of Asia",
        Sum("persons"),
        unit="persons",
    ),
    RecordMeasure(
        "visits",
        "Courtesy visits",
        "courtesy visit",
        "courtesy visits",
        (1, 2, 3),
        CourtesyVisit,
        "visits from there, of Attached Table 5 (4)",
    ),
    RecordMeasure("events", "Events", "event", "events", (1, 2, 5, 10), Event, "events of the text that concern it"),
)
# The measures that are numbers of records, by the public names of their kinds.
COUNTED = {NAMES[measure.model]: measure.name for measure in MEASURES if not measure.is_printed}
BY_NAME: dict[str, Measure] = {measure.name: measure for measure in (RECORDS, *MEASURES)}


def per_country(countries: Iterable[Country] | None = None) -> list[tuple[int, str, int, int]]:
    """Rows of country, measure, figure and number of records, of these countries or of all; one query.

    Records are counted by the database's tallies; only what the report's statistics print is added up.
    """
    tallies = Tally.objects.order_by().filter(facet=Tally.Facet.COUNTRY, kind__in=COUNTED, count__gt=0)
    if countries is not None:
        tallies = tallies.filter(key__in=[country.pk for country in countries])
    printed = (_per_country(measure, countries) for measure in MEASURES if measure.is_printed)
    rows = tallies.values_list("key", "kind", "count", F("count")).union(*printed, all=True)
    return [(place, COUNTED.get(name, name), value, records) for place, name, value, records in rows]


def _per_country(measure: RecordMeasure, countries: Iterable[Country] | None) -> Any:
    kind: Any = measure.model
    records = kind.objects.exclude(country=None) if countries is None else kind.objects.concerning(countries)
    grouped = (
        records.order_by()
        .values("country_id")
        .annotate(name=Value(measure.name), value=measure.figure, records=Count("pk"))
    )
    return grouped.values_list("country_id", "name", "value", "records")


class Figure(Struct, frozen=True):
    """What a measure says of a country in words, and where its page lists it."""

    said: str
    anchor: str


def figures_of(country: Country) -> list[Figure]:
    """The figures of one country in the report's order, by one query."""
    values = {name: value for _, name, value, _ in per_country([country])}
    return [
        Figure(measure.said(values[measure.name]), NAMES[measure.model])
        for measure in MEASURES
        if measure.name in values
    ]


def with_figures(countries: QuerySet[Any]) -> QuerySet[Any]:
    """Countries, each with its figure of every measure under its name, and with ``record_count``; one query.

    What a statistic does not print is None, what was counted and not found is 0.
    """
    figures = {measure.name: _figure(measure) for measure in MEASURES}
    return with_record_count(countries.annotate(**figures), Tally.Facet.COUNTRY)


def _figure(measure: RecordMeasure) -> Any:
    """The figure of each country in one look-up: of the tallies, or of the few rows that print it."""
    if not measure.is_printed:
        tallies = Tally.objects.order_by().filter(
            facet=Tally.Facet.COUNTRY, kind=NAMES[measure.model], key=OuterRef("pk")
        )
        return Coalesce(Subquery(tallies.values("count"), output_field=IntegerField()), 0)
    records = measure.model.objects.order_by().filter(**{str(measure.model.country_lookup): OuterRef("pk")})
    grouped = records.values(str(measure.model.country_lookup)).annotate(figure=measure.figure)
    return Subquery(grouped.values("figure"), output_field=IntegerField())
