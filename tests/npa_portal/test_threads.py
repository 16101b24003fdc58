"""The threads in which Django answers: what takes too long is ended, and nobody waits for what takes long."""

from __future__ import annotations

import threading
from concurrent.futures import wait

import pytest
from django.db import connection

from npa_portal.outages import LateError
from npa_portal.threads import Threads
from npa_portal.turns import LONG


def watched(seconds: float) -> Threads:
    threads = Threads(seconds)
    threading.Thread(target=threads.watch, daemon=True).start()
    return threads


def for_ever() -> None:
    while True:
        pass


def test_what_python_does_for_too_long_is_ended_and_the_thread_goes_on() -> None:
    threads = watched(0.01)
    for _ in range(3):
        with pytest.raises(LateError):
            threads.submit(for_ever).result(20)
    assert threads.submit(len, "abc").result(20) == 3


def test_who_catches_it_is_told_again() -> None:
    def stubborn() -> None:
        try:
            for_ever()
        except LateError:
            for_ever()

    with pytest.raises(LateError):
        watched(0.01).submit(stubborn).result(20)


def test_short_ones_are_done_in_one_thread_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("npa_portal.turns.LONG", 60)
    threads = watched(60)
    done: list[tuple[int, int]] = []
    wait([threads.submit(lambda number: done.append((number, threading.get_ident())), number) for number in range(100)])
    assert [number for number, _ in done] == [*range(100)]
    assert len({thread for _, thread in done}) == 1


def test_who_waits_for_a_long_one_or_comes_beside_it_is_answered_before_it_ends() -> None:
    threads, release = watched(60), threading.Event()
    long = threads.submit(release.wait, 60)
    waiting = [threads.submit(threading.get_ident) for _ in range(3)]
    found = {one.result(20) for one in waiting}
    late = threads.submit(threading.get_ident).result(20)
    assert not long.done()
    assert found == {late}
    release.set()
    assert long.result(20) is True
    # Then all is as it was.
    assert threads.submit(threading.get_ident).result(20) != late


def test_nobody_is_helped_before_a_turn_is_long() -> None:
    threads, release = Threads(60), threading.Event()
    threads.submit(release.wait, 60)
    assert not threads.first.is_long()
    threads.first.ends -= LONG
    assert threads.first.is_long()
    assert threads.submit(len, "abc").result(20) == 3
    release.set()


@pytest.mark.django_db
@pytest.mark.parametrize("second", [False, True])
def test_a_connection_is_bounded_by_the_turns_of_its_thread(second: bool) -> None:
    threads = Threads(60)
    bound: list[bool] = []
    threads.first.bound = lambda *_, **__: bound.append(False)  # type: ignore[method-assign]
    threads.second.bound = lambda *_, **__: bound.append(True)  # type: ignore[method-assign]
    turns = threads.second if second else threads.first
    threads.pools[turns].submit(turns.take, threads.bound, connection).result(20)
    assert bound == [second]
