"""The search documents follow every edit, tag, renaming, deletion and load, in the same transaction."""

from __future__ import annotations

from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.kinds import NAMES
from records.models import Addressed, Country, Event, SearchDocument, SearchWord, Topic, Treaty
from records.search import index
from records.search.documents import document_of, records_of, words_of
from tests.admin_pages import change_url, form_data, withdraw_by
from tests.factories import (
    MAKERS,
    make_country,
    make_event,
    make_expert_dispatch,
    make_many,
    make_section,
    make_topic,
)
from tests.fixture_rows import change_row, remove_row
from tests.kinds import every_kind
from tests.sampling import thorough
from tests.search.asking import addresses

pytestmark = pytest.mark.django_db

FIELDS = [field.name for field in SearchDocument._meta.fields if field.name != "id"]


def is_in_step() -> bool:
    """Whether every document is as it would be made anew, and every word counted as often as it stands in them."""
    made = {
        (document.kind, document.record_id): [getattr(document, name) for name in FIELDS]
        for kind in NAMES
        for document in map(document_of, records_of(kind))
    }
    stored = list(SearchDocument.objects.all())
    counted = Counter(word for document in stored for word in words_of(document))
    return (
        made == {(found.kind, found.record_id): [getattr(found, name) for name in FIELDS] for found in stored}
        and counted == dict(SearchWord.objects.values_list("word", "documents"))
        and index_holds() == {(found.pk, found.title_stems) for found in stored}
    )


def index_holds() -> set[tuple[int, str]]:
    """What the database's own index holds; PostgreSQL computes its column from the document."""
    if connection.vendor != "sqlite":
        return set(SearchDocument.objects.values_list("pk", "title_stems"))
    with connection.cursor() as cursor:
        return set(cursor.execute("SELECT rowid, title FROM records_searchindex").fetchall())


def test_a_load_makes_a_document_of_everything() -> None:
    assert SearchDocument.objects.count() == sum(kind.objects.count() for kind in NAMES)
    assert is_in_step()


@every_kind
def test_a_record_is_found_once_saved_and_no_more_once_deleted(kind: type[Addressed]) -> None:
    record = MAKERS[kind]()
    assert SearchDocument.objects.filter(kind=NAMES[kind], slug=record.slug).count() == 1
    assert is_in_step()
    record.delete()
    assert not SearchDocument.objects.filter(kind=NAMES[kind], slug=record.slug).exists()
    assert is_in_step()


def test_an_edit_is_found_by_its_new_words_and_no_more_by_the_old() -> None:
    event = make_event(title="Zeppelins")
    event.title = "Balloons"
    event.save()
    assert addresses("balloons") == [event.get_absolute_url()]
    assert addresses("zeppelins") == []
    assert not SearchWord.objects.filter(word="zeppelins").exists()


def test_an_edit_in_the_admin_is_found(editor_client: Client) -> None:
    treaty = Treaty.objects.get(slug="convention-on-cybercrime")
    data = form_data(editor_client, change_url(treaty)) | {"short_name": "Zeppelin Convention", "topics": []}
    assert editor_client.post(change_url(treaty), data).status_code == 302
    assert addresses("Zeppelin Convention") == [treaty.get_absolute_url()]
    assert is_in_step()


def test_a_deletion_in_the_admin_is_followed(admin_client: Client) -> None:
    event = make_event(title="Zeppelins")
    withdraw_by(admin_client, event, "It never was.")
    assert addresses("zeppelins") == []
    assert is_in_step()


@thorough
def test_lists_of_countries_and_topics_are_followed_from_both_sides() -> None:
    country, topic, event = make_country(name="Atlantis"), make_topic(name="Zeppelins"), make_event()
    changes: list[tuple[Any, set[str]]] = [
        (lambda: event.countries.add(country), {"Atlantis"}),
        (lambda: event.topics.set([topic]), {"Atlantis", "Zeppelins"}),
        (lambda: event.countries.clear(), {"Zeppelins"}),
        (lambda: topic.event_set.remove(event), set()),
        (lambda: topic.event_set.add(event), {"Zeppelins"}),
        (lambda: country.event_set.set([event]), {"Atlantis", "Zeppelins"}),
        (lambda: topic.event_set.clear(), {"Atlantis"}),
        (lambda: country.event_set.clear(), set()),
    ]
    for change, found_by in changes:
        change()
        for word in ("Atlantis", "Zeppelins"):
            assert (event.get_absolute_url() in addresses(word)) == (word in found_by)
        assert is_in_step()


def test_a_renamed_country_renames_its_records() -> None:
    country = make_country(name="Atlantis")
    dispatch, event = make_expert_dispatch(country=country), make_event(countries=[country])
    country.name, country.slug, country.printed_names = "Lemuria", "lemuria", ["Mu"]
    country.save()
    for name in ("Lemuria", "Mu"):
        assert {dispatch.get_absolute_url(), event.get_absolute_url()} < set(addresses(name))
    assert addresses("Atlantis") == []
    assert SearchDocument.objects.filter(marks__contains="country:lemuria").count() == 3
    assert is_in_step()


