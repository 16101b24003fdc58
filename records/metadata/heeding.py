"""What of an address a page heeds, as each view says by `heeded`: one page is kept for all that ask for the same."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict
from django.urls import Resolver404

from npa_portal.addresses import leads_to
from records.metadata.canonical import Parameters

View = Callable[..., Any]
Heeded = Callable[..., Parameters | None]


def heeding(query: QueryDict, names: Iterable[str]) -> Parameters:
    """The parameters of these names that say anything, in this order.

    An empty value beside others is one of them: where a page heeds the last, it takes the others back.
    """
    return [(name, value) for name in names if any(values := query.getlist(name)) for value in values]


def heeds(*names: str) -> Callable[[View], View]:
    """Says of a view that is a function which parameters it heeds."""
    return heeds_as(lambda query, **kwargs: heeding(query, names))


def heeds_as(heeded: Heeded) -> Callable[[View], View]:
    """The same by a function of the query and of what stands in the path."""

    def said_of(view: View) -> View:
        view.heeded = heeded  # type: ignore[attr-defined]
        return view

    return said_of


@functools.lru_cache(maxsize=1024)
def normalised(path: bytes, query: bytes) -> bytes | None:
    """The query in one order, without what the page at the path does not heed.

    None where there is no page, or one that is not to be kept: a query that a form sends is led on to a shorter one.
    """
    try:
        match = leads_to(path.decode())
        asked = QueryDict(query)
    except (Resolver404, UnicodeDecodeError, TooManyFieldsSent):
        return None
    heeded = _heeded(match.func)
    if heeded is None:
        return urlencode(sorted(_pairs(asked), key=lambda pair: pair[0])).encode()
    parameters = heeded(asked, **match.kwargs)
    return None if parameters is None else urlencode(parameters).encode()


def _heeded(view: Any) -> Heeded | None:
    """How the view says what it heeds; None where it does not, as those of the interface, which heed all."""
    of_class = getattr(view, "view_class", None)
    found: Heeded | None = getattr(of_class(**view.view_initkwargs) if of_class else view, "heeded", None)
    return found


def _pairs(query: QueryDict) -> Parameters:
    return [(name, value) for name, values in query.lists() for value in values]
