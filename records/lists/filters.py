"""The filters that lists are made of: plain query parameters, checked, answered with a reason where they do not fit."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, ClassVar, Self

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from records.former_addresses import former_slugs
from records.kinds import NAMES, TITLES
from records.models import Country, Placed, Record, Section, Tally, Topic
from records.outline import Outline
from records.wording import short

Records = QuerySet[Any]


class SharedField(forms.Field):
    """A field whose copies, one a form, share what nobody changes: Django would copy hundreds of choices."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return copy.copy(self)


class WordsField(SharedField, forms.CharField):
    """Words."""


class YearField(SharedField, forms.IntegerField):
    """A year."""


class SharedChoices(SharedField, forms.ChoiceField):
    """A choice whose copies share what can be chosen."""

    def offer(self, choices: list[tuple[str, str]]) -> None:
        """Offer these alone, in this form; they need nothing of what Django does with choices."""
        self._choices = choices


class OneChoiceField(SharedChoices):
    """A choice that says what it may be when it is none of these."""

    def __init__(self, *, choices: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        self.labels = dict(choices)
        super().__init__(choices=[("", "Any"), *self.labels.items()], **kwargs)

    def validate(self, value: Any) -> None:
        if value and value not in self.labels:
            known = ", ".join(self.labels)
            raise ValidationError(f"“{short(value)}” is none of: {known}.")


class SharedFilter(django_filters.Filter):
    """A filter whose copies, one a request, share what it was declared with."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        found = copy.copy(self)
        # Where a method of the filter set filters, let it be found by the copy.
        found.method = found.method
        return found


class WordsFilter(SharedFilter):
    """Words that must stand in a record."""

    field_class = WordsField


class ChoiceFilter(SharedFilter):
    """One of a kind's own choices."""

    field_class = OneChoiceField

    def filter(self, qs: Any, value: str) -> Records:
        return qs.having(self.field_name, value) if value else qs


class KindFilter(ChoiceFilter):
    """One of the kinds of record on the page, by its public name."""

    def __init__(self, kinds: Iterable[type[Placed]]) -> None:
        names = [NAMES[kind] for kind in kinds]
        super().__init__(label="Kind", choices=[(name, TITLES[name]) for name in names])

    def filter(self, qs: Any, value: str) -> Records:
        return qs if not value or NAMES[qs.model] == value else qs.none()


class YearFilter(SharedFilter):
    """A calendar year, in a plain text field, which keeps also what is no number for the visitor to mend."""

    field_class = YearField

    def __init__(self, **kwargs: Any) -> None:
        message = "A year is a whole number from 1 to 9999."
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), message)
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(min_value=1, max_value=9999, error_messages=messages, widget=widget, **kwargs)


class ReferencesField(SharedChoices, forms.MultipleChoiceField):
    """Any number of countries, topics or sections by their slugs; becomes the objects themselves.

    ``options`` holds every one that exists, marked ``used`` where a record of the page refers to it; only these are
    offered.
    """

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, options: Iterable[Any], noun: str, url_name: str, **kwargs: Any) -> None:
        self.options = {option.slug: option for option in options}
        self.noun = noun
        self.url_name = url_name
        # Those slugs of the address that were renamed, each with its slug of today.
        self.renamed: dict[str, str] = {}
        offered = [(slug, str(option)) for slug, option in self.options.items() if option.used]
        super().__init__(choices=offered, **kwargs)

    def to_python(self, value: Any) -> list[str]:
        """The slugs of today: one from before a rename is followed, so that an old address keeps its filters."""
        slugs = super().to_python(value)
        unknown = [slug for slug in slugs if slug not in self.options]
        self.renamed = former_slugs(self.url_name, unknown) if unknown else {}
        return [self.renamed.get(slug, slug) for slug in slugs]

    def validate(self, value: list[str]) -> None:
        for slug in value:
            if slug not in self.options:
                raise ValidationError(f"The report has no {self.noun} “{short(slug)}”.")

    def clean(self, value: Any) -> list[Any]:
        return [self.options[slug] for slug in super().clean(value)]


class SectionsField(ReferencesField):
    """Any number of sections, with the outline in which they stand."""

    def __init__(self, *, options: Iterable[Section], **kwargs: Any) -> None:
        self.outline = Outline(options)
        super().__init__(options=self.outline.sections, **kwargs)


class ReferencesFilter(SharedFilter):
    """Records that refer to any of the chosen countries, topics or sections."""

    field_class = ReferencesField
    refers_to: ClassVar[Any]

    @property
    def field(self) -> ReferencesField:
        if not hasattr(self, "_field"):
            noun = str(self.refers_to._meta.verbose_name)
            self._field = self.field_class(
                options=self.options(), noun=noun, url_name=self.refers_to.url_name, label=self.label, required=False
            )
        return self._field

    def lookup(self, kind: type[Placed]) -> str | None:
        """The field of ``kind`` that refers to the model; None where it has none."""
        raise NotImplementedError

    def with_those_below(self, referred: Iterable[Any]) -> Iterable[Any]:
        """The chosen ones with what stands below them."""
        return referred

    def options(self) -> Iterable[Any]:
        """All of the model, each marked ``used`` where a record of the page's kinds refers to it; one query."""
        # Of records the tallies say it; other kinds have few rows.
        counted = [NAMES[kind] for kind in self.parent.kinds if issubclass(kind, Record)]
        facet = self.refers_to._meta.model_name
        used = Q(Exists(Tally.objects.filter(facet=facet, kind__in=counted, key=OuterRef("pk"), count__gt=0)))
        for kind in self.parent.kinds:
            if not issubclass(kind, Record) and (name := self.lookup(kind)):
                used |= Q(Exists(kind.objects.order_by().filter(**{name: OuterRef("pk")})))
        return self.refers_to.objects.annotate(used=ExpressionWrapper(used, output_field=BooleanField()))


class CountryFilter(ReferencesFilter):
    """Records that concern any of the countries."""

    refers_to = Country

    def lookup(self, kind: type[Placed]) -> str | None:
        return kind.country_lookup

    def filter(self, qs: Any, value: list[Country]) -> Records:
        return qs.concerning(value) if value else qs


class TopicFilter(ReferencesFilter):
    """Records tagged with any of the topics."""

    refers_to = Topic

    def lookup(self, kind: type[Placed]) -> str:
        return "topics"

    def filter(self, qs: Any, value: list[Topic]) -> Records:
        return qs.tagged(value) if value else qs


class SectionFilter(ReferencesFilter):
    """Records of any of the sections, of what stands below them, and of the attached tables they refer to."""

    field_class = SectionsField
    refers_to = Section

    def lookup(self, kind: type[Placed]) -> str:
        return "section"

    @property
    def outline(self) -> Outline:
        """The outline of all sections."""
        field: SectionsField = self.parent.form.fields["section"]
        return field.outline

    def options(self) -> Iterable[Any]:
        outline = Outline(super().options())
        for section in outline.sections:
            section.used = any(below.used for below in outline.subtree(section))  # type: ignore[attr-defined]
        return outline.sections

    def with_those_below(self, referred: Iterable[Section]) -> Iterable[Section]:
        return {below for section in referred for below in self.outline.subtree(section)}

    def filter(self, qs: Any, value: list[Section]) -> Records:
        return qs.in_sections(self.with_those_below(value)) if value else qs
