"""Sections 2 to 6: facts that only the running text tells."""

from __future__ import annotations

from records.models.base import Dated, ManyCountriesRecord, sorted_by
from records.models.fields import LineField, ProseField


class Event(Dated, ManyCountriesRecord):
    """A fact that no table or list of the report holds, nearly always dated, told in our own words."""

    url_name = "event"
    named_by = "title"
    text_fields = ("title", "text")

    title = LineField(max_length=160, help_text="What happened, in our own words.")
    text = ProseField(blank=True, help_text="A sentence or two more, in our own words, every figure exact.")

    class Meta(Dated.Meta, ManyCountriesRecord.Meta):
        verbose_name = "event"
        indexes = [*Dated.Meta.indexes, *sorted_by("title")]
