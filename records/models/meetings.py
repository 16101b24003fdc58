"""Section 3: G8 meetings (Attached Tables 2 and 3) and membership in FATF and APG."""

from __future__ import annotations

from django.db import models

from records.models.base import Dated, OneCountryRecord, by_country, sorted_by
from records.models.fields import LineField, ProseField


class Membership(Dated, OneCountryRecord):
    """A member of the Financial Action Task Force or the Asia-Pacific Group on Money Laundering."""

    url_name = "membership"
    text_fields = ("member", "body", "country__name", "country__printed_names")

    class Body(models.TextChoices):
        """The two bodies whose members the report lists."""

        FATF = "fatf", "Financial Action Task Force (FATF)"
        APG = "apg", "Asia-Pacific Group on Money Laundering (APG)"

    body = models.CharField(max_length=4, choices=Body, help_text="The body that it is a member of.")
    member = LineField(max_length=80, help_text="The member as this edition names it.")
    is_organization = models.BooleanField(
        default=False, help_text="An international organization, not a country or territory."
    )

    class Meta(Dated.Meta, OneCountryRecord.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["body", "member"], name="one_membership_per_body"),
            models.CheckConstraint(
                condition=models.Q(is_organization=True, country=None)
                | models.Q(is_organization=False, country__isnull=False),
                name="membership_is_of_a_country_or_an_organization",
                violation_error_message="Name a country, or say that it is an organization; not both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.body.upper()}"


class Meeting(Dated, OneCountryRecord):
    """A meeting of the G8 Rome/Lyon Group or of the G8 Justice and Interior Ministers."""

    url_name = "meeting"
    text_fields = ("agenda", "venue", "documentary_product", "country__name")

    class Forum(models.TextChoices):
        """The two series of meetings."""

        ROME_LYON = "rome-lyon", "G8 Rome/Lyon Group"
        JUSTICE_INTERIOR = "justice-interior", "G8 Justice and Interior Ministers"

    forum = models.CharField(max_length=20, choices=Forum, help_text="The series of meetings that it belongs to.")
    round = models.PositiveSmallIntegerField(
        help_text="Counted within the year for the Rome/Lyon Group, throughout for the ministers."
    )
    venue = LineField(max_length=120, help_text="The place as printed, without its country.")
    agenda = ProseField(help_text="The main agenda, an item a line where the report prints a list.")
    documentary_product = LineField(
        max_length=200, blank=True, help_text="What the ministers released; only Attached Table 3 prints it."
    )

    class Meta(Dated.Meta, OneCountryRecord.Meta):
        verbose_name = "meeting"
        indexes = [
            *Dated.Meta.indexes,
            by_country(),
            *sorted_by("forum", few_values=True),
            *sorted_by("round", few_values=True),
            *sorted_by("venue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_forum_display()}, {self.venue}, {self.date_in_words}"

    @property
    def agenda_items(self) -> list[str]:
        """The agenda, an item each."""
        return self.agenda.splitlines()
