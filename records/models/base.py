"""What every record shares: an address, a place in the report, the row as printed, a date, countries."""

from __future__ import annotations

import functools
from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from simple_history.models import HistoricalRecords

from npa_portal.addresses import address
from records import dates
from records.models.fields import LONGEST_REASON, LineField, ListField, ProseField
from records.models.querysets import AddressedQuerySet, GoesBeyondItsYear, RecordQuerySet
from records.models.revision import Revision

validate_slug = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "Use small letters and digits, joined by single hyphens.")


def validate_as_printed(value: object) -> None:
    """Refuse anything but a list of ``[printed header, printed cell]`` pairs of text."""
    for pair in value if isinstance(value, list) else [value]:
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)):
            raise ValidationError("The printed row must be a list of [header, cell] pairs of text.")


def validate_names(value: object) -> None:
    """Refuse anything but a list of names."""
    if not (isinstance(value, list) and all(isinstance(name, str) for name in value)):
        raise ValidationError("The names must be a list of text.")


def validate_edtf(value: str) -> None:
    """Refuse what is no EDTF date."""
    try:
        dates.first_day(value)
    except dates.DateError as error:
        raise ValidationError(str(error)) from error


class Versions(HistoricalRecords):
    """Every version of a record, with a reason of limited length."""

    def _get_history_change_reason_field(self) -> models.Field:
        # One for each kind: the field that could be given to django-simple-history would be shared by all of them.
        return ProseField(max_length=LONGEST_REASON, null=True)


@functools.cache
def labels_of(field: Any) -> dict[Any, str]:
    """The labels of a field's choices."""
    return {value: str(label) for value, label in field.flatchoices}


