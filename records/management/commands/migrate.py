"""Django's migrate, of which each migration is on record in the same transaction that makes its tables."""

from __future__ import annotations

from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState


class Executor(MigrationExecutor):
    """Django puts one that makes an index or a reference on record after it: who is killed between the two has tables
    that the next start would make again, and fail.
    """

    def apply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False, fake_initial: bool = False
    ) -> ProjectState:
        if fake or fake_initial:
            return super().apply_migration(state, migration, fake, fake_initial)
        with self.connection.schema_editor(atomic=migration.atomic) as editor:
            state = migration.apply(state, editor)
            self.record_migration(migration)  # type: ignore[call-arg, arg-type] # The stubs are behind Django.
        return state


# By this name Django's command finds it.
migrate.MigrationExecutor = Executor  # type: ignore[attr-defined]
Command = migrate.Command
