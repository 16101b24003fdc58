"""The name of a request, by which a visitor's report and the lines of the log are put together."""

from __future__ import annotations

import re
import secrets

HEADER = "X-Request-ID"
NAME = HEADER.lower().encode()
# What a proxy before the portal may give: nothing that could end a line, or pass for another field of it.
SAFE = re.compile(rb"[A-Za-z0-9._-]{8,64}")


def request_id(given: bytes) -> bytes:
    """The one that was given, where it is of a safe form; else a new one."""
    return given if SAFE.fullmatch(given) else secrets.token_hex(8).encode()
