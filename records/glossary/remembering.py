"""The glossary as every page needs it, read once for each state of the records."""

from __future__ import annotations

import re

from records.models import Term
from records.models.state import kept_by_state


class Glossary:
    """All terms of one state, by letter, and where any of them stands in a text."""

    def __init__(self) -> None:
        self.terms = list(Term.objects.all())
        self.by_form = {form: term for term in self.terms for form in term.printed_forms}
        # The longest first: the Rome/Lyon Group is no Lyon Group. A hyphen may follow, as in “ODA-based”.
        forms = "|".join(map(re.escape, sorted(self.by_form, key=len, reverse=True)))
        self.pattern = re.compile(rf"(?<![\w/-])(?:{forms})(?!\w)" if forms else "(?!)")


@kept_by_state()
def glossary() -> Glossary:
    """The glossary as it stands; one query where its state is not known, and one more where it is a new one."""
    return Glossary()
