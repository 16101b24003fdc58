"""The headers by which a browser is told what it may do with an answer: one list a class of answer, in one order.

Whoever answers takes them from here: Django's outermost middleware, and the front door for what Django never sees. A
page that is kept keeps them.
"""

from __future__ import annotations

import functools
from enum import Enum

Headers = tuple[tuple[str, str], ...]

# Scripts and styles come from our own files alone, in the admin too: nothing inline, nothing from elsewhere. A policy
# names them in this order.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# No page needs a camera, a position, a payment or the like: each is closed to all.
CLOSED = (
    "accelerometer autoplay browsing-topics camera display-capture encrypted-media fullscreen geolocation gyroscope "
    "magnetometer microphone midi payment usb"
).split()
# What most matters of them, for files: with five scripts a page, the whole list would be longer than one of them.
CLOSED_TO_FILES = ("camera", "geolocation", "microphone")
# Where to find answers that pages of other sites may show: pictures of charts and those beside links are made for that,
# and scripts of every site may read the interface.
SHARED = ("/charts/", "/cards/", "/api/v1/")
STATIC = "/static/"
# In seconds; and to what HTTPS alone extends: this host, those under it as well, and for good in the lists of browsers.
YEAR = 31_536_000
REACHES = {"host": "", "subdomains": "; includeSubDomains", "preload": "; includeSubDomains; preload"}


class Answer(Enum):
    """What an answer is to a browser."""

    PAGE = "of the portal alone: pages, errors, downloads, the admin"
    SHARED = "for pages of other sites as well: pictures and the interface"
    FRAMED = "a chart or the map for frames on other sites"
    # The styles and letters of a page in a frame come to a sandbox, which is of no site: same-origin would bar them.
    FILE = "a static file"


def kind_of(path: str, *, framed: bool = False) -> Answer:
    """The class of what answers at ``path``; its view says whether other sites may frame it."""
    if framed:
        return Answer.FRAMED
    if path.startswith(STATIC):
        return Answer.FILE
    return Answer.SHARED if path.startswith(SHARED) else Answer.PAGE


@functools.lru_cache(maxsize=64)
def headers_for(kind: Answer, transport: str = "") -> Headers:
    """All of them, in the order in which every answer has them; ``transport`` is what `transport_security` said."""
    return (
        ("Content-Security-Policy", policy_for(kind)),
        ("Permissions-Policy", ", ".join(f"{name}=()" for name in closed_to(kind))),
        *((("Strict-Transport-Security", transport),) if transport else ()),
        ("X-Content-Type-Options", "nosniff"),
        *(() if kind is Answer.FRAMED else (("X-Frame-Options", "DENY"),)),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin" if kind is Answer.PAGE else "cross-origin"),
        # Of no product: granian names itself where nobody says anything.
        ("Server", ""),
    )


def policy_for(kind: Answer) -> str:
    """The content security policy: of a page in a frame without scripts, of a file without anything."""
    match kind:
        case Answer.FILE:
            policy = {name: POLICY[name] for name in ("default-src", "frame-ancestors")}
        case Answer.FRAMED:
            policy = POLICY | {"script-src": "'none'", "frame-ancestors": "*"}
        case _:
            policy = POLICY
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


def closed_to(kind: Answer) -> tuple[str, ...] | list[str]:
    """What an answer of that class may not use of a device."""
    return CLOSED_TO_FILES if kind is Answer.FILE else CLOSED


def transport_security(reach: str) -> str:
    """That browsers are to come by HTTPS alone for a year, and to which hosts, a key of `REACHES`."""
    return f"max-age={YEAR}{REACHES[reach]}"


def as_bytes(headers: Headers) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI has them."""
    return [(name.lower().encode(), value.encode()) for name, value in headers]
