"""Versions of a record: every save is one, with its reason; any of them can be brought back; fixtures know none."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records.corrections.differences import differences_between
from records.corrections.editing import bring_back, rename, withdraw
from records.corrections.versions import CHANGED, keep_versions, list_history, listed_in
from records.fixture_files.dumping import file_text
from records.kinds import ALL_KINDS
from records.models import Addressed, Change, Country, Event, Meeting, PrintedFigure, Section, Topic, Treaty
from records.rows import digest, values_of
from tests.admin_pages import (
    SLUG,
    WHY,
    add_url,
    change_url,
    correct,
    delete_url,
    form_data,
    history_url,
    treaty,
    version_url,
    versions_of,
)
from tests.factories import make_topic, make_treaty
from tests.fixture_rows import change_row, remove_row
from tests.kinds import every_kind

pytestmark = pytest.mark.django_db


def texts(page: Any) -> str:
    return str(page.content.decode())


# Loading


@every_kind
def test_every_loaded_record_has_one_version_with_its_lists(kind: type[Addressed]) -> None:
    assert kind.history.count() == kind.objects.count()
    for record in kind.objects.all()[:3]:
        [version] = versions_of(record)
        assert (version.history_type, version.history_change_reason) == ("+", "Loaded from the fixtures.")
        for field in kind._meta.many_to_many:
            now = set(getattr(record, field.name).values_list("pk", flat=True))
            assert listed_in(version, field) == now


def test_loading_the_same_again_leaves_no_version_and_no_line(fixtures_dir: Path) -> None:
    call_command("load_records", "--directory", str(fixtures_dir), verbosity=0)

    assert Treaty.history.count() == Treaty.objects.count()
    assert Change.objects.count() == 1


def test_a_changed_row_is_a_version_and_a_removed_one_a_last_version(own_fixtures: Path) -> None:
    changed = change_row(own_fixtures, "treaties", 1, short_name="Changed", topics=[["drugs"]])
    removed = Treaty.objects.get(slug=remove_row(own_fixtures, "treaties", 31))
    call_command("load_records", "--directory", str(own_fixtures), verbosity=0)

    first, second = versions_of(Treaty.objects.get(slug=changed))
    assert (second.history_type, second.short_name) == ("~", "Changed")
    assert dict(zip(("field", "before", "after"), differences_between(first, second)[0], strict=True)) == {
        "field": "short name", "before": "", "after": "Changed",
    }  # fmt: skip
    assert [version.history_type for version in versions_of(removed)] == ["+", "-"]


def test_a_refused_load_leaves_nothing(own_fixtures: Path) -> None:
    before = Change.objects.count()
    change_row(own_fixtures, "treaties", 1, short_name="Changed")
    change_row(own_fixtures, "events", 1, date="soon")

    with pytest.raises(Exception, match="Nothing was loaded"):
        call_command("load_records", "--directory", str(own_fixtures), verbosity=0)
    assert Change.objects.count() == before
    assert len(versions_of(Treaty.objects.first())) == 1


def test_a_history_changes_neither_digest_nor_dump(editor_client: Client) -> None:
    record = treaty()
    dumped, known = file_text(Treaty), digest(values_of(record))
    correct(editor_client, record, date="2001-11")
    correct(editor_client, record, date="2001-11-23")

    assert len(versions_of(record)) == 3
    assert digest(values_of(treaty())) == known
    assert file_text(Treaty) == dumped


@every_kind
def test_records_older_than_their_history_get_a_first_version(kind: type[Addressed]) -> None:
    for table in (list_history(kind, field) for field in kind._meta.many_to_many):
        table.objects.all().delete()
    kind.history.all().delete()
    migration = importlib.import_module("records.migrations.0003_first_versions")
    migration.keep_first_versions(apps, None)

    assert kind.history.count() == kind.objects.count()
    for record in kind.objects.all()[:5]:
        version = versions_of(record)[0]
        assert (version.slug, version.history_type) == (record.slug, "+")
        for field in kind._meta.many_to_many:
            now = set(getattr(record, field.name).values_list("pk", flat=True))
            assert listed_in(version, field) == now


@every_kind
def test_many_versions_are_kept_in_a_fixed_number_of_queries(kind: type[Addressed]) -> None:
    with CaptureQueriesContext(connection) as captured:
        keep_versions(kind, kind.objects.all(), CHANGED, reason="All of them.")

    assert len(captured) <= 2 + 2 * 2 * len(kind._meta.many_to_many)
    assert kind.history.count() == 2 * kind.objects.count()


# The admin


@every_kind
def test_no_form_can_be_saved_without_a_reason(kind: type[Addressed], editor_client: Client) -> None:
    record = kind.objects.all()[0]
    for reason in ("", "   "):
        response = correct(editor_client, record, reason=reason)
        assert response.context["adminform"].form.errors == {"reason": ["Say why; the change log shows it."]}


def test_a_reason_is_no_longer_than_the_log_takes(editor_client: Client) -> None:
    response = correct(editor_client, treaty(), reason="x" * 501)

    assert "at most 500 characters" in str(response.context["adminform"].form.errors["reason"])


def test_a_reason_holds_no_e_mail_address(editor_client: Client) -> None:
    response = correct(editor_client, treaty(), reason="As hanako@example.org says.")

    assert "No e-mail addresses, please" in str(response.context["adminform"].form.errors["reason"])


def test_a_superuser_needs_a_reason_too(superuser_client: Client) -> None:
    assert correct(superuser_client, treaty(), reason="").context["adminform"].form.errors.keys() == {"reason"}
    assert "Reason for the addition" in texts(superuser_client.get(add_url(Treaty)))


def test_a_correction_is_one_version_whatever_it_touches(editor_client: Client, editor: User) -> None:
    record, topics = treaty(), [make_topic().pk, make_topic().pk]
    countries = list(Country.objects.values_list("pk", flat=True)[:2])
    correct(editor_client, record, date="2001-11", topics=topics, countries=countries, reason=WHY)

    _, version = versions_of(record)
    assert (version.history_type, version.history_change_reason, version.history_user) == ("~", WHY, editor)
    assert str(version.earliest) == "2001-11-01"
    topics_field, countries_field = (Treaty._meta.get_field(name) for name in ("topics", "countries"))
    assert listed_in(version, topics_field) == set(topics)
    assert listed_in(version, countries_field) == set(countries)


@every_kind
def test_saving_what_is_there_is_no_version(kind: type[Addressed], editor_client: Client) -> None:
    record = kind.objects.all()[0]

    assert correct(editor_client, record).status_code == 302
    assert len(versions_of(record)) == 1
    assert Change.objects.count() == 1


def test_an_added_record_has_a_version_with_its_lists(superuser_client: Client) -> None:
    topic = make_topic()
    data = form_data(superuser_client, add_url(Treaty)) | {
        "name": "A new treaty", "slug": "a-new-treaty", "treaty_kind": "bilateral", "action": "signed", "date": "2003",
        "section": Section.objects.get(slug="attached-table-4").pk, "locator": "Attached Table 4, row 32",
        "as_printed": "[]", "topics": [topic.pk], "reason": "It was left out.",
    }  # fmt: skip
    superuser_client.post(add_url(Treaty), data)

    [version] = versions_of(Treaty.objects.get(slug="a-new-treaty"))
    assert (version.history_type, version.history_change_reason) == ("+", "It was left out.")
    assert listed_in(version, Treaty._meta.get_field("topics")) == {topic.pk}
    assert Change.objects.get(what=Change.What.ADDED, name="A new treaty").reason == "It was left out."


def test_a_record_is_not_withdrawn_without_a_reason(superuser_client: Client) -> None:
    record = make_treaty()
    page = texts(superuser_client.get(delete_url(record)))
    assert 'name="reason"' in page
    assert " style=" not in page

    response = superuser_client.post(delete_url(record), {"post": "yes", "reason": " "}, follow=True)
    assert "Say why; the change log shows it." in texts(response)
    assert Treaty.objects.filter(pk=record.pk).exists()

    superuser_client.post(delete_url(record), {"post": "yes", "reason": "It was listed twice."})
    assert not Treaty.objects.filter(pk=record.pk).exists()
    assert Change.objects.get(what=Change.What.WITHDRAWN).reason == "It was listed twice."


def test_records_are_not_withdrawn_many_at_once(superuser_client: Client) -> None:
    page = superuser_client.get(reverse("admin:records_treaty_changelist"))

    assert "delete_selected" not in texts(page)


def test_who_may_only_look_sees_the_record(client: Client) -> None:
    user = User.objects.create_user("reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_treaty"))
    client.force_login(user)

    assert client.get(change_url(treaty())).status_code == 200
    assert client.get(history_url(treaty())).status_code == 200
    assert client.get(version_url(versions_of(treaty())[0])).status_code == 403


@every_kind
def test_the_history_page_shows_each_version_and_no_inline_style(kind: type[Addressed], editor_client: Client) -> None:
    record = kind.objects.all()[0]
    page = texts(editor_client.get(history_url(record)))

    assert version_url(versions_of(record)[0]) in page
    assert "Loaded from the fixtures." in page
    assert " style=" not in page


def test_the_history_page_shows_differences_in_words(editor_client: Client) -> None:
    record = treaty()
    correct(editor_client, record, date="2001-11", action="ratified", topics=[], reason=WHY)
    page = texts(editor_client.get(history_url(record)))

    assert "<strong>Date:</strong> November 23, 2001 → November 2001" in page
    assert "<strong>Action:</strong> Signed → Ratified" in page
    assert "<strong>Topics:</strong> High-tech crime → (nothing)" in page
    assert "editor" in page
    assert WHY in page


# Bringing back


def test_a_version_is_brought_back_with_its_lists_for_a_reason(editor_client: Client, editor: User) -> None:
    record = treaty()
    before = values_of(record)
    correct(editor_client, record, date="2001-11", short_name="Budapest", topics=[make_topic().pk], reason=WHY)
    address = version_url(versions_of(record)[0])
    page = texts(editor_client.get(address))
    assert "<strong>Date:</strong> November 2001 → November 23, 2001" in page
    assert " style=" not in page

    assert "Say why" in texts(editor_client.post(address, {"reason": ""}))
    assert editor_client.post(address, {"reason": "The table is right."}).status_code == 302

    assert values_of(treaty()) == before
    _, _, last = versions_of(record)
    assert (last.history_type, last.history_change_reason, last.history_user) == ("~", "The table is right.", editor)
    assert str(treaty().earliest) == "2001-11-23"


def test_bringing_back_is_logged_like_any_correction(editor_client: Client) -> None:
    record = treaty()
    correct(editor_client, record, date="2001-11", reason=WHY)
    editor_client.post(version_url(versions_of(record)[0]), {"reason": "The table is right."})

    change = Change.objects.first()
    assert change is not None
    assert (change.field, change.before, change.after) == ("date", "November 2001", "November 23, 2001")
    assert change.reason == "The table is right."


def test_a_version_that_does_not_fit_any_more_is_refused_with_the_reason(editor_client: Client) -> None:
    record, other = treaty(), Treaty.objects.get(slug="united-nations-convention-against-corruption")
    name = record.name
    correct(editor_client, record, name="Another")
    correct(editor_client, other, name=name)
    response = editor_client.post(version_url(versions_of(record)[0]), {"reason": WHY})

    assert response.status_code == 200
    assert "Treaty with this Name already exists." in texts(response)
    assert treaty().name == "Another"


def test_a_withdrawn_record_comes_back_as_it_was() -> None:
    record = treaty()
    before, pk = values_of(record), record.pk
    withdraw(record, reason="Not one of them.")
    first, last = versions_of(Treaty(pk=pk))
    assert (last.history_type, last.history_change_reason) == ("-", "Not one of them.")

    bring_back(first, reason="It is one of them.")
    assert (treaty().pk, values_of(treaty())) == (pk, before)


def test_a_superuser_brings_back_a_withdrawn_record_and_an_editor_does_not(
    superuser_client: Client,
    editor_client: Client,
) -> None:
    record = treaty()
    address, kept = history_url(record), version_url(versions_of(record)[0])
    superuser_client.post(delete_url(record), {"post": "yes", "reason": WHY})

    assert kept in texts(superuser_client.get(address))
    assert "was withdrawn. It comes back" in texts(superuser_client.get(kept))
    assert editor_client.post(kept, {"reason": WHY}).status_code == 403
    superuser_client.post(kept, {"reason": "It is one of them."})
    assert treaty().name == "Convention on Cybercrime"


@pytest.mark.parametrize("version", ["0", "999999", "x", "9" * 30])
def test_no_version_of_that_number_is_no_fault(editor_client: Client, version: str) -> None:
    address = f"/admin/records/treaty/{treaty().pk}/history/{version}/"

    assert editor_client.get(address).status_code in {302, 404}


def test_a_topic_that_is_gone_keeps_its_name_and_stays_away() -> None:
    record, topic = treaty(), make_topic(name="Piracy")
    record.topics.add(topic)
    record.topics.remove(topic)
    topic.delete()
    _, added, removed = versions_of(record)

    assert differences_between(added, removed) == [("topics", "High-tech crime, Piracy", "High-tech crime")]
    bring_back(added, reason=WHY)
    assert [topic.name for topic in treaty().topics.all()] == ["High-tech crime"]


# In the shell


def test_a_save_in_the_shell_is_a_version_and_on_the_log() -> None:
    record = treaty()
    record.short_name = "Budapest"
    record._change_reason = WHY  # type: ignore[attr-defined]
    record.save()
    record.topics.clear()

    assert [version.history_change_reason for version in versions_of(record)][1] == WHY
    assert [(change.field, change.before) for change in Change.objects.filter(what="corrected")] == [
        ("topics", "High-tech crime"),
        ("short name", ""),
    ]


def test_what_is_undone_by_the_database_leaves_no_version() -> None:
    record = treaty()
    record.name = "Single Convention on Narcotic Drugs"
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()

    assert len(versions_of(record)) == 1


@every_kind
def test_every_kind_says_what_differs_in_words(kind: type[Addressed]) -> None:
    """Two records of a kind differ in most of its fields: all of them can be said."""
    first, second = (versions_of(record)[0] for record in (kind.objects.all()[0], kind.objects.all().reverse()[0]))

    found = differences_between(first, second)
    assert "address" in [field for field, _, _ in found]
    assert all(isinstance(said, str) for difference in found for said in difference)
    assert not any("object (" in said for difference in found for said in difference)


def test_nothing_is_nothing_and_yes_is_yes() -> None:
    meeting, event = Meeting.objects.filter(country__isnull=False)[0], Event.objects.filter(fiscal_years=False)[0]
    country = str(meeting.country)
    meeting.country = None
    meeting.save()
    event.fiscal_years = True
    event.save()

    assert differences_between(*versions_of(meeting)) == [("country", country, "")]
    assert differences_between(*versions_of(event))[-1] == ("fiscal years", "no", "yes")


def test_a_printed_figure_and_a_country_are_corrected_too(editor_client: Client) -> None:
    figure, country = PrintedFigure.objects.all()[0], Country.objects.get(slug="thailand")
    correct(editor_client, figure, value=1, reason=WHY)
    correct(editor_client, country, printed_names='["Thai", "Siam"]', reason=WHY)

    assert len(versions_of(figure)) == 2
    assert Change.objects.filter(kind="countries")[0].after == "Thai, Siam"


def test_a_slug_that_another_kind_has_at_the_address_is_refused() -> None:
    figure = Treaty.objects.all()[0]
    with pytest.raises(ValidationError):
        rename(figure, SLUG, reason=WHY)


def test_every_kind_has_its_versions() -> None:
    assert all(kind.history.model for kind in ALL_KINDS)
    assert Topic.history.count() == Topic.objects.count()
