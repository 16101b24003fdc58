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

MARK = "\ufeff"
# Behind apostrophes, too, so that the way back is the same for every text. The wide signs are of Japanese keyboards.
RUN_BY_SPREADSHEETS = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")  # noqa: RUF001
TRUTH = {True: "true", False: "false"}


def pieces(content: Content) -> Iterator[bytes]:
    """The file, piece by piece."""
    yield MARK.encode() + lines([[column.name for column in content.columns]])
    for records in content.records():
        yield lines([[told(column.cell(data)) for column in content.columns] for data in records])


def lines(rows: list[list[str]]) -> bytes:
    """Rows of cells as lines."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def told(value: Any) -> str:
    """A value as a cell says it: nothing for None, true and false, text that no spreadsheet runs."""
    if isinstance(value, str):
        return f"'{value}" if RUN_BY_SPREADSHEETS.match(value) else value
    if isinstance(value, bool):
        return TRUTH[value]
    return "" if value is None else str(value)
