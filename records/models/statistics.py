"""Attached Table 5: assistance to visitors from overseas, and major recipients of it, 1999 to 2003."""

from __future__ import annotations

import datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from records.models.base import Dated, OneCountryRecord, Placed, Record, by_country, sorted_by
from records.models.fields import LineField
from records.models.querysets import RecordQuerySet


class YearQuerySet(RecordQuerySet):
    """Records counted by calendar year."""

    def dated(self) -> Self:
        return self

    def in_years(self, first: int | None, last: int | None) -> Self:
        found = self
        if first is not None:
            found = found.filter(year__gte=first)
        if last is not None:
            found = found.filter(year__lte=last)
        return found

    def none_over_before(self, year: int) -> Self:
        return self.filter(year__gte=year)

    def by_time(self) -> Self:
        return self.order_by("year", "position", "pk")

    def begun(self, since: datetime.date | None = None, until: datetime.date | None = None) -> Self:
        # A year begins on its first day.
        found = self.filter(year__gte=since.year + (since.timetuple().tm_yday > 1)) if since else self
        return found.filter(year__lte=until.year) if until else found

    def first_in_time(self, most: int) -> list[tuple[datetime.date, int]]:
        found = self.by_time().values_list("year", "pk")[:most]
        return [(datetime.date(year, 1, 1), key) for year, key in found]

    def counts_by_day(self, year: int) -> dict[datetime.date, int]:
        return {datetime.date(year, 1, 1): self.filter(year=year).count()}

    def oldest_first(self) -> Self:
        """In the order of their years."""
        return self.named().order_by("year", "position")


class Yearly(models.Model):
    """A count of one calendar year."""

    # It is counted over the whole of it.
    is_vague = is_span = False

    year = models.PositiveSmallIntegerField(
        db_index=True,
        validators=[MinValueValidator(datetime.MINYEAR), MaxValueValidator(datetime.MAXYEAR)],
        help_text="The calendar year that is counted.",
    )

    class Meta:
        abstract = True

    @property
    def earliest(self) -> datetime.date:
        """The first day of the year."""
        return datetime.date(self.year, 1, 1)

    @property
    def latest(self) -> datetime.date:
        """The last day of the year."""
        return datetime.date(self.year, 12, 31)

    @property
    def date_in_words(self) -> str:
        """The year."""
        return str(self.year)


class AssistanceYear(Yearly, Record):
    """Assistance provided in one year, Attached Table 5 (1)."""

    url_name = "statistic"
    text_fields = ("slug",)

    cases = models.PositiveIntegerField(help_text="Number of cases in which assistance was provided.")
    cases_change = models.IntegerField(null=True, blank=True, help_text="Change from the year before, as printed.")
    persons = models.PositiveIntegerField(help_text="Number of persons who benefited.")
    persons_change = models.IntegerField(null=True, blank=True, help_text="Change from the year before, as printed.")
    countries_count = models.PositiveIntegerField(
        "countries (territories)", help_text="Number of countries and territories that they came from."
    )

    objects = YearQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "assistance by year"
        verbose_name_plural = "assistance by year"
        constraints = [models.UniqueConstraint(fields=["year"], name="one_assistance_row_per_year")]

    def __str__(self) -> str:
        return f"Assistance provided in {self.year}"


class AssistanceByRegion(Yearly, Record):
    """Persons from one region who benefited in one year, Attached Table 5 (2)."""

    url_name = "statistic"
    text_fields = ("region",)

    region = LineField(max_length=40, help_text="The region as printed.")
    persons = models.PositiveIntegerField(help_text="Number of persons who benefited.")
    share = models.DecimalField(
        max_digits=4, decimal_places=1, help_text="Percentage of the year's persons, as printed, to one decimal."
    )

    objects = YearQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "assistance by region"
        verbose_name_plural = "assistance by region"
        constraints = [
            models.UniqueConstraint(fields=["region", "year"], name="one_row_per_region_and_year"),
            models.CheckConstraint(
                condition=models.Q(share__gte=0, share__lte=100),
                name="share_is_a_percentage",
                violation_error_message="A share lies between 0 and 100.",
            ),
        ]

    def __str__(self) -> str:
        return f"Persons from {self.region}, {self.year}"


class AssistanceByCountry(Yearly, OneCountryRecord):
    """Persons from one Asian country or territory who benefited in one year, Attached Table 5 (3)."""

    url_name = "statistic"
    text_fields = ("name", "country__name", "country__printed_names")

    name = LineField(max_length=40, help_text="The row's name in this edition: a country, or Other.")
    persons = models.PositiveIntegerField(help_text="Number of persons who benefited.")

    objects = YearQuerySet.as_manager()

    class Meta(OneCountryRecord.Meta):
        verbose_name = "assistance by country"
        verbose_name_plural = "assistance by country"
        constraints = [models.UniqueConstraint(fields=["name", "year"], name="one_row_per_country_and_year")]

    def __str__(self) -> str:
        return f"Persons from {self.name if self.country_id else 'other Asian countries'}, {self.year}"


class CourtesyVisit(Dated, OneCountryRecord):
    """A major recipient of assistance, Attached Table 5 (4)."""

    url_name = "visit"
    text_fields = ("visitor", "occasion", "country__name", "country__printed_names")

    visitor = LineField(max_length=160, help_text="Who came, as printed.")
    occasion = LineField(max_length=200, help_text="The calls paid and lunches given, as printed in brackets.")

    class Meta(Dated.Meta, OneCountryRecord.Meta):
        verbose_name = "courtesy visit"
        indexes = [*Dated.Meta.indexes, by_country(), *sorted_by("visitor"), *sorted_by("occasion")]

    def __str__(self) -> str:
        return f"{self.visitor}, {self.date_in_words}"


class PrintedFigure(Placed):
    """A total that the report prints beneath a table; it stands on the page of its section."""

    url_name = ""
    text_fields = ("column", "locator")

    class Table(models.TextChoices):
        """The tables that print totals."""

        EXPERTS_BY_COUNTRY = "experts-by-country", "Experts by country"
        EXPERTS_BY_FIELD = "experts-by-field", "Experts by field"
        PERSONS_BY_REGION = "persons-by-region", "Persons by region"
        PERSONS_BY_COUNTRY = "persons-by-country", "Persons by country (Asia)"

    table = models.CharField(max_length=20, choices=Table, help_text="The table beneath which it is printed.")
    column = LineField(max_length=40, help_text="The printed header of its column.")
    value = models.IntegerField(help_text="The figure as printed.")

    class Meta(Placed.Meta):
        verbose_name = "printed figure"
        constraints = [models.UniqueConstraint(fields=["table", "column"], name="one_printed_figure_per_column")]

    def __str__(self) -> str:
        return f"{self.get_table_display()}, {self.column}: {self.value}"

    def get_absolute_url(self) -> str:
        return self.section.get_absolute_url()
