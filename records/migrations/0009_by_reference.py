"""The indexes that hold, for each topic and each country, which records refer to it.

So neither database reads the lines of the table itself, which lie all over it.
"""

from django.db import migrations


def indexes(apps):
    """Name, table and columns of each: of every kind that may have many topics, or many countries."""
    for model in apps.get_app_config("records").get_models():
        for field in model._meta.many_to_many:
            if field.name in ("topics", "countries"):
                referred = field.related_model._meta.model_name
                name = f"{model._meta.model_name}_of_{referred}"
                yield name, field.m2m_db_table(), f"{field.m2m_reverse_name()}, {field.m2m_column_name()}"


def create(apps, schema_editor):
    for name, table, columns in indexes(apps):
        schema_editor.execute(f"CREATE INDEX {name} ON {table} ({columns})")


def drop(apps, schema_editor):
    for name, _, _ in indexes(apps):
        schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("records", "0008_audit_log")]

    operations = [migrations.RunPython(create, drop)]
