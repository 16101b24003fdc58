"""Connections that are no good HTTP, to the served portal: refused or hung up on, read as one request at most, and
nobody beside them waits. Those that are merely slow: `test_serving`, `test_bodies`."""

from __future__ import annotations

import http.client
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.sampling import thorough
from tools.hostile.malformed import MALFORMED
from tools.scratch_portal import scratch_portal

pytestmark = thorough

PATIENCE = 30
MANY = 50


@pytest.fixture(scope="module")
def port(prepared_folder: Path) -> Iterator[int]:
    with scratch_portal(prepared_folder, WORKERS="1") as portal:
        yield int(portal.environment["PORT"])


def visit(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/about/", headers={"Connection": "close"})
        return connection.getresponse().status
    finally:
        connection.close()


def said(port: int, sent: bytes) -> bytes:
    """All that is answered until the server hangs up, as it does after ten seconds at the latest."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        try:
            connection.sendall(sent)
            # It may have hung up by now.
            with suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65_536), b""))
        except (ConnectionResetError, BrokenPipeError):
            return b""


def statuses(answered: bytes) -> list[int]:
    return [int(status) for status in re.findall(rb"^HTTP/1\.[01] (\d{3})", answered, re.MULTILINE)]


@pytest.mark.parametrize("sent", MALFORMED.values(), ids=MALFORMED)
def test_it_is_refused_and_holds_up_nobody(port: int, sent: bytes) -> None:
    with ExitStack() as left_open:
        for _ in range(MANY):
            waiting = left_open.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE))
            try:
                waiting.sendall(sent)
            except (ConnectionResetError, BrokenPipeError):
                # Refused before the end.
                continue
        assert visit(port) == 200
    found = statuses(said(port, sent))
    # One answer at most: what follows is read as no request of its own.
    assert len(found) <= 1
    assert all(400 <= status < 500 or status == 505 for status in found), found


def test_lines_that_end_by_lf_alone_are_one_request(port: int) -> None:
    """As RFC 9112 lets a server read them, where no other end of the head can be meant."""
    found = statuses(said(port, b"GET /about/ HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n"))
    assert found in ([200], [400], [])
