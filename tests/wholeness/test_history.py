"""A gap in the history of a record is found, and what is said to mend it mends it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

from records.corrections import editing
from records.models import Event, Meeting, Topic, Treaty
from records.wholeness.history import findings

pytestmark = pytest.mark.django_db


def test_what_was_loaded_and_edited_has_none(editor: User) -> None:
    treaty = Treaty.objects.all()[0]
    editing.rename(treaty, "another-address", reason="A better one.", user=editor)
    treaty.name = "Another name"
    treaty.save()
    treaty.topics.remove(*treaty.topics.all()[:1])
    editing.withdraw(Event.objects.all()[0], reason="Told twice.", user=editor)
    meeting = Meeting.objects.all()[0]
    editing.withdraw(meeting, reason="By mistake.", user=editor)
    editing.bring_back(Meeting.history.all()[0], reason="It was there.", user=editor)
    call_command("load_records", replace=True, verbosity=0)
    assert list(findings()) == []


def test_what_was_written_past_django_is_found_until_it_is_saved() -> None:
    topic = Topic.objects.all()[0]
    Topic.objects.filter(pk=topic.pk).update(description="Written past Django.")
    (finding,) = findings()
    assert finding.startswith(f"The topic {topic.slug} says something else than its newest version.")
    assert finding.endswith(f"""manage.py shell -c "from records.models import Topic; {saving(topic.slug)}".""")
    Topic.objects.get(pk=topic.pk).save()
    assert list(findings()) == []


def saving(slug: str) -> str:
    return f"Topic.objects.get(slug='{slug}').save()"


def test_a_list_that_was_changed_past_django_is_found() -> None:
    treaty = Treaty.objects.filter(topics__isnull=False)[0]
    Treaty.topics.through.objects.filter(treaty=treaty).delete()
    (finding,) = findings()
    assert finding.startswith(f"The treaty {treaty.slug} says something else")
    treaty.save()
    assert list(findings()) == []


def test_a_missing_version_is_found() -> None:
    treaty = Treaty.objects.all()[0]
    treaty.save()
    treaty.history.last().delete()
    assert list(findings()) == [f"The treaty {treaty.slug} lacks a version. Restore a backup that has it."]
    treaty.history.all().delete()
    (finding,) = findings()
    assert finding.startswith(f"The treaty {treaty.slug} has no version.")


def test_a_record_that_is_gone_without_a_version_is_found() -> None:
    event = Event.objects.all()[0]
    with connection.cursor() as cursor:
        for table in ("records_event_topics", "records_event_countries"):
            cursor.execute(f"DELETE FROM {table} WHERE event_id = %s", [event.pk])
        cursor.execute("DELETE FROM records_event WHERE id = %s", [event.pk])
    (finding,) = findings()
    assert finding.startswith(f"The event {event.slug} is gone, and no version says that it was withdrawn.")