def test_a_renamed_topic_and_section_are_followed() -> None:
    topic, section = make_topic(name="Zeppelins"), make_section(title="Airships")
    event = make_event(section=section, topics=[topic])
    topic.name, section.slug = "Balloons", "air"
    topic.save()
    section.save()
    assert event.get_absolute_url() in addresses("balloons")
    assert addresses("zeppelins") == []
    assert "section:air" in SearchDocument.objects.get(kind="events", slug=event.slug).marks
    assert is_in_step()


def test_a_deleted_country_or_topic_leaves_its_records() -> None:
    country, topic = make_country(name="Atlantis"), make_topic(name="Zeppelins")
    make_event(countries=[country], topics=[topic])
    country.delete()
    assert addresses("atlantis") == []
    topic.delete()
    assert addresses("zeppelins") == []
    assert is_in_step()


def test_many_deleted_at_once_are_followed() -> None:
    Event.objects.all().delete()
    assert not SearchDocument.objects.filter(kind="events").exists()
    assert is_in_step()


def test_an_edit_that_is_taken_back_takes_its_document_with_it() -> None:
    event = make_event(title="Zeppelins")
    with transaction.atomic():
        event.title = "Balloons"
        event.save()
        transaction.set_rollback(True)
    assert addresses("zeppelins") == [event.get_absolute_url()]
    assert is_in_step()


def test_a_record_whose_document_cannot_be_made_is_not_saved_either(monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_event(title="Zeppelins")

    def fail(record: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(index, "document_of", fail)
    event.title = "Balloons"
    with pytest.raises(RuntimeError):
        event.save()
    assert Event.objects.get(pk=event.pk).title == "Zeppelins"


# Loading


def test_a_load_is_followed(own_fixtures: Path) -> None:
    changed = change_row(own_fixtures, "treaties", 1, short_name="Zeppelin Convention")
    removed = remove_row(own_fixtures, "events", 3)
    call_command("load_records", "--directory", str(own_fixtures), verbosity=0)
    assert addresses("Zeppelin Convention") == [f"/treaties/{changed}/"]
    assert not SearchDocument.objects.filter(slug=removed).exists()
    assert is_in_step()


@pytest.mark.usefixtures("empty_database")
@thorough
def test_a_first_load_makes_everything_found() -> None:
    assert not SearchDocument.objects.exists()
    call_command("load_records", verbosity=0)
    assert addresses("Thai")[0] == "/countries/thailand/"
    assert is_in_step()


def test_a_refused_load_leaves_the_documents(own_fixtures: Path) -> None:
    change_row(own_fixtures, "treaties", 1, short_name="Zeppelin Convention", date="soon")
    with pytest.raises(Exception, match="Nothing was loaded"):
        call_command("load_records", "--directory", str(own_fixtures), verbosity=0)
    assert is_in_step()


# Rebuilding


def test_rebuild_search_mends_what_was_written_past_django() -> None:
    Event.objects.filter(slug="colombo-plan-joined-1954").update(title="Zeppelins")
    said = StringIO()
    call_command("rebuild_search", stdout=said)
    assert said.getvalue() == f"Search: {SearchDocument.objects.count()} documents made anew\n"
    assert addresses("zeppelins") == ["/timeline/colombo-plan-joined-1954/"]
    assert is_in_step()


def test_a_database_that_was_loaded_before_is_made_ready_once() -> None:
    SearchDocument.objects.all().delete()
    SearchWord.objects.all().delete()
    for expected in (f"Search: {sum(kind.objects.count() for kind in NAMES)} documents made anew\n", ""):
        said = StringIO()
        call_command("rebuild_search", if_needed=True, stdout=said)
        assert said.getvalue() == expected
    assert is_in_step()


def test_documents_of_older_rules_are_made_anew() -> None:
    SearchDocument.objects.filter(kind="topics").update(rules=0)
    assert not index.is_current()
    index.rebuild()
    assert index.is_current()


def test_an_edit_costs_a_fixed_number_of_queries() -> None:
    event = Event.objects.get(slug="colombo-plan-joined-1954")
    with CaptureQueriesContext(connection) as few:
        event.save()
    for _ in range(50):
        make_event(topics=Topic.objects.all()[:3], countries=Country.objects.all()[:3])
    with CaptureQueriesContext(connection) as many:
        event.save()
    assert len(few) == len(many)


@thorough
def test_a_country_of_very_many_records_is_renamed_in_all_of_them() -> None:
    country = make_country(name="Atlantis")
    make_many(Event, index.BATCH + 10, countries=[country])
    index.rebuild()
    country.name = "Lemuria"
    country.save()
    assert len(addresses("Lemuria")) == index.BATCH + 11
    assert is_in_step()
