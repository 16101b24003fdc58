"""How many records there are of each kind, and what they refer to: sums that the database keeps."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import Sum


class TallyQuerySet(models.QuerySet["Tally"]):
    """Questions about how many there are."""

    def by_kind(self, facet: str, keys: Iterable[int] | None = None) -> dict[str, int]:
        """How many there are of each kind by its public name, of those ``keys`` alone where they are given; one query.

        What refers to two of the keys is counted with both.
        """
        found = self.filter(facet=facet) if keys is None else self.filter(facet=facet, key__in=list(keys))
        return dict(found.order_by().values_list("kind").annotate(Sum("count")))

    def of_kind(self, kind: str) -> int:
        """How many there are of a kind in all; one query."""
        return self.by_kind(Tally.Facet.ALL).get(kind, 0)

    def by_key(self, facet: str, keys: Iterable[int]) -> dict[tuple[str, int], int]:
        """How many there are of each kind that refer to each of the ``keys``; one query."""
        found = self.filter(facet=facet, key__in=list(keys), count__gt=0)
        return {(kind, key): count for kind, key, count in found.order_by().values_list("kind", "key", "count")}

    def by_year(self, kind: str) -> list[tuple[int, int]]:
        """How many of a kind begin in each year, the first one first."""
        found = self.filter(facet=Tally.Facet.YEAR, kind=kind, count__gt=0)
        return list(found.order_by("key").values_list("key", "count"))

    def kinds_by_year(self) -> dict[int, dict[str, int]]:
        """How many of each kind begin in each year, the first one first; one query."""
        found: dict[int, dict[str, int]] = {}
        counts = self.filter(facet=Tally.Facet.YEAR, count__gt=0).order_by("key")
        for year, kind, count in counts.values_list("key", "kind", "count"):
            found.setdefault(year, {})[kind] = count
        return found


class Tally(models.Model):
    """How many records of one kind there are, refer to one thing, or begin in one year.

    Triggers write it (see the migration of the tallies), nobody else.
    """

    class Facet(models.TextChoices):
        """What the records are counted by."""

        ALL = "all", "All of the kind"
        SECTION = "section", "Section"
        COUNTRY = "country", "Country or territory"
        TOPIC = "topic", "Topic"
        YEAR = "year", "Year of the first day"

    kind = models.CharField(max_length=40, help_text="The kind's public name, such as treaties.")
    facet = models.CharField(max_length=10, choices=Facet, help_text="What they are counted by.")
    key = models.BigIntegerField(help_text="The primary key of what they refer to, or the year; 0 for all.")
    count = models.BigIntegerField(help_text="How many there are, 0 or more.")

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [models.UniqueConstraint(fields=["facet", "key", "kind"], name="one_tally")]

    def __str__(self) -> str:
        return f"{self.kind}, {self.facet} {self.key}: {self.count}"
