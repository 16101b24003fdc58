"""What the records refer to: the report's sections, countries and the portal's own topics."""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from records.models.base import Addressed, validate_as_printed, validate_names
from records.models.fields import LineField, ListField, ProseField
from records.models.querysets import AddressedQuerySet


class SectionQuerySet(AddressedQuerySet):
    """Questions about the outline of the report."""

    def with_parents(self) -> Self:
        """With the sections above each, which its breadcrumbs and its page number need."""
        return self.select_related("parent__parent", "cited_in__parent__parent")


class Section(Addressed):
    """A heading of the report's outline, down to A., B., or one of its five attached tables."""

    url_name = "section"
    text_fields = ("number", "title", "summary")

    number = LineField(max_length=20, unique=True, help_text="As cited: “2 (1) B” or “Attached Table 4”.")
    title = LineField(max_length=200, help_text="The heading without its number.")
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="The heading above it; empty for a main section or an attached table.",
    )
    cited_in = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="attached_tables",
        help_text="For an attached table: the section whose text refers to it.",
    )
    position = models.PositiveIntegerField(unique=True, help_text="Its place in the report's order, counted from 1.")
    page = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The page that the contents page gives; it gives none for attached tables."
    )
    summary = ProseField(help_text="A short account in our own words, every figure and date exact.")
    as_printed = ListField(
        default=list,
        blank=True,
        validators=[validate_as_printed],
        help_text="The entry of the contents page, or the attached table's heading, as [header, cell] pairs.",
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def clean(self) -> None:
        """Refuse a section above it, or one that cites it, which comes after it: headings must not run in circles."""
        super().clean()
        for field in ("parent", "cited_in"):
            section = getattr(self, field)
            if section and self.position is not None and section.position >= self.position:
                raise ValidationError({field: "It must come before this section in the report."})

    @property
    def ancestors(self) -> list[Section]:
        """The headings above it, outermost first."""
        return [*self.parent.ancestors, self.parent] if self.parent else []

    @property
    def called(self) -> str:
        """What it is called where others speak of it: “Section 2 (1)”, “Attached Table 4”."""
        return self.number if self.is_attached_table else f"Section {self.number}"

    @property
    def is_attached_table(self) -> bool:
        return self.cited_in_id is not None


class Country(Addressed):
    """A country or territory, once, under one name, with the names that the report prints for it."""

    class Region(models.TextChoices):
        """The regions of the world, in the words of Attached Table 5 (2)."""

        ASIA = "asia", "Asia"
        EUROPE = "europe", "Europe"
        NORTH_AMERICA = "north-america", "North America"
        MIDDLE_AND_NEAR_EAST = "middle-and-near-east", "Middle and Near East"
        OCEANIA = "oceania", "Oceania"
        AFRICA = "africa", "Africa"
        SOUTH_AMERICA = "south-america", "South America"

    url_name = "country"
    text_fields = ("name", "printed_names")

    name = LineField(max_length=60, unique=True, help_text="The name that this edition uses everywhere.")
    iso_code = LineField(
        "ISO 3166 code",
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", "Two capital letters.")],
        help_text="ISO 3166-1 alpha-2, such as TH.",
    )
    iso_numeric = LineField(
        "ISO 3166 number",
        max_length=3,
        unique=True,
        validators=[RegexValidator(r"^[0-9]{3}\Z", "Three digits.")],
        help_text="ISO 3166-1 numeric, such as 764; maps know countries by it.",
    )
    region = models.CharField(
        max_length=20,
        choices=Region,
        db_index=True,
        help_text=(
            "The region, in the words of Attached Table 5 (2). The report does not say which countries it counts to "
            "each: here they are those of the United Nations (M49), with Western Asia and Iran as the Middle and Near "
            "East."
        ),
    )
    printed_names: models.JSONField[Any, Any] = ListField(
        default=list,
        blank=True,
        validators=[validate_names],
        help_text="Every name that the report prints for it, to the letter.",
    )

    objects = AddressedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug="compare"),
                name="no_country_is_called_compare",
                violation_error_message="“compare” is the address at which countries are compared.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def printed_as(self) -> str:
        """The names that the report prints for it."""
        return ", ".join(self.printed_names)


class Topic(Addressed):
    """A subject by which the portal groups records; the report itself has no such tags."""

    url_name = "topic"
    text_fields = ("name", "description")

    name = LineField(max_length=60, unique=True, help_text="The term as the report uses it.")
    description = LineField(max_length=300, help_text="What the tag takes in, in a sentence.")

    objects = AddressedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
