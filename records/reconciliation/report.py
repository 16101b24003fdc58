"""The report's tables in memory, for the functions that recompute its figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Count

from records.models import (
    Addressed,
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    FormerAddress,
    Meeting,
    Membership,
    PeacekeepingMission,
    PrintedFigure,
    Section,
    Topic,
    TrainingCourse,
    Treaty,
)
from records.outline import Outline

# Twice as many as the longest list of the report has, so that no page takes longer however many rows are added.
MOST = 250

Found = TypeVar("Found", bound=Addressed)


class Report:
    """Each table of the report, read when it is first asked for, whole, by one query and one for what it refers to.

    The rows stand in the report's order. Only the first 250 of a kind are read; ``cut`` names the kinds that have more.
    """

    def __init__(self) -> None:
        self.cut: list[str] = []

    def _read(self, records: Any) -> list[Any]:
        # Said anew, since a query that counts what a record refers to forgets the order of its kind.
        found = list(records.order_by(*records.model._meta.ordering)[: MOST + 1])
        if len(found) > MOST:
            self.cut.append(str(records.model._meta.verbose_name_plural))
        for record in found:
            record.former_slugs = self._former_slugs.get((record.url_name, record.slug), ())
        return found[:MOST]

    @cached_property
    def renamed(self) -> dict[tuple[str, str], str]:
        """The slug of today by the name of the kind in addresses and a slug of the past; one query."""
        former = FormerAddress.objects.exclude(now="").values_list("url_name", "slug", "now")
        return {(url_name, slug): now for url_name, slug, now in former}

    @cached_property
    def _former_slugs(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for (url_name, slug), now in self.renamed.items():
            found.setdefault((url_name, now), []).append(slug)
        return found

    @cached_property
    def outline(self) -> Outline:
        return Outline()

    @cached_property
    def attached_tables(self) -> list[Section]:
        return self._read(Section.objects.exclude(cited_in=None))

    @cached_property
    def expert_dispatches(self) -> list[ExpertDispatch]:
        return self._read(ExpertDispatch.objects.select_related("country"))

    @cached_property
    def expert_fields(self) -> list[ExpertField]:
        return self._read(ExpertField.objects.all())

    @cached_property
    def printed_figures(self) -> list[PrintedFigure]:
        return self._read(PrintedFigure.objects.select_related("section"))

    @cached_property
    def courses(self) -> list[Any]:
        """The courses, each with ``country_count``."""
        return self._read(TrainingCourse.objects.annotate(country_count=Count("countries")))

    @cached_property
    def projects(self) -> list[Any]:
        """The projects, each with ``country_count``."""
        return self._read(CooperationProject.objects.annotate(country_count=Count("countries")))

    @cached_property
    def relief_missions(self) -> list[DisasterReliefMission]:
        return self._read(DisasterReliefMission.objects.select_related("country"))

    @cached_property
    def peacekeeping_missions(self) -> list[PeacekeepingMission]:
        return self._read(PeacekeepingMission.objects.select_related("country"))

    @cached_property
    def memberships(self) -> list[Membership]:
        return self._read(Membership.objects.all())

    @cached_property
    def meetings(self) -> list[Meeting]:
        return self._read(Meeting.objects.select_related("country"))

    @cached_property
    def treaties(self) -> list[Treaty]:
        return self._read(Treaty.objects.all())

    @cached_property
    def _tags(self) -> set[tuple[int, str]]:
        """The key of a treaty and the slug of a topic, for each tag of a treaty that is read."""
        keys = [treaty.pk for treaty in self.treaties]
        return set(Treaty.topics.through.objects.filter(treaty__in=keys).values_list("treaty_id", "topic__slug"))

    def treaties_tagged(self, topic: str) -> list[Treaty]:
        """The treaties that the portal tags with the topic of that slug."""
        now = self.renamed.get((Topic.url_name, topic), topic)
        return [treaty for treaty in self.treaties if (treaty.pk, now) in self._tags]

    @cached_property
    def assistance_years(self) -> list[AssistanceYear]:
        return self._read(AssistanceYear.objects.all())

    @cached_property
    def assistance_by_region(self) -> list[AssistanceByRegion]:
        return self._read(AssistanceByRegion.objects.all())

    @cached_property
    def assistance_by_country(self) -> list[AssistanceByCountry]:
        return self._read(AssistanceByCountry.objects.all())

    @cached_property
    def visits(self) -> list[CourtesyVisit]:
        return self._read(CourtesyVisit.objects.all())

    @cached_property
    def events(self) -> list[Any]:
        """The events, each with ``country_count``."""
        return self._read(Event.objects.annotate(country_count=Count("countries")))


def called(records: Iterable[Found], slug: str) -> Found | None:
    """The record that has that slug, or had it before it was renamed; None where there is none."""
    return next((record for record in records if slug in slugs_of(record)), None)


def is_called(record: Addressed, slugs: Collection[str]) -> bool:
    """Whether the record has one of ``slugs``, or had it before it was renamed."""
    return any(slug in slugs for slug in slugs_of(record))


def slugs_of(record: Addressed) -> tuple[str, ...]:
    """The slug of a record that a Report read, then those that it had before."""
    return (record.slug, *getattr(record, "former_slugs", ()))
