"""Section 2 (1) C: training courses; section 2 (1) D: major cooperation activities."""

from __future__ import annotations

from django.db import models

from records.models.base import Dated, ManyCountriesRecord, sorted_by
from records.models.fields import LineField, ProseField


class TrainingCourse(Dated, ManyCountriesRecord):
    """A training course, seminar, meeting or study listed in section 2 (1) C."""

    url_name = "course"
    named_by = "name"
    text_fields = ("name", "successor_to")

    class Category(models.TextChoices):
        """The three lists in which the report prints the courses."""

        GROUP = "group", "Group training"
        NPA_ODA = "npa-oda", "NPA ODA-based"
        COUNTRY_SPECIFIC = "country-specific", "Country-specific training"

    name = LineField(max_length=200, help_text="The course's name as printed.")
    category = models.CharField(max_length=20, choices=Category, help_text="The list in which the report prints it.")
    successor_to = LineField(
        max_length=200, blank=True, help_text="The earlier course that it succeeds, where the report names one."
    )

    class Meta(Dated.Meta, ManyCountriesRecord.Meta):
        verbose_name = "training course"
        indexes = [*Dated.Meta.indexes, *sorted_by("name"), *sorted_by("category", few_values=True)]


class CooperationProject(Dated, ManyCountriesRecord):
    """One of the major cooperation activities (a) to (f) of section 2 (1) D."""

    url_name = "project"
    named_by = "name"
    text_fields = ("name", "summary")

    name = LineField(max_length=200, help_text="The heading as printed, without its letter.")
    letter = LineField(max_length=1, unique=True, help_text="The letter of the heading: a to f.")
    summary = ProseField(help_text="What was done, in our own words, every figure and date exact.")

    class Meta(Dated.Meta, ManyCountriesRecord.Meta):
        verbose_name = "cooperation project"
