"""The two roles of PostgreSQL that serve the portal: one reads what public pages show, one edits; neither owns a table.

The owner of the database makes its tables, at the start that follows an upgrade, and serves nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models

READER, EDITOR = "npa_reader", "npa_editor"
MIGRATIONS = "django_migrations"
# What only migrations write: which there are, and what there is to have rights to.
FIXED = {MIGRATIONS, "django_content_type", "auth_permission"}
# What is only added to, by editors too, and is for superusers to read.
AUDIT = {"records_auditline"}


def public_tables() -> list[str]:
    """What public pages are made of, and by what a start sees how far the tables are; no account, no session."""
    models_of_records = apps.get_app_config("records").get_models(include_auto_created=True)
    return sorted({*tables_of(models_of_records), MIGRATIONS} - AUDIT)


def all_tables() -> list[str]:
    """Every table of the portal."""
    return sorted({*tables_of(apps.get_models(include_auto_created=True)), MIGRATIONS})


def tables_of(kinds: Iterable[type[models.Model]]) -> set[str]:
    """The tables of these models."""
    return {kind._meta.db_table for kind in kinds if kind._meta.managed}


def roles(*, reader: str, editor: str, database: str, schema: str) -> Iterator[str]:
    """What makes both roles, or brings them to what they are to be, statement by statement."""
    at, where = quoted(database), quoted(schema)
    yield f"REVOKE TEMPORARY ON DATABASE {at} FROM PUBLIC"
    # By default everybody may make tables there before PostgreSQL 15.
    yield f"REVOKE CREATE ON SCHEMA {where} FROM PUBLIC"
    for name in (reader, editor):
        yield made(name)
        yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {where} FROM {quoted(name)}"
        yield f"GRANT CONNECT ON DATABASE {at} TO {quoted(name)}"
        yield f"GRANT USAGE ON SCHEMA {where} TO {quoted(name)}"
    yield f"ALTER ROLE {quoted(reader)} SET default_transaction_read_only = on"
    yield granted("SELECT", public_tables(), schema, reader)
    yield granted("SELECT", sorted(FIXED), schema, editor)
    if added_to := AUDIT.intersection(all_tables()):
        yield granted("SELECT, INSERT", sorted(added_to), schema, editor)
    yield granted("SELECT, INSERT, UPDATE, DELETE", sorted({*all_tables()} - FIXED - AUDIT), schema, editor)
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {where} TO {quoted(editor)}"


def made(name: str) -> str:
    """The role, made where there is none; a password is not given here, for it would be written down."""
    literal = name.replace("'", "''")
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{literal}') THEN "
        f"CREATE ROLE {quoted(name)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT; END IF; END $$"
    )


def granted(rights: str, tables: Iterable[str], schema: str, role: str) -> str:
    """These rights to each of the tables."""
    names = ", ".join(f"{quoted(schema)}.{quoted(table)}" for table in tables)
    return f"GRANT {rights} ON {names} TO {quoted(role)}"


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'
