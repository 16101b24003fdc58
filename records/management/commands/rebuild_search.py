"""Makes the search documents of all records anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from records.management.plain import PlainCommand
from records.search import index


class Command(PlainCommand):
    """``rebuild_search``: after anything that wrote records past Django, such as SQL by hand."""

    help = "Make the search documents of all records anew, in one transaction."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-needed", action="store_true", help="Only where some are missing or were made by older rules."
        )

    def handle(self, *, if_needed: bool, verbosity: int, **options: Any) -> None:
        if if_needed and index.is_current():
            return
        documents = index.rebuild()
        if verbosity:
            self.stdout.write(f"Search: {documents} documents made anew")
