"""How many records there are, kept by the database itself, in the same transaction as any change of any record.

By triggers, like the revision: on SQLite at each row, on PostgreSQL at each statement, whatever number of rows it
writes. Whoever writes there holds the revision already, so that no two wait for each other's sums.
"""

from django.db import migrations, models

# The tables of records by their public names: how each refers to countries, and what says its year.
KINDS = {
    "expertdispatch": ("expert-dispatches", "country_id", None),
    "expertfield": ("expert-fields", None, None),
    "trainingcourse": ("training-courses", "countries", "earliest"),
    "cooperationproject": ("cooperation-projects", "countries", "earliest"),
    "disasterreliefmission": ("disaster-relief-missions", "country_id", "earliest"),
    "peacekeepingmission": ("peacekeeping-missions", "country_id", "earliest"),
    "membership": ("memberships", "country_id", "earliest"),
    "meeting": ("meetings", "country_id", "earliest"),
    "treaty": ("treaties", "countries", "earliest"),
    "assistanceyear": ("assistance-years", None, "year"),
    "assistancebyregion": ("assistance-by-region", None, "year"),
    "assistancebycountry": ("assistance-by-country", "country_id", "year"),
    "courtesyvisit": ("courtesy-visits", "country_id", "earliest"),
    "event": ("events", "countries", "earliest"),
}
# The year of a first day; {row} is what a trigger calls the row.
YEARS = {
    "sqlite": "CAST(substr({row}earliest, 1, 4) AS integer)",
    "postgresql": "CAST(extract(year FROM {row}earliest) AS bigint)",
}


def facets(vendor, row=""):
    """What is counted: of each table its name, the public name of its kind, and by facet the key of a row."""
    for table, (kind, country, year) in KINDS.items():
        keys = {"all": "0", "section": "{row}section_id"}
        if country == "country_id":
            keys["country"] = "{row}country_id"
        if year:
            keys["year"] = YEARS[vendor] if year == "earliest" else "{row}year"
        lists = {"topics": {"topic": "{row}topic_id"}}
        if country == "countries":
            lists["countries"] = {"country": "{row}country_id"}
        for name, found in (("", keys), *((f"_{name}", listed) for name, listed in lists.items())):
            yield f"records_{table}{name}", kind, {facet: key.format(row=row) for facet, key in found.items()}


ADD = "ON CONFLICT (facet, key, kind) DO UPDATE SET count = records_tally.count + excluded.count"


def sqlite():
    """For each row that comes one more of each key, for each that goes one less."""

    def counted(kind, keys, one):
        rows = " UNION ALL ".join(f"SELECT '{facet}' AS facet, {key} AS key" for facet, key in keys.items())
        return (
            f"INSERT INTO records_tally (kind, facet, key, count) "
            f"SELECT '{kind}', facet, key, {one} FROM ({rows}) WHERE key IS NOT NULL {ADD};"
        )

    for (table, kind, new), (_, _, old) in zip(facets("sqlite", "new."), facets("sqlite", "old."), strict=True):
        more, less = counted(kind, new, 1), counted(kind, old, -1)
        for event, body in (("insert", more), ("delete", less), ("update", less + more)):
            yield f"CREATE TRIGGER {table}_{event}_tallies AFTER {event} ON {table} BEGIN {body} END"


# Its arguments are the kind, and for each facet its name and the expression that gives the key of a row.
POSTGRESQL_FUNCTION = f"""
    CREATE FUNCTION records_tally() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    DECLARE
        place integer := 1;
    BEGIN
        WHILE place < TG_NARGS LOOP
            IF TG_OP = 'TRUNCATE' THEN
                DELETE FROM records_tally WHERE kind = TG_ARGV[0] AND facet = TG_ARGV[place];
            ELSE
                EXECUTE format(
                    'INSERT INTO records_tally (kind, facet, key, count) '
                    'SELECT %L, %L, key, sum(one) FROM (%s) AS counted (key, one) WHERE key IS NOT NULL '
                    'GROUP BY key HAVING sum(one) <> 0 {ADD}',
                    TG_ARGV[0],
                    TG_ARGV[place],
                    concat_ws(
                        ' UNION ALL ',
                        CASE WHEN TG_OP <> 'DELETE' THEN 'SELECT ' || TG_ARGV[place + 1] || ', 1 FROM come' END,
                        CASE WHEN TG_OP <> 'INSERT' THEN 'SELECT ' || TG_ARGV[place + 1] || ', -1 FROM gone' END
                    )
                );
            END IF;
            place := place + 2;
        END LOOP;
        RETURN NULL;
    END $$
"""


def postgresql():
    """The same for all rows of a statement at once, and for a table that is emptied."""
    yield POSTGRESQL_FUNCTION
    events = {
        "INSERT": "REFERENCING NEW TABLE AS come",
        "UPDATE": "REFERENCING OLD TABLE AS gone NEW TABLE AS come",
        "DELETE": "REFERENCING OLD TABLE AS gone",
        "TRUNCATE": "",
    }
    for table, kind, keys in facets("postgresql"):
        given = ", ".join(f"'{word}'" for word in (kind, *(word for pair in keys.items() for word in pair)))
        for event, rows in events.items():
            yield (
                f"CREATE TRIGGER tallies_{event.lower()} AFTER {event} ON {table} {rows} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION records_tally({given})"
            )


def fill(vendor):
    """Count what is there already."""
    for table, kind, keys in facets(vendor):
        for facet, key in keys.items():
            yield (
                f"INSERT INTO records_tally (kind, facet, key, count) SELECT '{kind}', '{facet}', {key} AS key, count(*) "
                f"FROM {table} WHERE {key} IS NOT NULL GROUP BY key"
            )


def create(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in (*fill(vendor), *(sqlite() if vendor == "sqlite" else postgresql())):
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS records_tally CASCADE", params=None)
        return
    for table, _, _ in facets("sqlite"):
        for event in ("insert", "update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{event}_tallies", params=None)


class Migration(migrations.Migration):
    dependencies = [("records", "0003_revision")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="The kind's public name, such as treaties.", max_length=40)),
                (
                    "facet",
                    models.CharField(
                        choices=[
                            ("all", "All of the kind"),
                            ("section", "Section"),
                            ("country", "Country or territory"),
                            ("topic", "Topic"),
                            ("year", "Year of the first day"),
                        ],
                        help_text="What they are counted by.",
                        max_length=10,
                    ),
                ),
                ("key", models.BigIntegerField(help_text="The primary key of what they refer to, or the year; 0 for all.")),
                ("count", models.BigIntegerField(help_text="How many there are, 0 or more.")),
            ],
            options={
                "verbose_name_plural": "tallies",
                "constraints": [models.UniqueConstraint(fields=("facet", "key", "kind"), name="one_tally")],
            },
        ),
        migrations.RunPython(create, drop),
    ]
