"""The sums that the database keeps are those of its rows, whatever way these are written."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from records.kinds import NAMES, RECORD_KINDS
from records.models import Country, Dated, Meeting, Section, Tally, Topic, Treaty, Yearly
from tests.factories import make_event, make_treaty

pytestmark = pytest.mark.django_db


def kept() -> Counter[tuple[str, str, int]]:
    rows = Tally.objects.exclude(count=0).values_list("kind", "facet", "key", "count")
    return Counter({(kind, facet, key): count for kind, facet, key, count in rows})


def counted() -> Counter[tuple[str, str, int]]:
    """The same of all rows, read and counted one by one."""
    found: Counter[tuple[str, str, int]] = Counter()
    for kind in RECORD_KINDS:
        records = kind.objects.prefetch_related("topics")
        for record in records.prefetch_related("countries") if kind.country_lookup == "countries" else records:
            found.update((NAMES[kind], facet, key) for facet, key in keys_of(record))
    return found


def keys_of(record: Any) -> Iterable[tuple[str, int]]:
    yield "all", 0
    yield "section", record.section_id
    yield from (("country", country.pk) for country in record.country_list)
    yield from (("topic", topic.pk) for topic in record.topics.all())
    if isinstance(record, Dated | Yearly) and record.earliest:
        yield "year", record.earliest.year


def test_they_are_right_after_a_load() -> None:
    assert kept() == counted()
    call_command("load_records", replace=True, verbosity=0)
    assert kept() == counted()


def test_they_are_right_after_edits() -> None:
    treaty, event = make_treaty(date="1990-02-03"), make_event(date="")
    assert kept() == counted()
    treaty.topics.set(Topic.objects.all()[:3])
    treaty.countries.add(*Country.objects.all()[:2])
    event.date, event.section = "1985", Section.objects.all()[3]
    event.save()
    meeting = Meeting.objects.all()[0]
    meeting.country = None
    meeting.save()
    assert kept() == counted()
    treaty.topics.remove(*Topic.objects.all()[:1])
    treaty.countries.clear()
    event.delete()
    assert kept() == counted()


def test_they_are_right_where_nothing_tells_django() -> None:
    Meeting.objects.update(country=Country.objects.all()[5], section=Section.objects.all()[2])
    Treaty.objects.filter(pk__lt=9).update(earliest=None, latest=None)
    Treaty.objects.filter(pk__gt=19).update(earliest=datetime.date(1871, 5, 6))
    Treaty.topics.through.objects.filter(topic__slug="drugs").update(topic=Topic.objects.get(slug="consular"))
    assert kept() == counted()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM records_treaty_topics")
        cursor.execute("DELETE FROM records_treaty_countries")
        cursor.execute("DELETE FROM records_treaty WHERE position > 7")
        cursor.execute("UPDATE records_assistanceyear SET year = year + 100")
    assert kept() == counted()


@pytest.mark.postgresql
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_they_are_right_after_a_table_is_emptied() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE records_treaty CASCADE")
    assert kept() == counted()


def test_they_answer_by_kind_and_by_year() -> None:
    drugs = Topic.objects.get(slug="drugs")
    by_kind = Tally.objects.by_kind(Tally.Facet.TOPIC, [drugs.pk])
    assert by_kind["treaties"] == Treaty.objects.filter(topics=drugs).count()
    years = Tally.objects.by_year("treaties")
    assert years[0] == (1964, 2)
    assert sum(count for _, count in years) == 31
