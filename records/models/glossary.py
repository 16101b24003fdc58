"""All sections: the abbreviations, short names and foreign words of the report."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

from records.models.base import Placed, validate_names
from records.models.fields import LineField, ListField


class Term(Placed):
    """An abbreviation, a short name or a foreign word of the report, with what it means, where it first stands."""

    url_name = "term"
    named_by = "term"
    text_fields = ("term", "meaning", "variants", "synonyms")
    country_lookup = "country"

    class Kind(models.TextChoices):
        """What sort of term it is."""

        ABBREVIATION = "abbreviation", "Abbreviation"
        SHORT_NAME = "short-name", "Short name"
        FOREIGN_WORD = "foreign-word", "Foreign word"

    class Language(models.TextChoices):
        """The languages of the foreign words, by their BCP 47 tags."""

        FRENCH = "fr", "French"
        ITALIAN = "it", "Italian"
        JAPANESE = "ja-Latn", "Japanese, in Latin letters"
        SPANISH = "es", "Spanish"

    class Source(models.TextChoices):
        """Whose words the meaning is told in."""

        REPORT = "report", "The report"
        EDITION = "edition", "This edition"

    term = LineField(max_length=60, unique=True, help_text="As the report prints it; an abbreviation in the singular.")
    term_kind = models.CharField(
        "kind", max_length=12, choices=Kind, help_text="Letters for words, a name for a longer one, or a foreign word."
    )
    language = models.CharField(
        max_length=7, choices=Language, blank=True, help_text="The language of a foreign word; else empty."
    )
    meaning = LineField(
        max_length=200, help_text="What it stands for: to the letter where the report says it, else in our own words."
    )
    given_by = models.CharField(
        "meaning given by",
        max_length=7,
        choices=Source,
        help_text="Whether the report prints it, or we add it.",
    )
    variants: models.JSONField = ListField(
        "also printed as",
        default=list,
        blank=True,
        validators=[validate_names],
        help_text="Other forms that the report prints, to the letter: UNTOC beside UNCTOC.",
    )
    synonyms: models.JSONField = ListField(
        "also called",
        default=list,
        blank=True,
        validators=[validate_names],
        help_text="Other names, by which readers may look for it: Palermo Convention.",
    )
    country = models.ForeignKey(
        "records.Country",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="The country that it names or belongs to; empty where it is none or are several.",
    )

    class Meta(Placed.Meta):
        # By letter, as a glossary is read; its own position is that of its first place in the report.
        ordering = [Lower("term"), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(term_kind="foreign-word") & ~models.Q(language=""))
                | (~models.Q(term_kind="foreign-word") & models.Q(language="")),
                name="foreign_word_has_a_language",
                violation_error_message="A foreign word has a language; an abbreviation and a short name have none.",
            )
        ]

    def clean(self) -> None:
        """Refuse a meaning that is said to be the report's and does not stand in its words."""
        super().clean()
        if self.given_by == self.Source.REPORT and not any(self.meaning in cell for _, cell in self.as_printed):
            raise ValidationError({"meaning": "The words as printed do not hold this meaning; say that we give it."})

    @property
    def printed_forms(self) -> list[str]:
        """Every form in which the report prints it."""
        return [self.term, *self.variants]

    @property
    def forms(self) -> list[str]:
        """Every name that it has, printed or not."""
        return [*self.printed_forms, *self.synonyms]

    @property
    def names(self) -> list[str]:
        """Those, and what it stands for."""
        return [*self.forms, self.meaning]
