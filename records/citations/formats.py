"""How a citation is written: a ready sentence, BibTeX, RIS, CSL-JSON, and what Zotero reads from a page's head."""

from __future__ import annotations

import json
import re

from django.utils.html import format_html
from django.utils.safestring import SafeString

from records.citations.citation import EDITORS, REPORT, Citation


def sentence(citation: Citation) -> SafeString:
    """The citation as a ready sentence of HTML, the report's title in ``<cite>``."""
    place = f", {citation.place}" if citation.place else ""
    return format_html(
        "“{}.” In <cite>{}</cite>, edited by {}{}. {}. {}",
        citation.title, REPORT, ", and ".join(EDITORS), place, citation.remark, citation.address,
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
    """One BibTeX entry; the second braces keep capital letters as they are, and a body's name from being a person's."""
    note = ". ".join(filter(None, (citation.place, citation.remark)))
    fields = {
        "title": f"{{{latex(citation.title)}}}",
        "booktitle": f"{{{latex(REPORT)}}}",
        "editor": " and ".join(f"{{{latex(editor)}}}" for editor in EDITORS),
        "note": latex(note),
        "url": citation.address,
        "language": "english",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@incollection{{{citation.key},\n{lines}}}\n"


# RIS


def ris(citation: Citation) -> str:
    """One RIS record, the editors of the whole under A2, as its type has them; its lines end with CR LF."""
    lines = [
        ("TY", "CHAP"),
        ("ID", citation.key),
        ("TI", citation.title),
        ("T2", REPORT),
        *(("A2", without_comma(editor)) for editor in EDITORS),
        ("N1", ". ".join(filter(None, (citation.place, citation.remark)))),
        ("LA", "en"),
        ("UR", citation.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def without_comma(name: str) -> str:
    """A body's name with what follows its comma in brackets: in RIS a comma parts a family name from a given one."""
    body, _, whole = name.partition(", ")
    return f"{body} ({whole})" if whole else body


# CSL-JSON


def csl_json(citation: Citation) -> str:
    """A list of one CSL-JSON item, as Pandoc, citeproc and Zotero read it."""
    item = {
        "id": citation.key,
        "type": "chapter",
        "title": citation.title,
        "container-title": REPORT,
        "editor": [{"literal": editor} for editor in EDITORS],
        "section": citation.place,
        "note": citation.remark,
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
        ("citation_inbook_title", REPORT),
        *(("citation_editor", editor) for editor in EDITORS),
        ("citation_language", "en"),
        ("citation_public_url", citation.address),
    ]
