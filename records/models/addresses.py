"""Where each record has its page, without asking Django for each of the hundreds that a page names."""

from __future__ import annotations

import functools

from django.urls import get_script_prefix, reverse

ANY = "any-slug"


def address_of(name: str, slug: str) -> str:
    """The address called ``name`` in urls.py of the record with this slug, as `reverse` gives it."""
    before, after = _around_slug(name, get_script_prefix())
    return f"{before}{slug}{after}"


# A reverse takes as long as seven of these; where the portal stands below a prefix, the addresses have it.
@functools.cache
def _around_slug(name: str, prefix: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[ANY]).partition(ANY)
    return before, after
