"""Terms explained in the texts of a page, each once, where it first stands."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from records.glossary.remembering import glossary
from records.models import Term


class Explainer:
    """What explains the terms of one page, its texts being given in the order in which they stand."""

    def __init__(self) -> None:
        self.explained: set[Term] = set()

    def explain(self, text: str) -> SafeString:
        """``text`` as HTML, with each term that the page has not explained yet leading to the glossary.

        What is HTML already stays as it is.
        """
        if isinstance(text, SafeString):
            return text
        known = glossary()
        parts, shown = [], 0
        for match in known.pattern.finditer(text):
            term = known.by_form[match.group()]
            if term not in self.explained:
                self.explained.add(term)
                parts += [escape(text[shown : match.start()]), link_to(term, match.group())]
                shown = match.end()
        parts.append(escape(text[shown:]))
        return mark_safe("".join(parts))  # noqa: S308 # Every part of the text is escaped.


def link_to(term: Term, form: str) -> SafeString:
    """The term as a text has it: what it means for a pointer that rests on it, its entry for a finger or a key."""
    address = term.get_absolute_url()
    if term.language:
        said = '<a class="term" href="{}" title="{}"><i lang="{}">{}</i></a>'
        return format_html(said, address, term.meaning, term.language, form)
    return format_html('<a class="term" href="{}"><abbr title="{}">{}</abbr></a>', address, term.meaning, form)


def in_context(request: HttpRequest) -> dict[str, Explainer]:
    """A page's own explainer, for the tag `explained`."""
    return {"explainer": Explainer()}
