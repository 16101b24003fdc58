"""The front door: only whole requests reach Django, and a body that comes slowly holds up nobody."""

from __future__ import annotations

import asyncio
import itertools
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from npa_portal import bodies
from npa_portal.bodies import LARGEST, FrontDoor, environ_of, taken
from npa_portal.headers import Answer, as_bytes, headers_for
from npa_portal.serving import APPLICATION
from tests.processes import production_server
from tests.sampling import thorough

ROOT = Path(__file__).resolve().parents[2]
Asked = list[dict[str, Any]]
# A part that stands for a visitor who hung up.
GONE = b"gone"


class Pieces(list[bytes]):
    """An answer as Django's responses give it."""

    streaming = False
    closed = False

    def close(self) -> None:
        self.closed = True


def scope(method: str = "POST", path: str = "/admin/login/", *headers: tuple[bytes, bytes]) -> dict[str, Any]:
    return {
        "type": "http",
        "method": method,
        "raw_path": path.encode(),
        "query_string": b"q=%ff",
        "root_path": "",
        "server": ("127.0.0.1", "8000"),
        "client": ("127.0.0.2", "1234"),
        "http_version": "1.1",
        "scheme": "http",
        "headers": list(headers),
    }


def enter(asked: dict[str, Any], parts: Iterable[bytes | None], response: Pieces | None = None) -> tuple[Asked, Asked]:
    """What Django was asked, and what was sent, where a body comes in ``parts``; None is a part that never comes."""
    reached: Asked = []
    sent: Asked = []
    coming = iter([*parts])

    def django(environ: dict[str, Any], start: Any) -> Any:
        reached.append(environ | {"body": environ["wsgi.input"].read()})
        start("200 OK", [("X-Some", "é")])
        return response if response is not None else Pieces([b"o", b"k"])

    async def receive() -> dict[str, Any]:
        part = next(coming)
        if part is None:
            await asyncio.sleep(60)
        if part is GONE:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": part, "more_body": part != b""}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    door = FrontDoor(django)
    asyncio.run(door(asked, receive, send))
    assert door.held == 0
    return reached, sent


def test_a_body_that_is_all_there_reaches_django() -> None:
    [environ], sent = enter(scope(), [b"name=", b"x", b""])

    assert (environ["body"], environ["CONTENT_LENGTH"]) == (b"name=x", "6")
    assert sent == [
        {"type": "http.response.start", "status": 200, "headers": [(b"x-some", b"\xe9")]},
        {"type": "http.response.body", "body": b"ok"},
    ]


@pytest.mark.parametrize(
    ("asked", "parts", "status"),
    [
        (scope("POST", "/admin/", (b"content-length", b"1000001")), [], 413),
        (scope(), [b"x" * LARGEST, b"x"], 413),
        (scope(), [b"x", None], 408),
        (scope("POST", "/admin/", (b"content-length", b"1000")), [None], 408),
        (scope("POST", "/admin/", (b"transfer-encoding", b"chunked")), [b"x", GONE], 400),
    ],
    ids=["told too long", "too long", "trickled", "nothing", "no body at all"],
)
def test_any_other_body_is_refused_before_it_reaches_django(
    asked: dict[str, Any], parts: list[bytes | None], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "SECONDS", 0.05)

    reached, sent = enter(asked, parts)
    assert reached == []
    assert sent[0]["status"] == status
    assert (b"connection", b"close") in sent[0]["headers"]
    assert sent[0]["headers"][2:] == as_bytes(headers_for(Answer.PAGE))


def test_all_bodies_that_wait_take_no_more_than_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST_HELD", 5)

    reached, sent = enter(scope(), [b"12345", b"6"])
    assert reached == []
    assert sent[0]["status"] == 503


@pytest.mark.parametrize(("method", "path"), [("POST", "/treaties/"), ("GET", "/admin/"), ("HEAD", "/")])
def test_where_none_is_taken_no_body_is_read(method: str, path: str) -> None:
    [environ], sent = enter(scope(method, path, (b"content-length", b"1000")), [None])

    assert (environ["body"], environ["CONTENT_LENGTH"]) == (b"", "0")
    assert sent[0]["status"] == 200


def test_an_answer_in_pieces_is_sent_in_pieces_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "PIECES", 2)
    response = Pieces([b"a", b"b", b"c"])
    response.streaming = True

    _, sent = enter(scope("GET"), [None], response)
    assert [message["body"] for message in sent[1:]] == [b"ab", b"c", b""]
    assert response.closed


