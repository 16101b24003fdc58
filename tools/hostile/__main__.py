"""Sends so many requests, most of them to Django in this process, the rest to a served portal."""

from __future__ import annotations

import argparse
import logging
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tools.scratch_portal import ROOT, environment_in, scratch_portal

# So many of a hundred go over HTTP.
OVER_HTTP = 10
# How often it is looked whether the accounts are as they were.
LOOKED_AT = 20


def main() -> None:
    """Run it. Exits with 1 at the first 5xx, with the smallest request that brings it."""
    parser = argparse.ArgumentParser(prog="python -m tools.hostile", description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 1 << 32))
    parser.add_argument("--url", default="", help="an empty database of PostgreSQL; else SQLite")
    parser.add_argument("--like", type=Path, help="the folder of a prepared portal to begin with")
    given = parser.parse_args()
    print(f"--seed {given.seed}, {'PostgreSQL' if given.url else 'SQLite'}", flush=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="npa-portal-hostile-", ignore_cleanup_errors=True) as folder:
        if given.like:
            shutil.copytree(given.like, folder, dirs_exist_ok=True)
        os.environ.update(environment_in(folder) | {"DATABASE_URL": given.url})
        subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
        answers = send_all(Path(folder), given.requests, given.seed, given.url)
    print(f"{sum(answers.values()):,} requests in {time.monotonic() - begun:.0f} s, none answered 5xx: {told(answers)}")


def send_all(folder: Path, number: int, seed: int, url: str) -> Counter[tuple[str, int]]:
    """Send them, those over HTTP last; the answers by who asked and the status."""
    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from records.api.described import description
    from tools.hostile.accounts import sessions
    from tools.hostile.asking import InProcess, OverHttp
    from tools.hostile.requests import requests

    known = sessions()
    over_http = number * OVER_HTTP // 100
    inside = InProcess(known)
    send(inside, requests(description()), number - over_http, seed)
    with scratch_portal(None if url else folder, WORKERS="1", DATABASE_URL=url) as portal:
        # Its records and sessions are a copy on SQLite.
        outside = OverHttp(dict(known), int(portal.environment["PORT"]))
        send(outside, requests(), over_http, seed, renewed=bool(url))
    return inside.answers + outside.answers


def send(asker, strategy, number: int, seed: int, *, renewed: bool = True) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    """Let hypothesis make so many requests, and send them. Raises ServerError for the smallest that it finds."""
    import hypothesis

    from tools.hostile.accounts import renew

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=number,
        deadline=None,
        database=None,
        phases=[hypothesis.Phase.generate, hypothesis.Phase.shrink],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategy)
    def ask(request: object) -> None:
        if renewed and asker.answers.total() % LOOKED_AT == 0:
            renew(asker.sessions)
        asker.ask(request)

    # A few more than were asked for, as hypothesis counts those that it could not make.
    while (left := number - asker.answers.total()) > 0:
        before = asker.answers.total()
        ask()
        if asker.answers.total() - before < left:
            seed += 1
            ask = hypothesis.seed(seed)(ask)


def told(answers: Counter[tuple[str, int]]) -> str:
    """The answers in words."""
    by_status: Counter[int] = Counter()
    by_who: Counter[str] = Counter()
    for (who, status), count in answers.items():
        by_status[status] += count
        by_who[who] += count
    statuses = ", ".join(f"{count:,} × {status or 'hung up'}" for status, count in sorted(by_status.items()))
    return f"{statuses}; as {', '.join(f'{who} {count:,}' for who, count in sorted(by_who.items()))}"


if __name__ == "__main__":
    main()
