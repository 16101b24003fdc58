"""Whether a visitor has a page already."""

from __future__ import annotations

import pytest

from npa_portal.page_cache.conditions import has_it
from npa_portal.page_cache.page import Page

MODIFIED = "Mon, 30 Nov 2026 10:00:00 GMT"
BEFORE, AFTER = "Mon, 30 Nov 2026 09:59:59 GMT", "Mon, 30 Nov 2026 10:00:01 GMT"
PAGE = Page(200, [(b"content-type", b"text/html"), (b"last-modified", MODIFIED.encode())], b"A page.", "identity")
FORM = PAGE.forms["identity"]
TAG = FORM.etag.decode()


@pytest.mark.parametrize(
    ("tags", "since", "has"),
    [
        (TAG, None, True),
        (f"W/{TAG}", None, True),
        (f'"a", {TAG} , W/"b"', None, True),
        (f'"a,b",W/{TAG}', None, True),
        ("*", None, True),
        ('"another"', None, False),
        (TAG.strip('"'), None, False),
        ("", None, False),
        (None, MODIFIED, True),
        (None, AFTER, True),
        (None, BEFORE, False),
        (None, "Monday, 30-Nov-26 10:00:00 GMT", True),
        (None, "soon", False),
        (None, "Mon, 30 Nov 99999999999999999999 10:00:00 GMT", False),
        (None, "", False),
        (None, f"{MODIFIED} and more", False),
        (None, f"{MODIFIED}{' ' * 50_000}", False),
        # The tag alone counts where there is one.
        ('"another"', AFTER, False),
        (TAG, BEFORE, True),
    ],
)
def test_by_its_tag_else_by_its_day(tags: str | None, since: str | None, has: bool) -> None:
    given = {b"if-none-match": tags, b"if-modified-since": since}
    headers = {name: value.encode() for name, value in given.items() if value is not None}
    assert has_it(headers, PAGE, FORM) is has


def test_without_a_day_by_its_tag_alone() -> None:
    page = Page(200, [(b"content-type", b"text/html")], b"A page.", "identity")
    assert not has_it({b"if-modified-since": AFTER.encode()}, page, page.forms["identity"])
