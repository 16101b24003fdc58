"""Section 4 and Attached Table 4: treaties that Japan ratified or signed by 2003."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models

from records.models.base import Dated, ManyCountriesRecord, sorted_by
from records.models.fields import LineField
from records.models.querysets import GoesBeyondItsYear, RecordQuerySet


class TreatyQuerySet(RecordQuerySet):
    """Questions about the treaties."""

    def days(self) -> list[datetime.date]:
        """The first day that the date of each may mean, where it has one."""
        return list(self.dated().order_by("earliest").values_list("earliest", flat=True))

    def lasting_into(self, year: int) -> Self:
        """Those whose date begins before a year and may mean a day of it, or of a later one."""
        begins = datetime.date(year, 1, 1)
        return self.filter(GoesBeyondItsYear(), earliest__lt=begins).exclude(latest__lt=begins)


class Treaty(Dated, ManyCountriesRecord):
    """A law enforcement or security treaty of Attached Table 4."""

    url_name = "treaty"
    named_by = "name"
    text_fields = ("name", "short_name")

    class Kind(models.TextChoices):
        """Whether Japan concluded it with one country or with many."""

        BILATERAL = "bilateral", "Bilateral"
        MULTILATERAL = "multilateral", "Multilateral"

    class Action(models.TextChoices):
        """What Japan did on the date in the table; the report marks a signing with an asterisk."""

        RATIFIED = "ratified", "Ratified"
        SIGNED = "signed", "Signed"

    name = LineField(max_length=300, unique=True, help_text="The name as printed, without a name in brackets.")
    short_name = LineField(
        max_length=80, blank=True, help_text="The name that the table adds in brackets, such as Tokyo Convention."
    )
    treaty_kind = models.CharField("kind", max_length=12, choices=Kind, help_text="Between two countries, or many.")
    action = models.CharField(
        max_length=8, choices=Action, help_text="What the date is the date of: ratification, or signing (printed *)."
    )

    objects = TreatyQuerySet.as_manager()

    class Meta(Dated.Meta, ManyCountriesRecord.Meta):
        verbose_name_plural = "treaties"
        indexes = [
            *Dated.Meta.indexes,
            *sorted_by("treaty_kind", few_values=True),
            *sorted_by("action", few_values=True),
        ]
