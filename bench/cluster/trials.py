"""What goes wrong, and what is changed, while visitors go on asking: edits, the replica, the instances."""

from __future__ import annotations

import itertools
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import psycopg
from django.utils.http import http_date

from bench.cluster.databases import Database, until
from bench.cluster.editing import PAGE, SLUG, Editor, form_of_the_treaty
from bench.cluster.machines import Instance, Stack
from bench.cluster.visitors import Reader, crowd
from bench.processes import BenchError, Server, ticks

Row = dict[str, Any]

REASON = "A trial of the benchmark."
# Makes words that nobody asked for before.
NUMBERS = itertools.count()
# Where the treaty's name stands.
NAMED = (PAGE, "/treaties/", f"/api/v1/treaties/{SLUG}/")
# Seconds from one edit to the next: nobody is that quick.
PAUSE = 2
# Seconds of load before something happens, and after it.
BEFORE, AFTER = 3, 3
# For so long a replica that is started again holds back what is newer.
LAG = 8


class Edits:
    """Edits of the treaty's name, by the form of the first instance."""

    def __init__(self, stack: Stack) -> None:
        self.stack, self.editor, self.form = stack, Editor(stack.one), form_of_the_treaty(stack)

    def save(self, name: str) -> float:
        """Save it; how long that took, in milliseconds, from sending the form to the answer."""
        body = self.editor.filled(self.form, name=name, reason=REASON)
        begun = time.monotonic()
        self.editor.post(self.form, body)
        return (time.monotonic() - begun) * 1000

    def dated(self, name: str) -> tuple[str, str]:
        """Save it in a second of its own, by which its pages are known (Last-Modified); that, and the name."""
        time.sleep(1.1)
        self.save(name)
        changed = self.stack.primary.ask("SELECT changed FROM records_revision")[0]
        return http_date(changed.timestamp()), name


def paths() -> Iterator[str]:
    """What a crowd asks for: pages that are kept, and one that Django has to make."""
    while True:
        yield from ("/treaties/", f"/search/?q=police+{next(NUMBERS)}", PAGE, "/countries/")


def edits(stack: Stack, kind: str, times: int, nginx: Server, trust: ssl.SSLContext) -> Iterator[Row]:
    """One every few seconds, each looked for on the replica, on the second instance and through nginx."""
    edit, second, through = Edits(stack), Reader(stack.two), Reader(nginx, trust)
    sides: dict[str, Instance | Database] = {"portal": stack.one, "primary": stack.primary, "replica": stack.replica}
    through.get(PAGE)
    with psycopg.connect(stack.replica.url, autocommit=True) as follower:
        for turn in range(times):
            name = f"{kind} edit {turn}"
            time.sleep(PAUSE)
            body = edit.editor.filled(edit.form, name=name, reason=REASON)
            used = {who: worked(side.pids()) for who, side in sides.items()}
            begun = time.monotonic()
            edit.editor.post(edit.form, body)
            saved = time.monotonic()
            used = {who: (worked(side.pids()) - used[who]) * 10 for who, side in sides.items()}
            token = stack.primary.token()
            until(lambda: follower.execute("SELECT token FROM records_revision").fetchone() == (token,))  # noqa: B023
            replica = time.monotonic()
            until(lambda: second.says(PAGE, name))  # noqa: B023 # Called at once.
            two = time.monotonic()
            until(lambda: through.says(PAGE, name))  # noqa: B023
            yield {
                "kind": kind,
                "save_ms": (saved - begun) * 1000,
                "cpu_ms": used,
                "replica_ms": (replica - saved) * 1000,
                "two_ms": (two - saved) * 1000,
                "nginx_ms": (time.monotonic() - saved) * 1000,
            }


def worked(pids: list[int]) -> int:
    """Hundredths of a second that they have worked."""
    return sum(map(ticks, pids))


