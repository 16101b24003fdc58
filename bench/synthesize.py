"""Fills a database of its own with the real report and made-up records, to see how the portal stands growth.

    python -m bench.synthesize --rows 100000 --file /tmp/portal.sqlite3
    python -m bench.synthesize --rows 100000 --database postgres://…

``--rows`` is how many treaties there are to be, and how many meetings; the other kinds grow with them, countries,
topics and sections never. What is a row a country, a year or a letter in the report does not grow either: experts,
statistics, projects. A database that was made so can be filled further; any other that holds anything is refused, for
nobody wants made-up records in a portal.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import Any

# A table that no portal has, with what was asked for; 0 rows until all of it is there.
MARK = "bench_synthetic"
# How many there are of each kind by the number of treaties, and at most.
SHARES = {
    "Treaty": (1, None),
    "Meeting": (1, None),
    "Event": (0.1, None),
    "CourtesyVisit": (0.1, None),
    "TrainingCourse": (0.1, None),
    # No body has more members than there are countries and topics to name them by.
    "Membership": (0.01, 2000),
    "DisasterReliefMission": (0.01, None),
    "PeacekeepingMission": (0.01, None),
}
REASON = "Made up for the benchmark."


def main() -> None:
    """Read what is asked for, prepare the database, fill it."""
    asked = arguments()
    os.environ["DJANGO_SETTINGS_MODULE"] = "npa_portal.settings"
    os.environ["DATABASE_URL"] = asked.database or f"sqlite:///{asked.file.resolve()}"
    import django

    django.setup()
    seed = marked_seed()
    if seed not in (None, asked.seed):
        sys.exit(f"This database was filled with seed {seed}; fill it further with the same.")
    if seed is None:
        prepare(asked.seed)
    fill(asked.rows, asked.seed)


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, required=True, help="how many treaties, and how many meetings")
    parser.add_argument("--seed", type=int, default=0, help="decides which ones are made up")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--file", type=Path, help="the SQLite file to make or to fill further")
    where.add_argument("--database", help="the same in PostgreSQL: postgres://user:password@host:5432/name")
    return parser.parse_args()


def marked_seed() -> int | None:
    """The seed of a database that was filled before, None of an empty one; leaves the program on any other."""
    from django.db import connection

    tables = connection.introspection.table_names()
    if not tables:
        return None
    if MARK not in tables:
        sys.exit("This database holds something, and was not made by bench.synthesize: nothing is written into it.")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rows, seed FROM {MARK}")  # noqa: S608 # Our own name.
        rows, seed = cursor.fetchone()
    if not rows:
        sys.exit("The filling of this database was broken off; make it anew.")
    return int(seed)


def prepare(seed: int) -> None:
    """Make the tables of an empty database, load the real report, and mark it as one to be filled."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {MARK} (rows integer NOT NULL, seed integer NOT NULL)")
        cursor.execute(f"INSERT INTO {MARK} VALUES (0, %s)", [seed])  # noqa: S608 # Our own name.
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_records")


def fill(rows: int, seed: int) -> None:
    """Add records of each kind until there are so many."""
    from django.db import connection

    from bench.bulk import Bulk, finish, without_indexes
    from bench.made_up import MadeUp
    from records import models

    bulk, made_up, started = Bulk(REASON), MadeUp(seed), time.monotonic()
    mark(0)
    with without_indexes():
        for name, (share, most) in SHARES.items():
            kind: Any = getattr(models, name)
            first, last = kind.objects.count() + 1, int(min(rows * share, most or rows))
            written = 0
            for batch in bulk.write(kind, made_up.records(kind, first, last)):
                written += batch
                seconds = time.monotonic() - started
                sys.stdout.write(f"\r{name}: {written:,} written, {seconds:.0f} s since the start")
                sys.stdout.flush()
            sys.stdout.write("\n" if written else "")
        bulk.write_words()
    finish(made_up.makers)
    mark(rows)
    print(f"{connection.settings_dict['NAME']}: {rows:,} treaties and meetings, {time.monotonic() - started:.0f} s")


def mark(rows: int) -> None:
    """Note how many rows the database was filled to; 0 while that is under way."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {MARK} SET rows = %s", [rows])  # noqa: S608 # Our own name.


if __name__ == "__main__":
    main()
