"""The kinds of record in the report's order, for the pages that show several of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from records.models import (
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    Meeting,
    Membership,
    PeacekeepingMission,
    Record,
    TrainingCourse,
    Treaty,
)

KINDS: tuple[type[Record], ...] = (
    ExpertDispatch,
    ExpertField,
    TrainingCourse,
    CooperationProject,
    DisasterReliefMission,
    PeacekeepingMission,
    Membership,
    Meeting,
    Treaty,
    AssistanceYear,
    AssistanceByRegion,
    AssistanceByCountry,
    CourtesyVisit,
    Event,
)


def with_record_count(referred: QuerySet[Any], lookup: str) -> QuerySet[Any]:
    """Countries, topics or sections, each with ``record_count``: how many records of all kinds refer to it.

    ``lookup`` is the field by which records refer to them: "topics", "section", or "country" for either way in which
    a kind reaches its countries.
    """
    total: Any = Value(0)
    for kind in KINDS:
        name = kind.country_lookup if lookup == "country" else lookup
        if name:
            records = kind.objects.order_by().filter(**{name: OuterRef("pk")})
            count = records.annotate(referred=F(name)).values("referred").annotate(count=Count("pk")).values("count")
            total = total + Coalesce(Subquery(count, output_field=IntegerField()), 0)
    return referred.annotate(record_count=total)
