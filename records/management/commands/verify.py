"""Tells whether all that is stored is whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError

from records.backup.databases import snapshot
from records.backup.making import refuse_missing
from records.management.plain import PlainCommand
from records.management.words import in_plain_words
from records.wholeness import database, derived, history
from records.wording import counted

MOST_SHOWN = 20


class Command(PlainCommand):
    """``verify``: exit code 0 where nothing is found, else 1 and a sentence for each finding, with what to do."""

    help = "Verify the stored data: the database itself, history, search and sums against the records."

    def handle(self, *, verbosity: int, **options: Any) -> None:
        with in_plain_words():
            refuse_missing()
            found = list(findings())
        for sentence in found[:MOST_SHOWN]:
            self.stdout.write(sentence)
        if found:
            more = f" ({MOST_SHOWN} are shown)" if len(found) > MOST_SHOWN else ""
            raise CommandError(f"The stored data are not whole: {counted(len(found), 'finding')}{more}.")
        if verbosity:
            self.stdout.write("The stored data are whole: the database, history, search, sums and revision agree.")


def findings() -> Iterator[str]:
    """All that is wrong, as it stands at one moment, edits meanwhile left aside. Raises NewerError, OSError."""
    try:
        with snapshot():
            told = False
            for sentence in database.findings():
                told = True
                yield sentence
            if not told:
                yield from history.findings()
                yield from derived.findings()
        yield from database.index_findings()
    except DatabaseError as error:
        yield f"The database cannot be read: {' '.join(str(error).split())}. {database.RESTORE}"
