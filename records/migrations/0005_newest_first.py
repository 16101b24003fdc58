"""The index by which PostgreSQL sorts a list from its newest date on, what has none last.

SQLite does so by the index of the dates, and knows no index that says where what has none stands.
"""

from django.db import migrations

TABLES = "courtesyvisit event meeting treaty trainingcourse".split()
ORDER = "earliest DESC NULLS LAST, latest DESC NULLS LAST, position, id"


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"CREATE INDEX {table}_newest_first ON records_{table} ({ORDER})")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {table}_newest_first")


class Migration(migrations.Migration):
    dependencies = [("records", "0004_tallies")]

    operations = [migrations.RunPython(create, drop)]
