"""How long a request may be: longer than any that the portal's own pages lead to, and too short to keep anyone busy.

What comes in a body is bounded in `npa_portal.bodies`, and what is no request at all in `npa_portal.worker`.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

# In bytes: path and query together, all headers, and those of them that are cookies.
ADDRESS, HEADERS, COOKIES = 8_000, 16_000, 8_000


def refusal(scope: dict[str, Any]) -> HTTPStatus | None:
    """Why the request, given as ASGI has it, is too long to be looked at; None where it is not."""
    if len(scope["raw_path"]) + len(scope["query_string"]) > ADDRESS:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    length = cookies = 0
    for name, value in scope["headers"]:
        length += len(name) + len(value)
        if name == b"cookie":
            cookies += len(value)
    too_long = length > HEADERS or cookies > COOKIES
    return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if too_long else None
