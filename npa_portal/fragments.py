"""Fragments: what a page draws by the hundred, such as the rows of a table, by Jinja2 from templates/fragments/.

Everything else is Django's templates. docs/architecture.md says why there are two languages, and where the line runs.
"""

from __future__ import annotations

from typing import Any

from django.template import engines
from django.template.defaultfilters import capfirst, date, linebreaksbr, pluralize, truncatechars, truncatewords
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, StrictUndefined

from npa_portal.addresses import address
from records.wording import lower_first, signed


def environment(**options: Any) -> Environment:
    """Where they are read, which escapes what is no HTML; a name that a fragment is not given is a fault."""
    found = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})  # noqa: S701 # Django sets autoescape.
    found.filters |= {
        "capfirst": capfirst,
        "date": date,
        "linebreaksbr": linebreaksbr,
        "lower_first": lower_first,
        "pluralize": pluralize,
        "signed": signed,
        "truncatechars": truncatechars,
        "truncatewords": truncatewords,
    }
    found.globals["address"] = address
    return found


def fragment(name: str, **given: Any) -> SafeString:
    """The HTML of the fragment of that name, drawn from what it is ``given``."""
    template = engines["fragments"].get_template(f"{name}.jinja")
    return mark_safe(template.render(given))  # noqa: S308 # Jinja2 has escaped it.
