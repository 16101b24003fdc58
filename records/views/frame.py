"""What the frame of every page, templates/fragments/frame.jinja, shows around the page's own: drawn once and kept."""

from __future__ import annotations

import functools
from typing import Any

from django.core.signals import setting_changed
from django.dispatch import receiver
from django.http import HttpRequest
from django.template import engines
from django.utils.html import escape
from django.utils.safestring import SafeString

from npa_portal.addresses import address, addresses
from npa_portal.fragments import fragment
from records.glossary.explaining import Explainer
from records.models.revision import State
from records.models.state import asked_state
from records.views.navigation import Place, counts_in, groups_at, place_of

# Stands in the search box for what was searched for.
WORDS = "words-searched-for"
# In the order in which they stand.
FOOTER = {"about": "About this edition", "change-list": "Changes", "data": "Data", "interface": "API"}


def in_context(request: HttpRequest) -> dict[str, object]:
    """What a page of Jinja2 is given by its request alone: its frame, and what explains its terms."""
    return {**around(request.path), "explain": Explainer().explain}


def around(path: str, search_words: str = "") -> dict[str, SafeString]:
    """The header of the page at ``path``, which searched for these words, and its footer.

    The path of an error's page that nothing is known of is empty.
    """
    before, after = _header(asked_state(), place_of(path))
    return {"header": SafeString(f"{before}{escape(search_words)}{after}"), "footer": _footer(*below(path))}


def below(path: str) -> tuple[str, bool]:
    """The name in the footer of what the page is or lies below, empty where there is none, and whether it is it."""
    for above, name in addresses(tuple(FOOTER)):
        if path.startswith(above):
            return name, path == above
    return "", False


# Of two states, one on each list and one below it.
@functools.lru_cache(maxsize=64)
def _header(state: State | None, place: Place) -> tuple[str, str]:
    """What stands before the words that were searched for, which are no page's but one, and after them.

    Without counts where no state is known, as on an error's page.
    """
    groups = groups_at(place, counts_in(state) if state else {})
    before, _, after = fragment("header", groups=groups, search_words=WORDS).partition(WORDS)
    return before, after


@functools.cache
def _footer(current: str, is_it: bool) -> SafeString:
    links = [
        (address(name), label, "" if name != current else "page" if is_it else "true") for name, label in FOOTER.items()
    ]
    return fragment("footer", links=links)


@receiver(setting_changed)
def forget(setting: str = "", **changed: object) -> None:
    """Draw all anew: only tests change settings, such as how static files are found."""
    _footer.cache_clear()
    _header.cache_clear()
    if setting.startswith(("STATIC", "STORAGES")):
        # Addresses of static files are written into a template when it is read.
        fragments: Any = engines["fragments"]
        fragments.env.cache.clear()
