"""What a request asks for, as far as a page may depend on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from npa_portal.bodies import ADMIN, READING, Scope, environ_of
from npa_portal.page_cache.store import Key

# Gives the query in one order and without what its page does not read; None where the page is not to be kept.
Normalise = Callable[[bytes, bytes], bytes | None]

# What a look-up gives where the database does not answer; None where it does, but knows no revision.
GONE = ""
# In a request's environment: that its answer is wanted as it is, in no coding and unconditionally, for the cache sees
# to these; and, once it is answered, the revision that the records were in before anything of them was read.
TO_KEEP, REVISION = "npa_portal.to_keep", "npa_portal.revision"
# What no page stands under: the files of styles and scripts come in pieces, the monitor wants to know how it is now.
NEVER_KEPT = (ADMIN, b"/static/", b"/healthz/")
# Of these, which nobody sends for a page, Django decides.
UNUSUAL = frozenset({b"range", b"if-range", b"if-match", b"if-unmodified-since"})
SCHEME = b"x-forwarded-proto"
# Whole addresses are shorter; what is longer is made up.
LONGEST = 2_000


def headers_of(scope: Scope) -> dict[bytes, bytes]:
    """The headers by name; one that is there twice says both."""
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        headers[name] = headers[name] + b"," + value if name in headers else value
    return headers


def key_of(scope: Scope, headers: dict[bytes, bytes], normalise: Normalise, *, secure: bool) -> Key | None:
    """What the answer is kept by; None where none may be kept for it. ``secure`` is whether visitors come by HTTPS.

    Cookies do not stand in it: an answer that says that it varies by them is not kept.
    """
    path = unquote_to_bytes(scope["raw_path"])
    if scope["method"] not in READING or path.startswith(NEVER_KEPT) or not UNUSUAL.isdisjoint(headers):
        return None
    if not (host := headers.get(b"host")) or (secure and headers.get(SCHEME) != b"https"):
        return None
    if len(path) + len(scope["query_string"]) > LONGEST:
        return None
    query = normalise(path, scope["query_string"])
    return None if query is None else Key(host, path, query)


def environ_to_keep(scope: Scope, key: Key) -> dict[str, Any]:
    """The request as Django is asked for a page that may be kept: with its query in order, and nothing beside it."""
    return environ_of({**scope, "query_string": key.query}, b"") | {TO_KEEP: True}


def scope_of(key: Key, *, secure: bool) -> dict[str, Any]:
    """A request for it that no visitor makes."""
    headers = [(b"host", key.host), *([(SCHEME, b"https")] if secure else [])]
    return {
        "type": "http",
        "method": "GET",
        "raw_path": key.path,
        "query_string": key.query,
        "root_path": "",
        "server": ("127.0.0.1", "0"),
        "client": ("127.0.0.1", "0"),
        "http_version": "1.1",
        "scheme": "http",
        "headers": headers,
    }
