"""Records as CSV: UTF-8 with a byte order mark, quoted and ended as RFC 4180 has it, harmless in a spreadsheet.

Text that a spreadsheet would run as a formula gets an apostrophe before it. The way back: where a cell is one or more
apostrophes and then one of ``= + - @``, a tab or a line break, take the first apostrophe away. Numbers get none.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

from records.api.downloads.content import Content
from records.api.flat import FlatColumn

MARK = "\ufeff"
# Behind apostrophes, too, so that the way back is the same for every text. The wide signs are of Japanese keyboards.
RUN_BY_SPREADSHEETS = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")  # noqa: RUF001
# What such a text begins with, so that few are looked at further.
FIRST = frozenset("'=+-@\t\r\n＝＋－＠")  # noqa: RUF001
# So many records are fetched at once, where that is quick: a millisecond or two of work.
AT_ONCE = 200
QUOTE, DOUBLED = '"', '""'
TRUTH = {True: "true", False: "false"}


def pieces(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    yield head(content.columns)
    if content.lean_rows:
        for keys in content.chunks.keys_at_once(AT_ONCE):
            yield content.lean_rows(keys)
    else:
        for records in content.records():
            yield lines([[told(column.cell(data)) for column in content.columns] for data in records])


def head(columns: list[FlatColumn]) -> bytes:
    """What stands before the records: the mark, and the names of the columns."""
    return MARK.encode() + lines([[column.name for column in columns]])


def lines(rows: list[list[str]]) -> bytes:
    """Rows of cells as lines."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def told(value: Any) -> str:
    """A value as a cell says it: nothing for None, true and false, text that no spreadsheet runs."""
    if isinstance(value, str):
        return f"'{value}" if value[:1] in FIRST and RUN_BY_SPREADSHEETS.match(value) else value
    if isinstance(value, bool):
        return TRUTH[value]
    return "" if value is None else str(value)


def written(value: Any) -> str:
    """A value as a cell, quoted where it must be, as `lines` does it: for rows that are made of ready cells."""
    return quoted(told(value))


def all_written(texts: list[str]) -> list[str]:
    """Texts as cells; looked at together first, since most columns hold none that needs anything."""
    if not FIRST.isdisjoint([text[:1] for text in texts]):
        return [written(text) for text in texts]
    together = "".join(texts)
    if QUOTE in together or "\n" in together or "\r" in together:
        return [quoted(text) for text in texts]
    return [f'"{text}"' if "," in text else text for text in texts] if "," in together else texts


def quoted(text: str) -> str:
    """A cell in quotes, where something in it would end it otherwise."""
    # Written out, for it is done a dozen times a row.
    if "," in text or '"' in text or "\n" in text or "\r" in text:
        return f'"{text.replace(QUOTE, DOUBLED)}"'
    return text
