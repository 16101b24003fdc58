"""How to cite a record: a ready sentence, BibTeX, RIS, CSL-JSON, and what Zotero reads from a page's head.

All say the same: the report, the record, its place in the report, this edition, its state and its address. The report
prints no year of publication, so nothing here gives one. Nor is there a day of access, for a page must not depend on
the day on which it is asked for: the copy button adds it to the sentence.
"""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass

from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString

from records.models import Addressed, Record, Section
from records.wording import one_line

# Two bodies and not one name with a comma, which readers of RIS and BibTeX take for a family name.
AUTHORS = ("National Police Agency of Japan", "Police Policy Research Center")
REPORT = "Progress of International Cooperation and Exchange to 2003"
EDITION = "Reference edition on the web"


@dataclass(frozen=True)
class Citation:
    """All that a citation says of one record.

    ``key`` is unique within the portal, ``place`` empty for a country or a topic, which the report has no one place
    for, ``state`` the day on which the record was last loaded or edited (UTC), where that is known.
    """

    key: str
    title: str
    place: str
    address: str
    state: datetime.date | None

    @property
    def edition(self) -> str:
        """The edition with its state: “Reference edition on the web, as of November 24, 2026”."""
        return f"{EDITION}, as of {format_date(self.state, 'F j, Y')}" if self.state else EDITION


def citation_of(record: Addressed, *, address: str, changed: datetime.datetime | None) -> Citation:
    """The citation of ``record`` at ``address``, which was last changed at ``changed``."""
    return Citation(
        key=f"npa-{record.url_name}-{record.slug}",
        title=one_line(record.title if isinstance(record, Section) else str(record)),
        place=one_line(place_of(record)),
        address=address,
        state=changed.astimezone(datetime.UTC).date() if changed else None,
    )


def place_of(record: Addressed) -> str:
    """Where it stands in the report: section or table, row, and the section's heading and page."""
    if isinstance(record, Record):
        return f"{record.locator} ({record.section.title}{_page(record.section, ', from page')})"
    if isinstance(record, Section):
        number = record.number if record.is_attached_table else f"Section {record.number}"
        return f"{number}{_page(record, ', page')}"
    return ""


def _page(section: Section, words: str) -> str:
    return f"{words} {section.page}" if section.page else ""


def sentence(citation: Citation) -> SafeString:
    """The citation as a ready sentence of HTML, the report's title in ``<cite>``."""
    place = f", {citation.place}" if citation.place else ""
    return format_html(
        "{}. “{}.” In <cite>{}</cite>{}. {}. {}",
        ", ".join(AUTHORS), citation.title, REPORT, place, citation.edition, citation.address,
    )  # fmt: skip


# BibTeX

LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
}
# BibTeX counts braces even behind a backslash: those that do not pair are called by their names.
UNPAIRED = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
# What LaTeX would set as one sign.
LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=,)(?=,)|(?<=[?!])(?=`)")


def latex(text: str) -> str:
    """``text`` as LaTeX sets it to the letter; what is not ASCII stays, as UTF-8."""
    signs = LATEX if braces_pair(text) else LATEX | UNPAIRED
    return "{}".join("".join(signs.get(sign, sign) for sign in part) for part in LIGATURE.split(text))


def braces_pair(text: str) -> bool:
    """Whether every brace in ``text`` that opens closes, and none closes before."""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def bibtex(citation: Citation) -> str:
    """One BibTeX entry; the second braces keep capital letters as they are."""
    note = ". ".join(filter(None, (citation.place, citation.edition)))
    fields = {
        "author": " and ".join(f"{{{latex(author)}}}" for author in AUTHORS),
        "title": f"{{{latex(citation.title)}}}",
        "booktitle": f"{{{latex(REPORT)}}}",
        "note": latex(note),
        "url": citation.address,
        "language": "english",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@incollection{{{citation.key},\n{lines}}}\n"


# RIS


def ris(citation: Citation) -> str:
    """One RIS record; its lines end with CR LF, as the format wants."""
    lines = [
        ("TY", "CHAP"),
        ("ID", citation.key),
        *(("AU", author) for author in AUTHORS),
        ("TI", citation.title),
        ("T2", REPORT),
        ("N1", ". ".join(filter(None, (citation.place, citation.edition)))),
        ("LA", "en"),
        ("UR", citation.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


# CSL-JSON


def csl_json(citation: Citation) -> str:
    """A list of one CSL-JSON item, as Pandoc, citeproc and Zotero read it."""
    item = {
        "id": citation.key,
        "type": "chapter",
        "title": citation.title,
        "author": [{"literal": author} for author in AUTHORS],
        "container-title": REPORT,
        "section": citation.place,
        "note": citation.edition,
        "version": citation.state.isoformat() if citation.state else "",
        "URL": citation.address,
        "language": "en",
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2) + "\n"


# The head of a page


def meta(citation: Citation) -> list[tuple[str, str]]:
    """The ``citation_*`` names and contents from which Zotero and search engines know a page."""
    return [
        ("citation_title", citation.title),
        *(("citation_author", author) for author in AUTHORS),
        ("citation_inbook_title", REPORT),
        ("citation_language", "en"),
        ("citation_public_url", citation.address),
    ]
