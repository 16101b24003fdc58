"""Corrected values, each held beside the cell of its printed row: what the text allows, the table may contradict."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from msgspec import Struct

from records.corrections.corrected import Corrected, CorrectedRecords
from records.dates import MONTHS
from records.models import Addressed
from records.reconciliation.figure import Verdict

WORDS = re.compile(r"[^\W\d_]+|[0-9]+")
MONTHS_IN_SHORT = {month[:3].lower() for month in MONTHS}


class CellCheck(Struct, frozen=True):
    """What a cell prints, what an editor made of the value, and whether that is what is printed."""

    record: Addressed
    corrected: Corrected
    header: str
    printed: str

    @property
    def verdict(self) -> Verdict:
        return Verdict.AGREES if prints(self.printed, self.corrected) else Verdict.DIFFERS


def cell_checks(record: Addressed, corrected: Iterable[Corrected]) -> list[CellCheck]:
    """The corrected values of a record that a cell prints, each beside its cell."""
    return [CellCheck(record, value, *value.cell) for value in corrected if value.cell]


def checks_beneath(records: Collection[Addressed]) -> list[CellCheck]:
    """The same of all records that figures hang on, in their order; a query, and one a kind that has any."""
    shown: dict[type[Addressed], list[int]] = {}
    for record in records:
        shown.setdefault(type(record), []).append(record.pk)
    corrected = CorrectedRecords(shown)
    if not corrected:
        return []
    return [
        check for record in records for check in cell_checks(record, corrected.of(type(record), record.pk).values())
    ]


def prints(cell: str, corrected: Corrected) -> bool:
    """Whether the printed cell says what the corrected value says, whatever form its dates have."""
    if corrected.field == "action":
        # The report marks what is signed and not ratified by an asterisk.
        return ("*" in cell) == (corrected.now == "Signed")
    said, printed = words_of(corrected.now), words_of(cell)
    if corrected.field == "date":
        return dated(said, printed) == dated(printed, said)
    return said != [] and any(printed[start : start + len(said)] == said for start in range(len(printed)))


def words_of(text: str) -> list[str]:
    """The words and numbers of a text, months by their first three letters."""
    found = (word.lower() for word in WORDS.findall(text))
    return [word[:3] if word[:3] in MONTHS_IN_SHORT else word for word in found]


def dated(words: list[str], beside: list[str]) -> list[str]:
    """The months, days and years among the words; years only where what stands ``beside`` them has any."""
    years = any(len(word) == 4 and word.isdigit() for word in beside)
    return [word for word in words if word in MONTHS_IN_SHORT or (word.isdigit() and (years or len(word) != 4))]
