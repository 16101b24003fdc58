"""Those who ask: a process with several connections, each of which asks again as soon as it is answered."""

from __future__ import annotations

import itertools
import random
import re
import select
import socket
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tools.load.mix import HOSTILE, MALFORMED, Asked

CONNECTIONS = 8
# Who is not answered for so many seconds is not answered at all.
PATIENCE = 60
AT_ONCE, HEAD_END, BROKEN_OFF = 262_144, b"\r\n\r\n", 0
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
OK, VERSION_NOT_SUPPORTED, BODILESS = 200, 505, {204, 304}
# So many failures are told in full.
TOLD = 5


@dataclass
class Answers:
    """How often which kind was answered with which status (`BROKEN_OFF` for none), and the first that were wrong."""

    counted: Counter[tuple[str, int]] = field(default_factory=Counter)
    bytes: int = 0
    wrong: list[str] = field(default_factory=list)

    def note(self, asked: Asked, status: int, length: int) -> None:
        """Count one."""
        self.counted[asked.kind, status] += 1
        self.bytes += length
        if is_wrong(asked.kind, status) and len(self.wrong) < TOLD:
            self.wrong.append(f"{status or 'broken off'}: {asked.sent[:300]!r}")


def is_wrong(kind: str, status: int) -> bool:
    """What is in order is answered, what is hostile never by 5xx; who sends what is no HTTP may be hung up on."""
    if kind == MALFORMED:
        return status >= 500 and status != VERSION_NOT_SUPPORTED
    return status >= 500 or status == BROKEN_OFF or (kind != HOSTILE and status != OK)


class Connection:
    """A connection, on which one request at a time is sent."""

    def __init__(self, port: int, asked: Iterator[Asked]) -> None:
        self.port, self.next = port, asked
        self.open()

    def open(self) -> None:
        """Connect anew."""
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def ask(self) -> None:
        """Send the next request."""
        self.asked, self.answer = next(self.next), bytearray()
        # Where the answer's body begins and ends, once that is known, and up to where its chunks were looked at.
        self.body = self.end = self.seen = 0
        # Where it cannot be sent, no answer comes.
        with suppress(OSError):
            self.socket.sendall(self.asked.sent)

    def read(self) -> int | None:
        """The status, once the answer is whole; None as long as it is not."""
        try:
            some = self.socket.recv(AT_ONCE)
        except OSError:
            some = b""
        if not some:
            return BROKEN_OFF
        self.answer += some
        if not self.body and not self.begun():
            return None
        end = self.end or self.last_chunk()
        return int(self.answer[9:12]) if end and len(self.answer) >= end else None

    def begun(self) -> bool:
        """Whether the head is there; then it says where the body ends, or that it comes in chunks."""
        at = self.answer.find(HEAD_END)
        if at < 0:
            return False
        self.body = self.seen = at + len(HEAD_END)
        if int(self.answer[9:12]) in BODILESS:
            self.end = self.body
        elif told := LENGTH.search(self.answer, 0, self.body):
            self.end = self.body + int(told[1])
        return True

    def last_chunk(self) -> int:
        """Where the last chunk ends; 0 as long as it is not there."""
        while (line := self.answer.find(b"\r\n", self.seen)) >= 0:
            length = int(self.answer[self.seen : line], 16)
            if not length:
                return line + len(HEAD_END)
            self.seen = line + 2 + length + 2
        return 0

    def is_over(self, status: int) -> bool:
        """Whether nothing more can be asked on it."""
        closes = CLOSES.search(self.answer, 0, self.body) is not None
        return status == BROKEN_OFF or self.asked.kind == MALFORMED or closes


def ask_all(
    port: int, requests: Sequence[Asked], weights: Sequence[float], number: int, until: float, pause: float, seed: str
) -> Answers:
    """Ask so many times, or until that moment, each time after a pause of so many seconds.

    It is a process of its own, as one that the other does not hold up.
    """
    answers, left = Answers(), number
    asked = chosen(requests, weights, random.Random(seed))  # noqa: S311 # Nothing is kept secret by it.
    waiting: dict[int, Connection] = {}
    poll = select.epoll()

    def ask(connection: Connection) -> None:
        nonlocal left
        if left <= 0 or time.monotonic() > until:
            return
        left -= 1
        time.sleep(pause)
        connection.ask()
        waiting[connection.socket.fileno()] = connection

    def listen(connection: Connection) -> None:
        poll.register(connection.socket.fileno(), select.EPOLLIN)
        ask(connection)

    for _ in range(CONNECTIONS):
        listen(Connection(port, asked))
    while waiting:
        ready = poll.poll(PATIENCE)
        for file, _ in ready or [(file, 0) for file in waiting]:
            connection = waiting[file]
            status = connection.read() if ready else BROKEN_OFF
            if status is None:
                continue
            answers.note(connection.asked, status, len(connection.answer))
            del waiting[file]
            if connection.is_over(status):
                poll.unregister(file)
                connection.socket.close()
                connection.open()
                listen(connection)
            else:
                ask(connection)
    return answers


def chosen(requests: Sequence[Asked], weights: Sequence[float], chance: random.Random) -> Iterator[Asked]:
    """One request after the other, by their weights, without end."""
    summed = list(itertools.accumulate(weights))
    while True:
        yield from chance.choices(requests, cum_weights=summed, k=1_000)
