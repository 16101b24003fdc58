"""The kinds in the report's order, with all their names: the one place that lists them."""

from __future__ import annotations

from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.text import capfirst

from npa_portal.addresses import address
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
    Record,
    Section,
    Tally,
    Term,
    Topic,
    TrainingCourse,
    Treaty,
    Yearly,
)

# Every kind with its public name: what records refer to first, then the records in the report's order. It is the only
# list of kinds, and a kind has no other name where one is stored or stands in an address.
NAMES: dict[type[Addressed], str] = {
    Country: "countries",
    Topic: "topics",
    Section: "sections",
    ExpertDispatch: "expert-dispatches",
    ExpertField: "expert-fields",
    TrainingCourse: "training-courses",
    CooperationProject: "cooperation-projects",
    DisasterReliefMission: "disaster-relief-missions",
    PeacekeepingMission: "peacekeeping-missions",
    Membership: "memberships",
    Meeting: "meetings",
    Treaty: "treaties",
    AssistanceYear: "assistance-years",
    AssistanceByRegion: "assistance-by-region",
    AssistanceByCountry: "assistance-by-country",
    CourtesyVisit: "courtesy-visits",
    Event: "events",
    PrintedFigure: "printed-figures",
    Term: "glossary",
}
# The same in plain words, as filters offer them and headings say them.
TITLES = {name: capfirst(str(kind._meta.verbose_name_plural)) for kind, name in NAMES.items()}

ALL_KINDS = tuple(NAMES)
RECORD_KINDS = tuple(kind for kind in ALL_KINDS if issubclass(kind, Record))
# Those, and what the report prints beneath their tables.
PLACED_KINDS = tuple(kind for kind in ALL_KINDS if issubclass(kind, Placed))
# Those that have a date or a year.
DATED_KINDS = tuple(kind for kind in RECORD_KINDS if issubclass(kind, Dated | Yearly))

# The lists in the report's order, by the name that urls.py gives their kinds.
LIST_TITLES = {
    "expert": "Experts",
    "course": "Courses",
    "project": "Projects",
    "mission": "Missions",
    "membership": "Memberships",
    "meeting": "Meetings",
    "treaty": "Treaties",
    "statistic": "Statistics",
    "visit": "Visits",
    "event": "Timeline",
    "term": "Glossary",
}


def list_address(kind: type[Addressed], query: str = "") -> str:
    """The address of the list of ``kind``, filtered by ``query``; events are one kind of many on the timeline."""
    narrowed = [f"kind={NAMES[kind]}"] if kind is Event else []
    found = address(f"{kind.url_name}-list")
    query = "&".join([*narrowed, query] if query else narrowed)
    return f"{found}?{query}" if query else found


def with_record_count(referred: QuerySet[Any], facet: str) -> QuerySet[Any]:
    """Countries, topics or sections, each with ``record_count``: how many records of all kinds refer to it.

    ``facet`` says which of the three they are.
    """
    tallies = Tally.objects.order_by().filter(facet=facet, key=OuterRef("pk"))
    total = Subquery(tallies.values("key").annotate(total=Sum("count")).values("total"), output_field=IntegerField())
    return referred.annotate(record_count=Coalesce(total, 0))