class Addressed(models.Model):
    """Anything with an address of its own: records, sections, countries and topics."""

    # The name that urls.py gives the kind: "treaty" has treaty-list and treaty-detail. Empty for one without a page.
    url_name: ClassVar[str]
    # The fields that the words of a list's filter are looked up in.
    text_fields: ClassVar[tuple[str, ...]] = ("slug",)
    # The lists whose history is kept with the record's own.
    _history_m2m_fields: ClassVar[tuple[str, ...]] = ()

    slug = models.SlugField(
        max_length=120,
        unique=True,
        validators=[validate_slug],
        help_text="The last part of the record's address. It never changes, whatever else is corrected.",
    )

    objects = AddressedQuerySet.as_manager()
    # Every version of the record; `records.corrections.versions` writes it and reads it.
    history = Versions(inherit=True)

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it with all that follows from it, such as its search document, or nothing."""
        with transaction.atomic():
            Revision.objects.hold()
            super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address(f"{self.url_name}-detail", self.slug)

    def _get_FIELD_display(self, field: Any) -> Any:  # noqa: N802 # Django's own name.
        """What Django calls for the label of a choice, without making a dictionary of all choices each time."""
        value = getattr(self, field.attname)
        return labels_of(field).get(value, value)


class Placed(Addressed):
    """What stands at one place of the report: where, to the letter, and which countries and topics it concerns."""

    # How the kind reaches its countries: "country", "countries" or None.
    country_lookup: ClassVar[str | None] = None
    # The field that is its name; empty where it is named by several.
    named_by: ClassVar[str] = ""
    _history_m2m_fields: ClassVar[tuple[str, ...]] = ("topics",)

    section = models.ForeignKey(
        "records.Section", on_delete=models.PROTECT, help_text="The section or attached table that holds it."
    )
    locator = LineField(max_length=120, help_text="Where exactly it stands in the report: “Attached Table 4, row 21”.")
    position = models.PositiveIntegerField(
        db_index=True, help_text="Its place among the records of its kind, in the report's order, counted from 1."
    )
    as_printed = ListField(
        default=list,
        blank=True,
        validators=[validate_as_printed],
        help_text=(
            "The row to the letter, as [printed column header, printed cell] pairs. Corrections never touch it. "
            "Empty where only running text tells the fact."
        ),
    )
    topics = models.ManyToManyField(
        "records.Topic", blank=True, help_text="The portal's own tags; the report has none."
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(getattr(self, self.named_by))

    @property
    def country_list(self) -> list[Any]:
        """The countries that the record concerns, none to many."""
        if self.country_lookup == "countries":
            at_hand: list[Any] | None = getattr(self, "countries_at_hand", None)
            return list(self.countries.all()) if at_hand is None else at_hand  # type: ignore[attr-defined]
        country = getattr(self, "country", None) if self.country_lookup else None
        return [country] if country else []

    @property
    def topic_list(self) -> list[Any]:
        """The topics of the record, none to many."""
        at_hand: list[Any] | None = getattr(self, "topics_at_hand", None)
        return list(self.topics.all()) if at_hand is None else at_hand

    @property
    def kind(self) -> str:
        """The kind in plain words: “treaty”."""
        return str(self._meta.verbose_name)


class Record(Placed):
    """One row, list entry or told fact of the report, with a page of its own."""

    class Meta(Placed.Meta):
        abstract = True

    def clean(self) -> None:
        """Refuse a slug that a record of another kind with the same address has."""
        super().clean()
        for kind in self.kinds_with_its_address():
            if kind.objects.filter(slug=self.slug).exists():
                raise ValidationError({"slug": f"This slug is already that of one {kind._meta.verbose_name}."})

    @classmethod
    def kinds_with_its_address(cls) -> list[type[Record]]:
        """The other kinds whose records stand under the same address, such as ``/missions/``."""
        kinds = [kind for kind in apps.get_app_config("records").get_models() if issubclass(kind, Record)]
        return [kind for kind in kinds if kind.url_name == cls.url_name and kind is not cls]


class OneCountryRecord(Record):
    """A record about at most one country or territory."""

    country_lookup = "country"

    country = models.ForeignKey(
        "records.Country",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text="The country or territory; empty where the report names none or an organization.",
    )

    class Meta(Record.Meta):
        abstract = True


class ManyCountriesRecord(Record):
    """A record about any number of countries and territories."""

    country_lookup = "countries"
    _history_m2m_fields = ("countries", "topics")

    countries = models.ManyToManyField(
        "records.Country", blank=True, help_text="Every country or territory that it names, Japan only where it acts."
    )

    class Meta(Record.Meta):
        abstract = True


class Dated(models.Model):
    """A date with the precision that the report gives it, in EDTF, with its earliest and latest day."""

    date = LineField(
        max_length=60,
        blank=True,
        validators=[validate_edtf],
        help_text=(
            "EDTF: 1990, 1990-06, 1990-06-21, 1997-12-09/1997-12-10, 1975/.. (goes on), 1985/ (its end is not told), "
            "../1981 (by 1981, until 1981), 197X (the 1970s). Empty where the report gives no date."
        ),
    )
    fiscal_years = models.BooleanField(
        default=False, help_text="The report counts in Japanese fiscal years (FY, April to March)."
    )
    earliest = models.DateField(
        null=True, editable=False, help_text="The first day that the date may mean; computed from it."
    )
    latest = models.DateField(
        null=True, editable=False, help_text="The last day that the date may mean; empty while it goes on; computed."
    )

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["earliest", "latest"], name="%(class)s_days"),
            models.Index(
                fields=["earliest", "latest"], condition=models.Q(GoesBeyondItsYear()), name="%(class)s_spans"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latest=None) | models.Q(latest__gte=models.F("earliest")),
                name="%(class)s_ends_after_it_begins",
                violation_error_message="It cannot end before it begins.",
            )
        ]

    def clean(self) -> None:
        """Refuse fiscal years that do not begin with an April and end with a March."""
        super().clean()
        if self.fiscal_years and self.date and not dates.spans_fiscal_years(self.date):
            reason = "Fiscal years run from an April to a March, such as 1988-04/1989-03 or 1988-04/.. (goes on)."
            raise ValidationError({"date": reason})

    @property
    def date_in_words(self) -> str:
        """The date as a reader says it: “December 9–10, 1997”."""
        return dates.in_words(self.date, fiscal_years=self.fiscal_years)

    @property
    def ongoing(self) -> bool:
        """Whether the report gives a beginning and no end."""
        return self.earliest is not None and self.latest is None

    @property
    def is_vague(self) -> bool:
        """Whether the report gives no more than a decade or a century, or an approximate date."""
        return dates.is_vague(self.date)

    @property
    def is_span(self) -> bool:
        """Whether it goes on for more than a year; of a vague date nobody can say."""
        if self.earliest is None or self.is_vague:
            return False
        return self.latest is None or (self.latest - self.earliest).days > 366


def sorted_by(field: str, *, few_values: bool = False) -> list[models.Index]:
    """The indexes by which a long list is sorted by ``field``, rows of one value in the report's order.

    Of few values one sorts from the first, and another from the last: there are too many rows of each to sort them.
    """
    orders = {"by": field, "from": f"-{field}"} if few_values else {"by": field}
    return [
        models.Index(fields=[order, "position", "id"], name=f"%(class)s_{word}_{field}")
        for word, order in orders.items()
    ]


def by_country() -> models.Index:
    """The index by which a long list is read country by country, in the report's order; it knows the days, too."""
    return models.Index(fields=["country", "position", "id", "earliest"], name="%(class)s_by_country")


def set_days(instance: models.Model, **kwargs: Any) -> None:
    """Keep earliest and latest in step with the date, also where ``loaddata`` saves the raw row."""
    if isinstance(instance, Dated):
        instance.earliest = dates.first_day(instance.date) if instance.date else None
        instance.latest = dates.last_day(instance.date) if instance.date else None
