"""Attached Table 1: experts dispatched from FY 1978 to FY 2003, by country and by field."""

from __future__ import annotations

from typing import Self

from django.db import models

from records.models.base import OneCountryRecord, Record
from records.models.fields import LineField
from records.models.querysets import RecordQuerySet


class ExpertCounts(models.Model):
    """The three columns that both halves of Attached Table 1 print: numbers of experts dispatched."""

    long_term = models.PositiveIntegerField(help_text="Experts assigned for one year or more.")
    short_term = models.PositiveIntegerField(help_text="Experts assigned for less than one year.")
    total = models.PositiveIntegerField(help_text="The row's total as printed; the portal recomputes it elsewhere.")

    class Meta:
        abstract = True


class ExpertDispatchQuerySet(RecordQuerySet):
    """Questions about where the experts went."""

    def most_first(self) -> Self:
        """By how many experts a country received, the most first."""
        return self.named().exclude(country=None).order_by("-total", "position")


class ExpertDispatch(ExpertCounts, OneCountryRecord):
    """Experts dispatched to one country, Attached Table 1 (1)."""

    url_name = "expert"
    text_fields = ("country__name", "country__printed_names")

    objects = ExpertDispatchQuerySet.as_manager()

    class Meta(OneCountryRecord.Meta):
        verbose_name = "expert dispatch by country"
        verbose_name_plural = "expert dispatches by country"
        constraints = [models.UniqueConstraint(fields=["country"], name="one_expert_dispatch_per_country")]

    def __str__(self) -> str:
        return f"Experts dispatched to {self.country}"


class ExpertField(ExpertCounts, Record):
    """Experts dispatched in one technical field, Attached Table 1 (2)."""

    url_name = "expert"
    text_fields = ("field",)

    field = LineField(max_length=80, unique=True, help_text="The technical field as printed.")

    class Meta(Record.Meta):
        verbose_name = "expert dispatch by field"
        verbose_name_plural = "expert dispatches by field"

    def __str__(self) -> str:
        return f"Experts dispatched: {self.field}"
