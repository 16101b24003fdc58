"""A portal under load, and that the load would tell what is wrong."""

from __future__ import annotations

import socket
from contextlib import closing
from pathlib import Path

import pytest

from tests.processes import told_by_tool
from tests.sampling import thorough
from tools.load.clients import BROKEN_OFF, Answers, Connection
from tools.load.memory import is_flat, thirds
from tools.load.mix import HOSTILE, MALFORMED, Asked
from tools.load.run import Run

# So many requests in a second leave the processors to the tests beside it.
SECONDS, RATE = 60, 500
PAGE = "all other pages"
# The answer in two parts, and how it is counted.
ANSWERS = {
    "whole": (b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nab", b"cd", 200),
    "broken off": (b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nab", b"c", BROKEN_OFF),
    "broken off in its head": (b"HTTP/1.1 200 OK\r\ncontent-", b"", BROKEN_OFF),
    "in chunks": (b"HTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\n5\r\n0\r\n\r\n", b"\r\n0\r\n\r\n", 404),
    "broken off in its chunks": (
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nab",
        b"cd\r\n",
        BROKEN_OFF,
    ),
    "without a body": (b"HTTP/1.1 304 Not Modified\r\n", b"etag: x\r\n\r\n", 304),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_counts_once_it_is_whole(answer: tuple[bytes, bytes, int]) -> None:
    first, second, status = answer
    with socket.create_server(("127.0.0.1", 0)) as server:
        visitor = Connection(server.getsockname()[1], iter([Asked(PAGE, b"GET / HTTP/1.1\r\n\r\n")]))
        with closing(visitor.socket), closing(server.accept()[0]) as portal:
            visitor.ask()
            portal.sendall(first)
            assert visitor.read() is None
            portal.sendall(second)
            portal.shutdown(socket.SHUT_WR)
            found = visitor.read()
            assert (visitor.read() if found is None else found) == status


@pytest.mark.parametrize(
    ("kind", "status", "is_wrong"),
    [
        (PAGE, 200, False),
        (PAGE, 404, True),
        (PAGE, 500, True),
        (PAGE, BROKEN_OFF, True),
        (HOSTILE, 404, False),
        (HOSTILE, 503, True),
        (HOSTILE, BROKEN_OFF, True),
        (MALFORMED, BROKEN_OFF, False),
        (MALFORMED, 500, True),
    ],
)
def test_what_is_wrong_fails_the_run(kind: str, status: int, is_wrong: bool) -> None:
    answers = Answers()
    answers.note(Asked(kind, b"GET /"), status, 1)
    run = Run(answers, memory=[100.0] * 30)
    run.judge()
    assert bool(run.failures) is is_wrong


def test_memory_that_grows_is_told() -> None:
    assert thirds([10, *[100] * 3, *[110] * 3, *[105] * 3]) == [100, 110, 105]
    assert is_flat([100.0, 130.0, 90.0] * 100)
    assert is_flat([100.0 + second for second in range(60)])
    assert not is_flat([100.0 + second for second in range(300)])
    assert not is_flat([100.0, 600.0, 100.0] * 20)


@thorough
@pytest.mark.long
def test_a_minute_of_load_brings_no_error_and_each_save_is_seen(prepared_folder: Path) -> None:
    """On SQLite alone: its seed, and how all were answered, are printed."""
    said = told_by_tool("tools.load", "--seconds", str(SECONDS), "--rate", str(RATE), "--like", str(prepared_folder))
    assert said.endswith("nothing failed\n")
