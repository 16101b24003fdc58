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

from npa_portal.lengths import ADDRESS, HEADERS
from tests.sampling import thorough
from tools.scratch_portal import scratch_portal

pytestmark = thorough

PATIENCE = 30
MANY = 50
HEAD = b"Host: 127.0.0.1\r\n"
GET = b"GET /about/ HTTP/1.1\r\n" + HEAD
LOGIN = b"POST /admin/login/ HTTP/1.1\r\n" + HEAD
# What would be a second request, where a proxy and the server disagreed on the end of the first.
SMUGGLED = b"GET /smuggled/ HTTP/1.1\r\n" + HEAD + b"\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"

MALFORMED = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "garbage": bytes(range(256)) * 8,
    "no version": b"GET /about/\r\n\r\n",
    "another version": b"GET /about/ HTTP/9.9\r\n" + HEAD + b"\r\n",
    "HTTP/2 at once": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "no path": b"GET HTTP/1.1\r\n" + HEAD + b"\r\n",
    "two spaces": b"GET  /about/  HTTP/1.1\r\n" + HEAD + b"\r\n",
    "NUL in the path": b"GET /about/\0 HTTP/1.1\r\n" + HEAD + b"\r\n",
    "NUL in a header": GET + b"X: a\0b\r\n\r\n",
    "a header without a colon": GET + b"nonsense\r\n\r\n",
    "a space before the colon": GET + b"X : a\r\n\r\n",
    "a folded header": GET + b"X: a\r\n b\r\n\r\n",
    "no host": b"GET /about/ HTTP/1.1\r\n\r\n",
    "a length that is none": LOGIN + b"Content-Length: 1e3\r\n\r\n",
    "a length below zero": LOGIN + b"Content-Length: -1\r\n\r\n",
    "a length with a sign": LOGIN + b"Content-Length: +5\r\n\r\nhello",
    "two lengths": LOGIN + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello" + SMUGGLED,
    "both CL and TE": LOGIN + b"Content-Length: 5\r\n" + CHUNKED + b"\r\n0\r\n\r\n" + SMUGGLED,
    "TE of another name": LOGIN + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "a chunk that is none": LOGIN + CHUNKED + b"\r\nzz\r\nhello\r\n0\r\n\r\n",
    "a chunk beyond 64 bits": LOGIN + CHUNKED + b"\r\nfffffffffffffffff\r\nhello\r\n",
    "64 KB of headers": GET + b"".join(b"X%d: %s\r\n" % (number, b"x" * 1_000) for number in range(64)) + b"\r\n",
    "a header of 64 KB": GET + b"X: " + b"x" * 65_536 + b"\r\n\r\n",
    "a thousand headers": GET + b"".join(b"X%d: x\r\n" % number for number in range(1_000)) + b"\r\n",
    "a path of 64 KB": b"GET /" + b"x" * 65_536 + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
    "a long path": b"GET /" + b"x" * ADDRESS + b" HTTP/1.1\r\n" + HEAD + b"\r\n",
    "long headers": GET + b"X: " + b"x" * HEADERS + b"\r\n\r\n",
}


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
