"""Which values stand corrected: another than the one that was transcribed, with what is printed in its place.

A correction that was undone is none. The change log tells it, so a page finds out with one query, whatever it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString

from records.corrections.differences import label
from records.kinds import NAMES
from records.models import Addressed, Change
from records.models.printed_cells import printed_cell
from records.wording import one_line, short

MOST_SHOWN = 60


@dataclass(frozen=True)
class Corrected:
    """A corrected value: what the field said first and what it says now, in words, and the cell that holds it.

    ``cell`` is the header and the printed cell, None where no cell holds it; ``address`` tells the correction.
    """

    field: str
    name: str
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


def corrected_fields(record: Addressed, changes: Iterable[Change], page: str) -> dict[str, Corrected]:
    """The corrected values of a record by the names of their fields; ``changes`` are its own, oldest first.

    ``page`` is the address of the page on which its changes are told.
    """
    lines: dict[str, list[Change]] = {}
    for change in changes:
        if change.what == Change.What.CORRECTED:
            lines.setdefault(change.field, []).append(change)
    kind = type(record)
    fields = {label(field): field.name for field in (*kind._meta.fields, *kind._meta.many_to_many)}
    return {
        fields[name]: Corrected(
            fields[name],
            name,
            told[0].before,
            told[-1].after,
            printed_cell(record, fields[name]),
            f"{page}#change-{told[-1].pk}",
        )
        for name, told in lines.items()
        if name in fields and fields[name] != "slug" and told[0].before != told[-1].after
    }


class CorrectedRecords:
    """The corrected values of the records that a page shows: those of each kind that stand in ``shown``.

    Read when the first of them is asked for, by one query, and one more for each kind of which any was corrected.
    """

    def __init__(self, shown: Sequence[tuple[type[Addressed], Iterable[int]]]) -> None:
        self.shown = shown

    def of(self, kind: type[Addressed], pk: int) -> Mapping[str, Corrected]:
        """The corrected values of one of them by the names of their fields."""
        return self._found.get((NAMES[kind], pk), {})

    @cached_property
    def _found(self) -> dict[tuple[str, int], dict[str, Corrected]]:
        kinds = {NAMES[kind]: kind for kind, _ in self.shown}
        pks = {name: {pk for kind, found in self.shown if NAMES[kind] == name for pk in found} for name in kinds}
        changes: dict[str, dict[int, list[Change]]] = {}
        for change in Change.objects.corrections_of(pks):
            changes.setdefault(change.kind, {}).setdefault(change.record_pk or 0, []).append(change)
        return {
            (name, pk): corrected_fields(record, changes[name][pk], record.get_absolute_url())
            for name in changes
            for pk, record in kinds[name].objects.in_bulk(changes[name]).items()
        }
