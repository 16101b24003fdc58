"""The database of 0.1.0 becomes this version's at its first start, with all that was edited there.

`portal_0_1_0/` holds its tables as that version made them on either database, and rows: a few of the report's, as it
loaded them, and what an editor and a superuser did then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest

from tests.backup.portals import AVAILABLE, Portal
from tests.sampling import thorough
from tools.faults.upgrade import postgresql_of_0_1_0, rows, sqlite_of_0_1_0

EDITED = """
from django.contrib.auth.models import User
from records.corrections.versions import newest_number
from records.kinds import ALL_KINDS
from records.models import *
treaty = Treaty.objects.get(slug="convention-on-cybercrime")
print(treaty.short_name, [(v.history_type, v.history_change_reason, str(v.history_user)) for v in treaty.history.all()])
former = FormerAddress.objects
print(Treaty.objects.filter(slug="another-address").count(), former.filter(now="another-address").count())
print(Event.objects.filter(slug="{withdrawn}").count(), former.filter(slug="{withdrawn}", now="").count())
hanako, root = User.objects.get(username="hanako"), User.objects.get(username="root")
print(hanako.check_password("another silly password"), hanako.is_staff)
print(hanako.has_perm("records.change_term"), hanako.has_perm("auth.change_user"))
print(root.check_password("a long and silly password"), root.is_superuser)
print(Change.objects.filter(reason="Told twice.").count(), Change.objects.filter(reason="It was there.").count())
print([kind.__name__ for kind in ALL_KINDS if not kind.objects.exists()])
"""


def withdrawn() -> str:
    """The slug of the event that an editor of 0.1.0 withdrew."""
    table = rows()["records_formeraddress"]
    gone = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
    return next(str(row["slug"]) for row in gone if row["url_name"] == "event")


def of_0_1_0(portal: Portal) -> None:
    """Give the portal the database of 0.1.0."""
    if portal.environment["DATABASE_URL"]:
        postgresql_of_0_1_0(portal.environment["DATABASE_URL"])
        return
    portal.folder.mkdir()
    sqlite_of_0_1_0(portal.database)


@thorough
@pytest.mark.parametrize("database", AVAILABLE)
def test_what_was_edited_is_kept_and_the_rest_is_of_today(database: str, empty: Callable[[str], Portal]) -> None:
    portal = empty(database)
    of_0_1_0(portal)
    left = portal.folder / ".from-0.1.0"
    portal.folder.mkdir(exist_ok=True)
    left.write_text("What a start that was killed left.")
    said = portal.do("prepare")
    assert not left.exists()
    assert "bringing over what 0.1.0 holds, with its edits" in said
    treaty, address, event, hanako, rights, root, log, none = portal.ask(
        EDITED.format(withdrawn=withdrawn())
    ).splitlines()
    assert treaty.startswith("Budapest Convention [('~', 'Known by that name.', 'hanako'), ('+', ")
    assert (address, event) == ("1 1", "0 1")
    assert (hanako, rights, root) == ("True True", "True False", "True True")
    assert log == "1 1"
    assert none == "[]"
    assert "are whole" in portal.do("verify")
    refused, said = portal.run("load_records")
    assert refused == 1
    assert "it would overwrite 5 edits made since the last load" in said
    assert "up to date" in portal.do("prepare")
    check_what_is_kept(portal)


def check_what_is_kept(portal: Portal) -> None:
    """The tables of 0.1.0 are there as they were."""
    count = "SELECT count(*) FROM {}records_historicaltreaty"
    expected = len(rows()["records_historicaltreaty"]["rows"])
    if portal.environment["DATABASE_URL"]:
        with psycopg.connect(portal.environment["DATABASE_URL"]) as server:
            found = server.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'portal_0_1_0_%'").fetchone()
            assert found
            assert server.execute(count.format(f"{found[0]}.").encode()).fetchone() == (expected,)
        return
    (kept,) = portal.folder.glob("portal.sqlite3.replaced-*")
    with closing(sqlite3.connect(kept)) as file:
        assert file.execute(count.format("")).fetchone() == (expected,)
