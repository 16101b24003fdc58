"""Citations as other people's parsers read them."""

from __future__ import annotations

from typing import Any

import bibtexparser.entrypoint
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

NAMES = {
    "backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^",
    "less": "<", "greater": ">", "bar": "|",
}  # fmt: skip


def decoder() -> LatexNodes2Text:
    """pylatexenc with the names of signs that it does not know, or takes for accents."""
    known = get_default_latex_context_db()
    signs = [MacroTextSpec(f"text{name}", sign) for name, sign in NAMES.items()]
    known.add_context_category("signs", macros=signs, prepend=True)
    return LatexNodes2Text(latex_context=known, keep_braced_groups=False)


def read_bibtex(text: str) -> dict[str, str]:
    """The fields of the one entry, as a program that knows LaTeX reads them; an address is taken to the letter."""
    library = bibtexparser.entrypoint.parse_string(text, append_middleware=[LatexDecodingMiddleware(decoder=decoder())])
    assert not library.failed_blocks
    [entry] = library.entries
    [verbatim] = bibtexparser.entrypoint.parse_string(text).entries
    fields = {field.key: field.value for field in entry.fields} | {"url": verbatim["url"]}
    return {"ENTRYTYPE": entry.entry_type, "ID": entry.key} | fields


def read_ris(text: str) -> dict[str, Any]:
    [entry] = rispy.loads(text)
    found: dict[str, Any] = entry
    return found
