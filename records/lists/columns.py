"""Columns of the lists: each turns a record into one cell of HTML, at once and without a template.

django-tables2 keeps the columns' names, headings and sorting. Its own rendering of cells took four fifths of a list
page's time, so a cell is made by ``cell(record)`` here and placed by templates/fragments/table.jinja.
"""

from __future__ import annotations

import copy
import functools
import re
from collections.abc import Callable, Iterator
from html import escape
from operator import attrgetter
from typing import Any, Self

import django_tables2 as tables
from django.db.models import F, QuerySet
from django.db.models.functions import Lower
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from npa_portal.addresses import address
from records.corrections.corrected import Corrected, CorrectedRecords
from records.models import Addressed
from records.wording import figure, signed

NOTHING = ""
# What is shown of a field in another form than its own.
FIELDS = {"date_in_words": "date", "printed_as": "printed_names"}
# Where a date of two ends may be broken over two lines, and nowhere else.
SECOND_PART = re.compile(r" (?=to |\()")


@functools.cache
def no_entry(reason: str) -> SafeString:
    """A dash in place of what a cell has not, with the reason for whoever points at it, hears it or reads a card."""
    html = (
        '<span class="no-entry" title="{0}"><span aria-hidden="true">–</span> '
        '<span class="no-entry__reason">{0}</span></span>'
    )
    return format_html(html, reason)


def link(record: Any, text: Any) -> SafeString:
    """``text`` leading to the record's own page."""
    return SafeString(f'<a href="{escape(record.get_absolute_url())}">{conditional_escape(text)}</a>')


def links(records: list[Any]) -> SafeString:
    """Several records by name, each leading to its page."""
    return SafeString(", ".join(link(record, record) for record in records))


@functools.lru_cache(maxsize=200)
def field_getter(accessor: str) -> Callable[[Any], Any]:
    """What reads the field that a column names: ``country__name``."""
    return attrgetter(accessor.replace("__", "."))


class Column(tables.Column):
    """The text of one field.

    ``short`` is its heading where room is scarce; ``absent`` says why a cell has nothing.
    """

    css = ""
    absent = "The report says nothing of it."
    is_text = False

    def __init__(self, verbose_name: str, *, css: str = "", short: str = "", absent: str = "", **kwargs: Any) -> None:
        super().__init__(verbose_name=verbose_name, **kwargs)
        self.css = css or self.css
        self.short = short or verbose_name
        self.absent = absent or self.absent

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """For a table of its own; what is in it never changes."""
        return copy.copy(self)

    def label_of(self, record: Any) -> str:
        """What stands before the cell where a row is a card."""
        return self.short

    def value_of(self, record: Any) -> Any:
        """The field of ``record`` that the column shows."""
        return field_getter(self.accessor)(record)

    def cell(self, record: Any) -> str:
        return str(self.value_of(record) or NOTHING)

    def corrected_in(self, record: Any, corrected: CorrectedRecords) -> Iterator[Corrected]:
        """The corrected value that the cell of ``record`` shows, if it is one."""
        if found := corrected.of(type(record), record.pk).get(FIELDS.get(str(self.accessor), str(self.accessor))):
            yield found


class TextColumn(Column):
    """A text of the report or of this edition, in which the page explains the terms of the glossary."""

    is_text = True


class LinkColumn(Column):
    """The name of the record, leading to its page; the row's heading."""

    css = "name"

    def cell(self, record: Any) -> str:
        return link(record, self.value_of(record))


