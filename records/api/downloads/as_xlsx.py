"""Records as an XLSX workbook: a sheet of them with typed cells, and one of notes.

XlsxWriter makes the workbook with all but the records: styles, head, filter, notes. Its own way with many rows,
``constant_memory``, gathers them in a file on disk and gives nothing out before the last one, then all at once. Here a
row goes out as it comes, into its place in the sheet: neither memory, nor disk, nor the one thread is held.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from records.api.downloads.content import Content
from records.api.downloads.notes import column_notes, notes

# Excel's own limits: rows of a sheet with its head, letters of a cell in UTF-16.
MOST_ROWS = 1_048_576
LONGEST = 32_767
CUT = " … [cut at the longest that a cell of Excel can be; the CSV file has the whole]"
# No text is a formula or a link here, whatever it begins with.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
SHEET = "xl/worksheets/sheet1.xml"
# Beyond these a sheet may be larger than an archive of the older form can say.
MOST_PLAIN = 200_000
# How the types that Excel counts in days are shown, the day that it counts from, and the first that it counts rightly.
MOMENTS = {"date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm:ss"}
DAY_ZERO = datetime.datetime(1899, 12, 30)
FIRST_NUMBER = 61
WIDTH = 16
# What XML cannot hold, and what Excel would read as standing for it.
UNSPEAKABLE = re.compile("[\x00-\x08\x0b-\x1f]|_x[0-9A-Fa-f]{4}_")
NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")


def pieces(content: Content) -> Iterator[bytes]:
    """The file, piece by piece; a piece is empty where what was written is still being compressed."""
    parts, styles = workbook(content)
    before, after = split(parts.pop(SHEET), content)
    outlet = Outlet()
    with ZipFile(outlet, "w") as archive:
        for name, part in parts.items():
            archive.writestr(entry(name), part)
        with archive.open(entry(SHEET), "w", force_zip64=content.count > MOST_PLAIN) as sheet:
            sheet.write(before)
            yield outlet.taken()
            for rows in rows_of(content, styles):
                sheet.write(rows)
                yield outlet.taken()
            sheet.write(after)
    yield outlet.taken()


class Outlet:
    """What the archive is written into, taken out again piece by piece."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """All is there at once."""

    def close(self) -> None:
        """There is nothing to give back."""

    def taken(self) -> bytes:
        """What was written since it was last asked."""
        some = b"".join(self.parts)
        self.parts.clear()
        return some


def entry(name: str) -> ZipInfo:
    """A part of the archive, of no date: the same records are the same bytes."""
    info = ZipInfo(name)
    info.compress_type = ZIP_DEFLATED
    return info


def workbook(content: Content) -> tuple[dict[str, bytes], dict[str, int]]:
    """The parts of the workbook without the records, by name, and the numbers of the styles of days and moments."""
    # Only now: few ask for a workbook, and it is large.
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, OPTIONS) as book:
        state = content.state or DAY_ZERO
        book.set_properties({"title": content.title, "created": datetime.datetime(state.year, state.month, state.day)})
        formats = {kind: book.add_format({"num_format": form}) for kind, form in MOMENTS.items()}
        head = book.add_format({"bold": True})
        prose = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet("Records")
        for number, column in enumerate(content.columns):
            sheet.write_string(0, number, column.name, head)
            sheet.set_column(number, number, WIDTH, formats.get(column.type))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, content.count, len(content.columns) - 1)
        # Codes and years in dates are text on purpose.
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        beside = book.add_worksheet("Notes")
        beside.set_column(0, 1, 26)
        beside.set_column(2, 2, 100)
        for number, (what, said) in enumerate(notes(content)):
            beside.write_string(number, 0, what, head)
            beside.write_string(number, 2, said, prose)
        for number, cells in enumerate(column_notes(content), start=len(notes(content)) + 1):
            for place, said in enumerate(cells):
                beside.write_string(number, place, said, prose if place == 2 else None)
    with ZipFile(written) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return parts, {kind: int(form.xf_index or 0) for kind, form in formats.items()}


def letters(place: int) -> str:
    """The column at a place, counted from 0, as Excel calls it: A, B, … AA."""
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(place))


def split(sheet: bytes, content: Content) -> tuple[bytes, bytes]:
    """The sheet before and after the records."""
    last = letters(len(content.columns) - 1)
    sheet = re.sub(rb'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{last}{content.count + 1}"/>'.encode(), sheet)
    before, end, after = sheet.partition(b"</sheetData>")
    return before, end + after


def rows_of(content: Content, styles: dict[str, int]) -> Iterator[bytes]:
    """The rows of the records, a chunk at a time."""
    number = 1
    writers = [(column, letters(place)) for place, column in enumerate(content.columns)]
    for records in content.records():
        written = []
        for data in records:
            number += 1
            cells = (cell(f"{letter}{number}", column.type, column.cell(data), styles) for column, letter in writers)
            written.append(f'<row r="{number}">{"".join(cells)}</row>')
        yield "".join(written).encode()


def cell(place: str, kind: str, value: Any, styles: dict[str, int]) -> str:
    """A cell of the type of its column; none at all for None and for empty text."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c r="{place}" t="b"><v>{value:d}</v></c>'
    if kind in MOMENTS and (number := moment(value)):
        return f'<c r="{place}" s="{styles[kind]}"><v>{number}</v></c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def moment(value: str) -> float:
    """A day, or a moment in UTC, as Excel counts days; 0 before March 1900, until when it counts one that never was."""
    since = datetime.datetime.fromisoformat(value).replace(tzinfo=None) - DAY_ZERO
    number = round(since / datetime.timedelta(days=1), 10)
    return 0 if number < FIRST_NUMBER else int(number) if number.is_integer() else number


def text(value: str) -> str:
    """A text as a sheet has it, cut where it is longer than a cell can be."""
    value = NO_CHARACTER.sub("\ufffd", value)
    if len(value) > LONGEST // 2 and len(value.encode("utf-16-le")) > 2 * LONGEST:
        kept = value.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))].decode("utf-16-le", errors="ignore")
        value = kept + CUT
    return UNSPEAKABLE.sub(spelt, escape(value))


def spelt(found: re.Match[str]) -> str:
    """What cannot stand in XML by its number, as Excel reads it; what looks like that, so that it does not."""
    sign = found.group()
    return f"_x{ord(sign):04X}_" if len(sign) == 1 else f"_x005F{sign}"
