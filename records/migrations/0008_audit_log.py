"""The audit log: the database itself lets nobody change or delete a line of it."""

from django.db import migrations, models

REFUSED = "the audit log is only added to"
CREATE = {
    "sqlite": tuple(
        f"CREATE TRIGGER records_auditline_no_{event} BEFORE {event} ON records_auditline "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        for event in ("update", "delete")
    ),
    "postgresql": (
        f"""
        CREATE FUNCTION records_only_add() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'restrict_violation';
        END $$
        """,
        "CREATE TRIGGER only_add BEFORE UPDATE OR DELETE OR TRUNCATE ON records_auditline "
        "EXECUTE FUNCTION records_only_add()",
    ),
}
DROP = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS records_auditline_no_{event}" for event in ("update", "delete")),
    "postgresql": ("DROP FUNCTION IF EXISTS records_only_add CASCADE",),
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("records", "0007_words")]

    operations = [
        migrations.CreateModel(
            name="AuditLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("when", models.DateTimeField(auto_now_add=True, db_index=True, help_text="When it was done.")),
                ("account", models.CharField(help_text="Who did it; empty for a command on the server.", max_length=150)),
                ("address", models.CharField(blank=True, help_text="From which address.", max_length=45)),
                ("what", models.CharField(
                        choices=[
                            ("logged-in", "logged in"),
                            ("logged-out", "logged out"),
                            ("locked-out", "locked out"),
                            ("role", "changed a role"),
                            ("edit", "edited"),
                        ],
                        help_text="What was done.",
                        max_length=12,
                    )),
                ("about", models.CharField(blank=True, help_text="To what, and how.", max_length=1000)),
            ],
            options={
                "verbose_name": "line of the audit log",
                "verbose_name_plural": "audit log",
                "ordering": ("-when", "-pk"),
                "default_permissions": ("view",),
            },
        ),
        migrations.RunPython(create, drop),
    ]
