"""Every address of the portal, with places for what does not belong there; some filled with what does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# What stands for a place of an address, and what fits there.
PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")
FITTING = {
    "slug": ("convention-on-cybercrime", "china", "drugs", "2", "relief-personnel", "koban", "treaties-over-time"),
    "name": ("treaties-over-time", "home", "assistance-years", "pages", "world-map"),
    "form": ("bib", "ris", "json"),
    "object_id": ("1", "2", "3"),
    "version_id": ("1", "2"),
    "pk": ("1", "2"),
    "number": ("1",),
    "app_label": ("records", "auth"),
}
# What Django's own routes do not name.
BESIDE = (
    *("static/css/tokens.css", "static/", "static/../settings.py", "media/", "favicon.ico", ".env", ".git/config"),
    *("components/", "wp-login.php", "api/v2/", "admin", "index.php", "metrics", "static/css/tokens.css.gz"),
)


def routes() -> list[str]:
    """All of them, without what Django's expressions begin and end with."""
    return sorted({*found(get_resolver(), ""), *BESIDE})


def found(resolver: URLResolver, before: str) -> Iterator[str]:
    """Those of a resolver and below it."""
    for pattern in resolver.url_patterns:
        route = before + re.sub(r"^\^|\\Z|\$$", "", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from found(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route)
