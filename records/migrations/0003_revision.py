"""The revision of the records: the database itself renews it, in the same transaction as any change of any record.

By triggers, so that nothing gets past them: not ``QuerySet.update``, not SQL by hand. On SQLite they stand at each row,
on PostgreSQL at each statement, and before it: whoever changes a record holds the revision before anything else, so that
two who change several records wait here, and never for each other.
"""

from django.db import migrations

# Every table from which a public page or answer is made, the versions of the records and their lists among them. Without
# the revision itself, and what only a load reads. What brings another table makes its triggers, too.
TABLES = """
    assistancebycountry assistancebycountry_topics assistancebyregion assistancebyregion_topics assistanceyear
    assistanceyear_topics change cooperationproject cooperationproject_countries cooperationproject_topics
    country courtesyvisit courtesyvisit_topics disasterreliefmission disasterreliefmission_topics event
    event_countries event_topics expertdispatch expertdispatch_topics expertfield expertfield_topics
    formeraddress meeting meeting_topics membership membership_topics peacekeepingmission
    peacekeepingmission_topics printedfigure printedfigure_topics searchdocument searchword section term
    term_topics topic trainingcourse trainingcourse_countries trainingcourse_topics treaty treaty_countries
    treaty_topics
    historicalassistancebycountry historicalassistancebycountry_topics historicalassistancebyregion
    historicalassistancebyregion_topics historicalassistanceyear historicalassistanceyear_topics
    historicalcooperationproject historicalcooperationproject_countries historicalcooperationproject_topics
    historicalcountry historicalcourtesyvisit historicalcourtesyvisit_topics historicaldisasterreliefmission
    historicaldisasterreliefmission_topics historicalevent historicalevent_countries historicalevent_topics
    historicalexpertdispatch historicalexpertdispatch_topics historicalexpertfield historicalexpertfield_topics
    historicalmeeting historicalmeeting_topics historicalmembership historicalmembership_topics
    historicalpeacekeepingmission historicalpeacekeepingmission_topics historicalprintedfigure
    historicalprintedfigure_topics historicalsection historicalterm historicalterm_topics historicaltopic
    historicaltrainingcourse historicaltrainingcourse_countries historicaltrainingcourse_topics historicaltreaty
    historicaltreaty_countries historicaltreaty_topics
""".split()

# The one row, renewed; made where it is not there. The token has 122 random bits at least.
REVISE = """
    INSERT INTO records_revision (id, token, changed) VALUES (1, {token}, {now})
    ON CONFLICT (id) DO UPDATE SET token = excluded.token, changed = excluded.changed
"""
REVISE_SQLITE = REVISE.format(token="lower(hex(randomblob(16)))", now="strftime('%Y-%m-%d %H:%M:%f', 'now')")
REVISE_POSTGRESQL = REVISE.format(token="replace(gen_random_uuid()::text, '-', '')", now="clock_timestamp()")

SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER records_{table}_{event}_revises AFTER {event} ON records_{table} BEGIN {REVISE_SQLITE}; END"
    for table in TABLES
    for event in ("insert", "update", "delete")
)
# Its path to the tables is written down, for a session that restores a backup has none.
POSTGRESQL_FUNCTION = f"""
    CREATE FUNCTION records_revise() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    BEGIN
        {REVISE_POSTGRESQL};
        RETURN NULL;
    END $$
"""
# After a TRUNCATE, for it may empty the table of the revision, too.
POSTGRESQL_TRIGGERS = tuple(
    f"CREATE TRIGGER {name} {moment} ON records_{table} EXECUTE FUNCTION records_revise()"
    for table in TABLES
    for name, moment in (("revises", "BEFORE INSERT OR UPDATE OR DELETE"), ("revises_emptied", "AFTER TRUNCATE"))
)

CREATE = {
    "sqlite": (REVISE_SQLITE, *SQLITE_TRIGGERS),
    "postgresql": (REVISE_POSTGRESQL, POSTGRESQL_FUNCTION, *POSTGRESQL_TRIGGERS),
}
DROP = {
    "sqlite": tuple(
        f"DROP TRIGGER IF EXISTS records_{table}_{event}_revises"
        for table in TABLES
        for event in ("insert", "update", "delete")
    ),
    "postgresql": ("DROP FUNCTION IF EXISTS records_revise CASCADE",),
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("records", "0002_search_index")]

    operations = [migrations.RunPython(create, drop)]