def replica_lost(stack: Stack, how: str, before: float = BEFORE, after: float = AFTER) -> Row:
    """The replica goes while visitors ask both instances, and comes back."""
    names = {one.name for one in stack.instances}
    with crowd(stack.one, paths) as first, crowd(stack.two, paths) as second:
        until(lambda: stack.replica.readers() == names)
        time.sleep(before)
        gone = time.monotonic()
        (stack.replica.kill if how == "killed" else stack.replica.stop)()
        time.sleep(after)
        stack.replica.start()
        back = until(lambda: stack.replica.readers() == names)
        time.sleep(1)
    first.noted += second.noted
    return {"how": how, "taken_again_s": back} | first.row(gone)


def instance_gone(stack: Stack, how: str, nginx: Server, trust: ssl.SSLContext) -> Row:
    """The second instance goes while visitors ask nginx, and comes back; by a reload it never goes."""
    happens: Mapping[str, Callable[[], None]] = {
        "stopped": stack.two.stop,
        "killed": stack.two.kill,
        "reloaded": stack.two.reload,
    }
    with crowd(nginx, paths, trust, visitors=4) as found:
        time.sleep(BEFORE)
        gone = time.monotonic()
        happens[how]()
        time.sleep(AFTER)
        if stack.two.server is None:
            stack.two.start()
        time.sleep(1)
    return {"how": how} | found.row(gone)


def lagging(stack: Stack, lag: int = LAG) -> Iterator[Row]:
    """The replica lags behind, is lost while it does, and comes back behind: what do pages say, and of when?"""
    edit, dates = Edits(stack), dict[str, str]()

    def edited(name: str) -> None:
        date, said = edit.dated(name)
        dates[date] = said

    edited("Before the lag")
    stack.replica.holds(stack.primary)
    until(lambda: seen(stack, dates) == {"Before the lag"})
    stack.replica.pause()
    edited("While it lags")
    yield watched(stack, dates, "replay paused", {"Before the lag"})
    stack.replica.stop()
    until(lambda: seen(stack, dates) == {"While it lags"})
    edited("While it is gone")
    yield watched(stack, dates, "replica stopped", {"While it is gone"})
    edited("Held back")
    stack.replica.start(f"recovery_min_apply_delay={lag}s")
    yield watched(stack, dates, "back, and behind", {"Held back"})
    caught = until(lambda: stack.replica.token() == stack.primary.token())
    # From now on without the delay.
    stack.replica.stop()
    stack.replica.start()
    stack.replica.holds(stack.primary)
    yield watched(stack, dates, "caught up", {"Held back"}) | {"after_s": caught}


def watched(stack: Stack, dates: Mapping[str, str], when: str, allowed: set[str], seconds: float = 3) -> Row:
    """What all pages say for some seconds. Raises BenchError where that is of another revision than is allowed."""
    found, pages, end = set[str](), 0, time.monotonic() + seconds
    while time.monotonic() < end:
        found |= seen(stack, dates)
        pages += len(NAMED) * len(stack.instances)
    if not found <= allowed:
        raise BenchError(f"{when}: pages say {found}, where they should say {allowed}.")
    return {"when": when, "said": sorted(found), "pages": pages}


def seen(stack: Stack, dates: Mapping[str, str]) -> set[str]:
    """The names that pages of both instances show, each held to the day and time that it tells of itself."""
    return {name_in(one, path, dates) for one in stack.instances for path in NAMED}


def name_in(instance: Instance, path: str, dates: Mapping[str, str]) -> str:
    """The treaty's name on a page. Raises BenchError where it is not that of the revision which the page tells."""
    with Reader(instance) as reader:
        answer = reader.get(path)
    # The page tells what was changed, too: what it shows is the newest name on it.
    said = [name for name in dates.values() if name.encode() in answer.body]
    if said[-1:] != [dates.get(answer.headers["last-modified"])]:
        raise BenchError(
            f"{path} of instance {instance.name} says {said}, and is of {answer.headers['last-modified']}."
        )
    return said[-1]
