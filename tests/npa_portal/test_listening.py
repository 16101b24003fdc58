"""Listening: what is sent in pieces does not wait for the visitor's acknowledgement of each."""

from __future__ import annotations

import os
import socket
import threading

import pytest

from npa_portal import listening


def connection_to(queue: socket.socket) -> socket.socket:
    """What a server has of a visitor who came to it."""
    queue.listen()
    with socket.create_connection(queue.getsockname()[:2]):
        connection, _ = queue.accept()
    return connection


def sends_at_once(connection: socket.socket) -> bool:
    return bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_each_who_comes_is_sent_pieces_at_once() -> None:
    for queue in listening.bound("127.0.0.1", 0, workers=2):
        with queue, connection_to(queue) as connection:
            assert sends_at_once(connection)


def test_so_is_who_comes_to_a_socket_that_is_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
    monkeypatch.setenv("LISTEN_FDS", "1")
    with socket.socket() as theirs:
        theirs.bind(("127.0.0.1", 0))
        monkeypatch.setattr(listening, "HANDED_OVER", os.dup(theirs.fileno()))
        (queue,) = listening.handed_over()
    with queue, connection_to(queue) as connection:
        assert sends_at_once(connection)


def test_a_unix_socket_that_is_handed_over_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTEN_PID", str(os.getpid()))
    monkeypatch.setenv("LISTEN_FDS", "1")
    with socket.socket(socket.AF_UNIX) as theirs:
        monkeypatch.setattr(listening, "HANDED_OVER", os.dup(theirs.fileno()))
        (queue,) = listening.handed_over()
    with queue:
        assert queue.family == socket.AF_UNIX


def test_who_leaves_the_port_is_waited_for() -> None:
    leaving = socket.create_server(("127.0.0.1", 0))
    threading.Timer(0.3, leaving.close).start()
    (queue,) = listening.bound(*leaving.getsockname())
    queue.close()


def test_a_port_that_stays_in_use_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "LEAVING", 0.1)
    with (
        socket.create_server(("127.0.0.1", 0)) as staying,
        pytest.raises(listening.ListeningError, match=r"^Port \d+ is in use\. Stop what uses it"),
    ):
        listening.bound(*staying.getsockname())
