"""How an article shows a chart or the map of this edition: lines of HTML to copy."""

from __future__ import annotations

from django.utils.html import format_html


def lines_to_copy(address: str, title: str, height: int) -> str:
    """A frame of the page at ``address``, as wide as the column in which it stands."""
    frame = '<iframe src="{}" title="{}" width="100%" height="{}" style="border:0" loading="lazy"></iframe>'
    # Plain text: a page that shows it escapes it once more.
    return str.__str__(format_html(frame, address, title, height))
