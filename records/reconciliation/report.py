"""The report's tables in memory, for the declarations that recompute its figures."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from records.models import (
    Addressed,
    CooperationProject,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    FormerAddress,
    Meeting,
    PeacekeepingMission,
    PrintedFigure,
    Section,
    Topic,
    TrainingCourse,
    Treaty,
)
from records.outline import Outline
from records.reconciliation.first_slugs import first_slugs

# Twice as many as the longest list of the report has, so that no page takes longer however many rows are added.
MOST = 250


def with_country_count(kind: Any) -> Any:
    """The records of a kind with how many countries each names, counted of those alone that are read."""
    field = kind._meta.get_field("countries")
    name = field.m2m_field_name()
    named = field.remote_field.through.objects.order_by().filter(**{name: OuterRef("pk")}).values(name)
    return kind.objects.annotate(country_count=Coalesce(Subquery(named.annotate(count=Count("pk")).values("count")), 0))


# The kinds that are read with what their rows refer to, or with ``country_count``; the others are read as they are.
QUERYSETS: dict[type[Addressed], Any] = {
    ExpertDispatch: ExpertDispatch.objects.select_related("country"),
    PrintedFigure: PrintedFigure.objects.select_related("section"),
    TrainingCourse: with_country_count(TrainingCourse),
    CooperationProject: with_country_count(CooperationProject),
    DisasterReliefMission: DisasterReliefMission.objects.select_related("country"),
    PeacekeepingMission: PeacekeepingMission.objects.select_related("country"),
    Meeting: Meeting.objects.select_related("country"),
    Event: with_country_count(Event),
}

Row = TypeVar("Row", bound=Addressed)


class Report:
    """Each table of the report, read when it is first asked for, whole, by one query.

    The rows stand in the report's order. Only the first 250 of a kind are read; ``cut`` names the kinds that have more.
    """

    def __init__(self) -> None:
        self.cut: list[str] = []
        self._rows: dict[type[Addressed], list[Any]] = {}
        self._first_slugs: dict[type[Addressed], dict[int, str]] = {}

    def rows(self, kind: type[Addressed]) -> list[Any]:
        """The rows of a kind, each with its ``former_slugs``."""
        if kind not in self._rows:
            self._rows[kind] = self.outline.sections if kind is Section else self._read(kind)
            for row in self._rows[kind]:
                row.former_slugs = self._former_slugs.get((row.url_name, row.slug), ())
        return self._rows[kind]

    def _read(self, kind: type[Addressed]) -> list[Any]:
        # Said anew, since a query that counts what a record refers to forgets the order of its kind.
        records = QUERYSETS.get(kind, kind.objects).order_by(*kind._meta.ordering or ())
        found = list(records[: MOST + 1])
        if len(found) > MOST:
            self.cut.append(str(kind._meta.verbose_name_plural))
        return found[:MOST]

    @cached_property
    def outline(self) -> Outline:
        return Outline()

    @cached_property
    def _renamed(self) -> dict[tuple[str, str], str]:
        """The slug of today by the name of the kind in addresses and a slug of the past."""
        return {(former.url_name, former.slug): former.now for former in self._former_addresses if former.now}

    @cached_property
    def _former_addresses(self) -> list[FormerAddress]:
        """The addresses of what was renamed or withdrawn, the oldest first; one query."""
        return list(FormerAddress.objects.order_by("since", "pk"))

    @cached_property
    def _former_slugs(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for (url_name, slug), now in self._renamed.items():
            found.setdefault((url_name, now), []).append(slug)
        return found

    def first_slug(self, row: Addressed) -> str:
        """The slug that a row had first, whatever it was renamed to; no other row of its kind has the same."""
        kind = type(row)
        if kind not in self._first_slugs:
            former = [address for address in self._former_addresses if address.url_name == kind.url_name]
            self._first_slugs[kind] = first_slugs(kind, self.rows(kind), former)
        return self._first_slugs[kind][row.pk]

    def slug_today(self, kind: type[Addressed], slug: str) -> str:
        """The slug under which what had ``slug`` stands now."""
        return self._renamed.get((kind.url_name, slug), slug)

    def event(self, slug: str) -> Event | None:
        """The event that has that slug now; None where there is none, or none is asked for."""
        return self._events.get(slug) if slug else None

    @cached_property
    def _events(self) -> dict[str, Event]:
        return {event.slug: event for event in self.rows(Event)}

    @cached_property
    def _tags(self) -> set[tuple[int, str]]:
        """The key of a treaty and the slug of a topic, for each tag of a treaty that is read."""
        keys = [treaty.pk for treaty in self.rows(Treaty)]
        return set(Treaty.topics.through.objects.filter(treaty__in=keys).values_list("treaty_id", "topic__slug"))

    def treaties_tagged(self, topic: str) -> list[Any]:
        """The treaties that the portal tags with the topic of that slug."""
        now = self.slug_today(Topic, topic)
        return [treaty for treaty in self.rows(Treaty) if (treaty.pk, now) in self._tags]


def called(records: Iterable[Row], slug: str) -> Row | None:
    """The record that has that slug, or had it before it was renamed; None where there is none."""
    return next((record for record in records if slug in slugs_of(record)), None)


def slugs_of(record: Addressed) -> tuple[str, ...]:
    """The slug of a record that a Report read, then those that it had before."""
    return (record.slug, *getattr(record, "former_slugs", ()))
