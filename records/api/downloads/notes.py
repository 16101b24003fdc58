"""What the sheet of notes says: source, filters, number of rows, citation, rights, and what each column holds."""

from __future__ import annotations

from html import unescape

from django.utils.html import strip_tags

from records.api.downloads.content import Content
from records.citations.citation import EDITION, EDITORS, REPORT
from records.citations.formats import sentence
from records.citations.shown import Shown, citation_of_shown
from records.wording import counted

RIGHTS = (
    "The report belongs to its publishers. What this edition wrote itself, the summaries of sections, the texts of "
    "events and the topics, is free to use under CC BY 4.0."
)


def notes(content: Content) -> list[tuple[str, str]]:
    """What is said of the file as a whole, each thing under its name."""
    state = content.state.isoformat() if content.state else "unknown"
    return [
        ("Table", content.title),
        ("Filters", content.filters or "None: all of them."),
        ("Rows", str(content.count)),
        ("Source", f"{REPORT}, edited by {', and '.join(EDITORS)}."),
        ("Edition", f"{EDITION}, as of {state}."),
        ("Address", content.address),
        ("Citation", citation(content)),
        ("Rights", RIGHTS),
        ("As printed", "as_printed holds the row to the letter; every other column is computed from it or about it."),
        ("Days", "Days before March 1900 are text: Excel cannot count them."),
    ]


def citation(content: Content) -> str:
    """The file as a ready sentence, in the words in which a list is cited."""
    shown = Shown("file", content.title, "", counted(content.count, "row"), filters=content.filters)
    cited = citation_of_shown(shown, address=content.address, state=content.state)
    return unescape(strip_tags(sentence(cited)))


def column_notes(content: Content) -> list[tuple[str, str, str]]:
    """A line a column, beneath their heads: name, unit or type, and what it holds."""
    lines = [(column.name, column.unit or column.type, column.description) for column in content.columns]
    return [("Column", "Unit or type", "What it holds"), *lines]