class LetterColumn(LinkColumn):
    """The name of the record, sorted by letter, small or capital."""

    def order(self, queryset: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        letters = Lower(str(self.accessor))
        return queryset.order_by(letters.desc() if is_descending else letters.asc()), True


def choice_in_words(record: Any, name: str) -> str:
    """The label of what the record has chosen: Django's own way reads all choices anew for each cell."""
    kind: Any = type(record)
    value = getattr(record, name)
    return _labels(kind, name).get(value, str(value))


@functools.cache
def _labels(kind: Any, name: str) -> dict[Any, str]:
    return {value: str(label) for value, label in kind._meta.get_field(name).flatchoices}


class ChoiceColumn(Column):
    """The label of a choice."""

    def cell(self, record: Any) -> str:
        return choice_in_words(record, str(self.accessor))


class FigureColumn(Column):
    """A number, right-aligned."""

    css = "figure"
    absent = "The report gives no figure."

    def cell(self, record: Any) -> str:
        return figure(self.value_of(record))


class ChangeColumn(FigureColumn):
    """A change, with its sign."""

    absent = "The report gives no change."

    def cell(self, record: Any) -> str:
        value = self.value_of(record)
        return NOTHING if value is None else signed(value)


class DateColumn(Column):
    """A date in words, sorted by the days that it may mean; what has no end comes after what has."""

    css = "date"
    absent = "The report gives no date."

    def __init__(self, verbose_name: str = "Date", **kwargs: Any) -> None:
        super().__init__(verbose_name, accessor="date_in_words", **kwargs)

    def cell(self, record: Any) -> str:
        parts = SECOND_PART.split(record.date_in_words)
        if len(parts) == 1:
            return str(parts[0])
        return format_html(
            '<span class="date__parts">{}</span>', format_html_join(" ", "<span>{}</span>", ((part,) for part in parts))
        )

    def order(self, queryset: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        days = (F("earliest"), F("latest"))
        if is_descending:
            return queryset.order_by(*(day.desc(nulls_last=True) for day in days)), True
        return queryset.order_by(*(day.asc(nulls_last=True) for day in days)), True


class AdoptedColumn(DateColumn):
    """The date of a treaty, which a card calls by what Japan did on it."""

    def label_of(self, record: Any) -> str:
        return choice_in_words(record, "action")


class CountryColumn(Column):
    """The record's countries, each leading to its page."""

    css = "countries"
    absent = "The report names no country."

    def cell(self, record: Any) -> str:
        return links(record.country_list)


class SectionColumn(Column):
    """Where the record stands, leading to the section."""

    css = "place"

    def cell(self, record: Any) -> str:
        return link(record.section, record.section.number)


class LocatorColumn(Column):
    """Where exactly the record stands, leading to the section."""

    css = "locator"

    def cell(self, record: Any) -> str:
        return link(record.section, record.locator)


class RowNameColumn(Column):
    """The name of a grouped row, leading to its country where it is one."""

    css = "name"

    def cell(self, record: Any) -> str:
        name = record[str(self.accessor)]
        slug = record.get("country__slug")
        return format_html('<a href="{}">{}</a>', address("country-detail", slug), name) if slug else name

    def corrected_in(self, record: Any, corrected: CorrectedRecords) -> Iterator[Corrected]:
        """None: a corrected name makes a row of its own."""
        return iter(())


class YearColumn(FigureColumn):
    """The figure of one year, with its share where there is one, leading to the record that holds it."""

    def __init__(self, verbose_name: str, *, kind: type[Addressed], year: int, **kwargs: Any) -> None:
        super().__init__(verbose_name, accessor=f"persons_{year}", **kwargs)
        self.kind = kind
        self.year = year

    def cell(self, record: Any) -> str:
        slug = record[f"slug_{self.year}"]
        if slug is None:
            return NOTHING
        at = address("statistic-detail", slug)
        persons = format_html('<a href="{}">{}</a>', at, figure(record[f"persons_{self.year}"]))
        share = record.get(f"share_{self.year}")
        return persons if share is None else format_html('{} <span class="share">{}%</span>', persons, f"{share:.1f}")

    def corrected_in(self, record: Any, corrected: CorrectedRecords) -> Iterator[Corrected]:
        if pk := record[f"pk_{self.year}"]:
            found = corrected.of(self.kind, pk)
            yield from (found[field] for field in ("persons", "share") if field in found)
