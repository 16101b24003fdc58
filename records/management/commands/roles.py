"""Writes the SQL of the two roles by which a portal on PostgreSQL is served."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import connection

from records.management.database_roles import EDITOR, READER, roles
from records.management.plain import PlainCommand

HEAD = """\
-- The roles by which the portal is served: {reader} for public instances, {editor} for the editing one.
-- For the owner of the database, as a superuser: sudo -u postgres psql {database} < this file; once more after an
-- upgrade. Then give each a password: \\password {reader}
"""


class Command(PlainCommand):
    """``roles``: changes nothing; whoever may make roles runs what it writes."""

    help = "Write the SQL of two PostgreSQL roles: one that only reads what public pages show, and one that edits."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reader", default=READER, help=f"Name of the role that reads (default: {READER}).")
        parser.add_argument("--editor", default=EDITOR, help=f"Name of the role that edits (default: {EDITOR}).")
        parser.add_argument("--file", type=Path, help="Where to write it (default: to the terminal).")

    def handle(self, *, reader: str, editor: str, file: Path | None, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Roles are PostgreSQL's: name its database by DATABASE_URL, as the user who owns it.")
        if not settings.ADMIN_PATH:
            raise CommandError("Roles are written by an instance with the admin: without it, not all tables are known.")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_database(), current_schema()")
            database, schema = cursor.fetchone()
        statements = roles(reader=reader, editor=editor, database=database, schema=schema)
        text = HEAD.format(reader=reader, editor=editor, database=database)
        text += "".join(f"{statement};\n" for statement in ("BEGIN", *statements, "COMMIT"))
        if file is None:
            self.stdout.write(text, ending="")
            return
        try:
            file.write_text(text)
        except OSError as error:
            raise CommandError(f"The roles cannot be written to {file}: {error.strerror}.") from error
        self.stdout.write(f"Wrote {file}: the roles {reader} and {editor}. Its head says how to run it.")
