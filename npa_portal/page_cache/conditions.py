"""Whether a visitor has the page already (RFC 9110, 13): by its ETag where he names any, else by its day and time."""

from __future__ import annotations

import functools

from django.utils.http import parse_http_date_safe

from npa_portal.page_cache.page import Form, Page

TAGS, SINCE = b"if-none-match", b"if-modified-since"
# No date of HTTP is that long: what is longer is none, and not to be remembered as a whole.
LONGEST = 40


def has_it(headers: dict[bytes, bytes], page: Page, form: Form) -> bool:
    """Whether 304 is the answer to a request with these headers."""
    if (tags := headers.get(TAGS)) is not None:
        return tags == form.etag or _names(tags, form.etag)
    since = headers.get(SINCE)
    return since is not None and page.last_modified is not None and _is_not_newer(page.last_modified, since)


def _names(tags: bytes, etag: bytes) -> bool:
    """Whether a list of ETags has this one; weakly compared, as is right for GET. No ETag of ours has a comma."""
    told = {tag.strip().removeprefix(b"W/") for tag in tags.split(b",")}
    return etag in told or told == {b"*"}


def _is_not_newer(last_modified: bytes, since: bytes) -> bool:
    ours, theirs = _seconds(last_modified), _seconds(since[:LONGEST])
    return ours is not None and theirs is not None and ours <= theirs


@functools.lru_cache(maxsize=256)
def _seconds(date: bytes) -> int | None:
    """A date of HTTP as seconds, as Django reads it; None where it is none."""
    return parse_http_date_safe(date.decode("latin-1"))
