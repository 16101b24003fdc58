"""Which values stand corrected: another than the one that was transcribed, with what is printed in its place.

A correction that was undone is none. The change log tells it, so a page finds out with one query, whatever it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from msgspec import Struct

from records.corrections.differences import label
from records.kinds import NAMES
from records.models import Addressed, Change
from records.models.printed_cells import printed_cell
from records.models.state import kept_by_state
from records.wording import one_line, short

MOST_SHOWN = 60


class Corrected(Struct, frozen=True):
    """A corrected value: what its field said first and what it says now, in words, and the cell that holds it.

    ``field`` is the field's name, ``label`` the same in plain words; ``cell`` the header and the printed cell, None
    where no cell holds it; ``address`` is where the correction is told.
    """

    field: str
    label: str
    was: str
    now: str
    cell: tuple[str, str] | None
    address: str

    @property
    def words(self) -> str:
        """“corrected; printed Nov. 23, 2001 *”."""
        said, text = ("printed", self.cell[1]) if self.cell else ("before", self.was)
        return f"corrected; {said} {short(one_line(text), MOST_SHOWN) or 'nothing'}"

    def __html__(self) -> SafeString:
        return format_html('<a class="corrected" href="{}">{}</a>', self.address, self.words)


class CorrectedFields(dict[str, Corrected]):
    """The corrected values of a record by the names of their fields."""

    def __call__(self, *fields: str) -> SafeString:
        """What is marked beside a cell that shows these fields: of one cell that holds several it is told once."""
        if not self:
            return SafeString()
        marks = {self[field].words: self[field] for field in fields if field in self}
        return format_html_join("", " {}", ((mark,) for mark in marks.values()))


def corrected_fields(record: Addressed, changes: Iterable[Change], page: str = "") -> CorrectedFields:
    """The corrected values of a record by the names of their fields; ``changes`` are its corrections, oldest first.

    ``page`` is the address of the page that tells all of them, empty on that page itself.
    """
    changes = list(changes)
    if not changes:
        return CorrectedFields()
    kind = type(record)
    names = {label(field): field.name for field in (*kind._meta.fields, *kind._meta.many_to_many)}
    first: dict[str, Change] = {}
    last: dict[str, Change] = {}
    for change in changes:
        # A record's address is nothing that the report says.
        if change.field in names and names[change.field] != "slug":
            first.setdefault(change.field, change)
            last[change.field] = change
    return CorrectedFields(
        {
            names[said]: Corrected(
                field=names[said],
                label=said,
                was=began.before,
                now=last[said].after,
                cell=printed_cell(record, names[said]),
                address=f"{page}#change-{last[said].pk}",
            )
            for said, began in first.items()
            if began.before != last[said].after
        }
    )


class CorrectedRecords:
    """The corrected values of the records that a page shows: ``shown``, the primary keys of each kind.

    Read when the first of them is asked for, by one query where any of their kinds was ever corrected, and one more for
    each kind of which any of them was.
    """

    def __init__(self, shown: Mapping[type[Addressed], Iterable[int]]) -> None:
        self.shown = shown

    def __bool__(self) -> bool:
        """Whether any of them has a corrected value."""
        return bool(self._found)

    def of(self, kind: type[Addressed], pk: int) -> Mapping[str, Corrected]:
        """The corrected values of one of them by the names of their fields."""
        return self._found.get((kind, pk), {})

    def of_date(self, record: Addressed) -> Corrected | None:
        """The corrected date of one of them."""
        return self.of(type(record), record.pk).get("date")

    @cached_property
    def _found(self) -> dict[tuple[type[Addressed], int], dict[str, Corrected]]:
        ever = kinds_corrected()
        kinds = {NAMES[kind]: kind for kind in self.shown if NAMES[kind] in ever}
        asked = {name: list(self.shown[kind]) for name, kind in kinds.items()}
        changes: dict[type[Addressed], dict[int, list[Change]]] = {}
        for change in Change.objects.corrections_of(asked) if asked else ():
            changes.setdefault(kinds[change.kind], {}).setdefault(change.record_pk or 0, []).append(change)
        return {
            (kind, pk): corrected_fields(record, changes[kind][pk], page_of(record))
            for kind in changes
            for pk, record in kind.objects.in_bulk(changes[kind]).items()
        }


@kept_by_state()
def kinds_corrected() -> frozenset[str]:
    """The names of the kinds of which any record was ever corrected, kept for each state of the records."""
    return Change.objects.kinds_corrected()


def page_of(record: Addressed) -> str:
    """The page that tells the corrections of a record: its own, or the log for a printed total, which has none."""
    return record.get_absolute_url() if record.url_name else reverse("change-list")
