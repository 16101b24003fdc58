"""The database's own part of the search: an index over the stems of the documents, kept by the database itself.

On SQLite an FTS5 table, filled by triggers; on PostgreSQL a generated ``tsvector`` column with its GIN index. Both take
the stems as they are and cut nothing, stem nothing and leave nothing out, so both find the same.
"""

from django.db import migrations

# The marks hold : and -, the boundaries between lines are |.
SQLITE_TABLE = """
    CREATE VIRTUAL TABLE records_searchindex USING fts5(
        title, names, about, text, marks, tokenize = "unicode61 remove_diacritics 2 tokenchars ':-|'"
    )
"""
SQLITE_INSERT = """
    CREATE TRIGGER records_searchindex_insert AFTER INSERT ON records_searchdocument BEGIN
        INSERT INTO records_searchindex (rowid, title, names, about, text, marks)
        VALUES (new.id, new.title_stems, new.names_stems, new.about_stems, new.text_stems, new.marks);
    END
"""
SQLITE_UPDATE = """
    CREATE TRIGGER records_searchindex_update AFTER UPDATE ON records_searchdocument BEGIN
        UPDATE records_searchindex
        SET title = new.title_stems, names = new.names_stems, about = new.about_stems, text = new.text_stems,
            marks = new.marks
        WHERE rowid = new.id;
    END
"""
SQLITE_DELETE = """
    CREATE TRIGGER records_searchindex_delete AFTER DELETE ON records_searchdocument BEGIN
        DELETE FROM records_searchindex WHERE rowid = old.id;
    END
"""

# Stems, joined by spaces, as a tsvector: each at its place, all with one weight. They hold letters and digits only.
POSTGRESQL_STEMS = """
    CREATE FUNCTION records_stems(stems text, weight "char") RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT setweight(coalesce(
            (
                SELECT string_agg(quote_literal(stem) || ':' || least(place, 16383), ' ')
                FROM unnest(string_to_array(stems, ' ')) WITH ORDINALITY AS found (stem, place)
                WHERE stem <> ''
            ),
            ''
        )::tsvector, weight)
    $$
"""
POSTGRESQL_COLUMN = """
    ALTER TABLE records_searchdocument ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        records_stems(title_stems, 'A') || records_stems(names_stems, 'B') || records_stems(about_stems, 'C')
        || records_stems(text_stems, 'D') || array_to_tsvector(string_to_array(marks, ' '))
    ) STORED
"""
POSTGRESQL_INDEX = "CREATE INDEX records_searchindex ON records_searchdocument USING gin (vector)"

CREATE = {
    "sqlite": (SQLITE_TABLE, SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE),
    "postgresql": (POSTGRESQL_STEMS, POSTGRESQL_COLUMN, POSTGRESQL_INDEX),
}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS records_searchindex_insert",
        "DROP TRIGGER IF EXISTS records_searchindex_update",
        "DROP TRIGGER IF EXISTS records_searchindex_delete",
        "DROP TABLE IF EXISTS records_searchindex",
    ),
    "postgresql": (
        "DROP INDEX IF EXISTS records_searchindex",
        "ALTER TABLE records_searchdocument DROP COLUMN IF EXISTS vector",
        "DROP FUNCTION IF EXISTS records_stems",
    ),
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
