"""What the search, the sums and the revision say otherwise than the records is found, and mended as is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection

from records.models import Revision, SearchDocument, SearchWord, Tally, Topic, Treaty
from records.wholeness import database
from records.wholeness.derived import findings
from tests.factories import make_event, make_treaty

pytestmark = pytest.mark.django_db


def test_what_was_loaded_and_edited_has_none() -> None:
    make_event(date="")
    treaty = make_treaty(date="1985")
    treaty.topics.set(Topic.objects.all()[:2])
    treaty.delete()
    assert list(findings()) == []
    assert list(database.findings()) == []
    assert list(database.index_findings()) == []


WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "an old document": (lambda: SearchDocument.objects.filter(pk=first()).update(title="Old"), "with 1 record. Run"),
    "a missing document": (lambda: SearchDocument.objects.filter(pk=first()).delete(), "with 1 record. Run"),
    "a document too many": (lambda: copy_first(), "with 1 record. Run"),
    "a word too many": (lambda: SearchWord.objects.create(word="zzz", stem="zzz", length=3, documents=1), "The words"),
    "no revision": (lambda: Revision.objects.all().delete(), "The revision of the records is missing"),
}


def first() -> int:
    return SearchDocument.objects.order_by("pk").values_list("pk", flat=True)[0]


def copy_first() -> None:
    document = SearchDocument.objects.get(pk=first())
    document.pk, document.record_id = None, 987654
    document.save()


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_with_the_search_is_found_until_it_is_rebuilt(wrong: str) -> None:
    spoil, told = WRONG[wrong]
    spoil()
    assert any(told in finding for finding in findings())
    call_command("rebuild_search", verbosity=0)
    assert list(findings()) == []


def test_an_index_of_other_stems_is_found_where_there_can_be_one() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with pytest.raises(ProgrammingError, match="generated column"):
                cursor.execute("UPDATE records_searchdocument SET vector = ''")
            return
        cursor.execute("UPDATE records_searchindex SET title = 'other' WHERE rowid = %s", [first()])
    (finding,) = findings()
    assert finding.startswith("The index of the search does not hold what the search documents hold.")
    call_command("rebuild_search", verbosity=0)
    assert list(findings()) == []


def test_wrong_sums_are_found() -> None:
    Tally.objects.filter(kind="treaties", facet="all").update(count=1)
    (finding,) = findings()
    assert finding.startswith("The sums of the records (records_tally) are not those of their rows")


def test_a_reference_to_nothing_is_found() -> None:
    with connection.cursor() as cursor:
        values = [Treaty.objects.all()[0].pk, 987654]
        cursor.execute("INSERT INTO records_treaty_topics (treaty_id, topic_id) VALUES (%s, %s)", values)
        assert any("records_treaty_topics" in finding for finding in database.findings())
        cursor.execute("DELETE FROM records_treaty_topics WHERE topic_id = 987654")