def test_no_more_files_are_sent_at_once_than_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST_FILES", 1)
    door, sent = FrontDoor(Pieces), []
    file = (200, [(b"content-disposition", b"attachment")], streamed(b"a"))
    second = streamed(b"b")

    async def never() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)
        if message.get("body") == b"a":
            # While it is sent, another is asked for.
            await door.send((200, file[1], second), never, send)

    async def ask_and_ask_again() -> None:
        await door.send(file, never, send)
        await door.send((200, file[1], streamed(b"c")), never, send)

    asyncio.run(ask_and_ask_again())
    assert [message["status"] for message in sent if "status" in message] == [200, 503, 200]
    assert second.closed
    assert b"c" in [message.get("body") for message in sent]
    assert door.files == 0


def streamed(*pieces: bytes) -> Pieces:
    response = Pieces(pieces)
    response.streaming = True
    return response


def test_a_turn_ends_with_an_empty_piece_or_with_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "ENOUGH", 3)
    pieces = iter([b"", b"a", b"", b"b", b"cd", b"e", b"f"])

    turns = [taken(pieces) for _ in range(4)]
    assert turns == [(b"", True), (b"a", True), (b"bcd", True), (b"ef", False)]


def test_for_who_hung_up_no_more_is_made() -> None:
    made: list[int] = []

    class Endless(Pieces):
        streaming = True

        def __iter__(self) -> Iterator[bytes]:
            for number in itertools.count():
                made.append(number)
                yield b""

    response = Endless()
    _, sent = enter(scope("GET"), [GONE], response)
    assert sent[1:] == []
    assert response.closed


def test_a_request_is_told_as_wsgi_has_it() -> None:
    headers = [(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x-a", b"1"), (b"x-a", b"2"), (b"x_a", b"3")]
    environ = environ_of(scope("GET", "/a%20b/%C3%A9%ff", *headers, (b"content-type", b"text/plain")), b"")

    assert environ["PATH_INFO"] == "/a b/Ã©ÿ"
    assert (environ["HTTP_COOKIE"], environ["HTTP_X_A"], environ["CONTENT_TYPE"]) == ("a=1;b=2", "1,2", "text/plain")
    assert (environ["REMOTE_ADDR"], environ["SERVER_PORT"], environ["QUERY_STRING"]) == ("127.0.0.2", "8000", "q=%ff")


# With the production server


@contextmanager
def production(folder: Path, application: str = APPLICATION) -> Iterator[int]:
    """The port of the production server, two workers of it, without records; ``application`` may stand for its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "npa_portal.settings",
        "DATA_DIR": str(folder),
        "DATABASE_URL": "",
        "DEBUG": "on",
    }
    command = production_server(port, workers=2, application=application)
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with production(tmp_path_factory.mktemp("portal")) as port:
        yield port


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            visit(port)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("The server did not start.")


def visit(port: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=5) as answer:
        return int(answer.status)


LENGTH = pytest.param("Content-Length: 1000", b"x", id="length")
CHUNKED = pytest.param("Transfer-Encoding: chunked", b"1\r\nx\r\n", id="chunked", marks=thorough)
slow_bodies = pytest.mark.parametrize(("header", "part"), [LENGTH, CHUNKED])


@contextmanager
def twenty_begin(port: int, header: str, part: bytes) -> Iterator[list[socket.socket]]:
    """The connections of twenty who each have sent the head of a form, and of its body a part."""
    head = f"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken={'a' * 32}\r\n{header}\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    with ExitStack() as open_ones:
        slow = [open_ones.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(20)]
        for connection in slow:
            connection.sendall(head.encode() + part)
        yield slow


@slow_bodies
def test_visitors_are_answered_while_twenty_send_byte_by_byte(port: int, header: str, part: bytes) -> None:
    with twenty_begin(port, header, part) as slow:
        for _ in range(10):
            for connection in slow:
                connection.sendall(part)
            assert visit(port) == 200


@slow_bodies
def test_who_sends_no_more_is_refused(tmp_path: Path, header: str, part: bytes) -> None:
    assert bodies.SECONDS <= 30
    with (
        production(tmp_path, "tests.npa_portal.impatient:application") as port,
        twenty_begin(port, header, part) as slow,
    ):
        for connection in slow:
            connection.settimeout(30)
            assert connection.recv(1000).startswith(b"HTTP/1.1 408 ")


def test_a_public_page_answers_without_its_body(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(b"POST /treaties/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nx")
        assert connection.recv(1000).startswith(b"HTTP/1.1 405 ")


def test_a_form_comes_through_whole(port: int) -> None:
    form = urllib.request.Request(f"http://127.0.0.1:{port}/admin/login/", data=b"x=" + b"y" * 900_000)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(form, timeout=20)
    # For the want of a token, which Django misses only once it has read the form.
    assert refused.value.code == 403
    refused.value.close()
