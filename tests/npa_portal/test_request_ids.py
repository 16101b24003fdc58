"""The name of a request: a proxy's where it is safe, else our own."""

from __future__ import annotations

import pytest

from npa_portal.request_ids import SAFE, request_id


@pytest.mark.parametrize("given", [b"0123456789abcdef", b"a-b_c.D0", b"x" * 64])
def test_what_a_proxy_gives_is_taken(given: bytes) -> None:
    assert request_id(given) == given


@pytest.mark.parametrize(
    "given", [b"", b"short", b"x" * 65, b"with blank", b"line\nbreak", b"status=200", "é".encode() * 8]
)
def test_anything_else_is_not(given: bytes) -> None:
    made = request_id(given)
    assert made != given
    assert SAFE.fullmatch(made)
    assert request_id(given) != made
