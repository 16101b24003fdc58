"""A turn in Django's thread is bounded: in the database, and in Python."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import OperationalError, connection

from npa_portal.outages import LateError, Outage, outage_of
from npa_portal.turns import AGAIN, Turns

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def thread() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=1) as thread:
        yield thread


@pytest.mark.django_db
def test_a_statement_that_takes_too_long_is_ended_by_the_database() -> None:
    turns = Turns(0.3)
    with closing(connection.copy()) as own:

        def ask(statement: str) -> object:
            with own.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchone()

        turns.bound(own)
        for _ in range(2):
            with pytest.raises(OperationalError) as caught:
                turns.take(ask, ENDLESS)
            assert outage_of(caught.value) == Outage.LATE
        assert turns.take(ask, "SELECT 1") == (1,)


def test_nobody_is_interrupted_before_his_time_or_after_his_turn() -> None:
    turns = Turns(60)
    turns.take(turns.interrupt)
    turns.interrupt()
    turns = Turns(0)
    turns.take(len, "")
    time.sleep(0.6)
    turns.interrupt()
    assert not turns.is_over()


def test_a_turn_that_ends_while_it_is_interrupted_leaves_nothing_behind(thread: ThreadPoolExecutor) -> None:
    """The exception comes within the turn, however late it was asked for."""
    turns = Turns(0.001)
    ended = threading.Event()

    def interrupt_at_once() -> None:
        while not ended.wait(0.0005):
            with turns.lock:
                # Once a turn.
                if turns.ends < time.monotonic() + AGAIN / 2:
                    turns.ends -= 2
            turns.interrupt()

    threading.Thread(target=interrupt_at_once, daemon=True).start()
    late = 0
    for length in [1000, 10_000, 1_000_000] * 40:
        try:
            thread.submit(turns.take, sum, range(length)).result(20)
        except LateError:
            late += 1
    ended.set()
    assert late
    assert thread.submit(len, "abc").result(20) == 3
