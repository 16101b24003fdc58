"""All that has a name, as it is remembered: the same as the records, whatever was changed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.corrections.editing import withdraw
from records.models import Section, Topic
from records.search.directory import directory, plain_words
from records.search.synonyms import stems_of
from tests.factories import make_topic

pytestmark = pytest.mark.django_db


def subject(name: str) -> str:
    found = directory().subjects.get(stems_of(name))
    return found.address if found else ""


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Thailand", "/countries/thailand/"),
        ("Thai", "/countries/thailand/"),
        ("the then Soviet Union", "/countries/russia/"),
        ("Burma", "/countries/myanmar/"),
        ("U.S.", "/countries/united-states/"),
        ("narcotics", "/topics/drugs/"),
        ("koban", "/topics/police-box/"),
        ("smuggling", "/topics/human-trafficking/"),
        ("Thai Land", ""),
    ],
)
def test_a_country_or_topic_is_known_by_each_of_its_names(name: str, address: str) -> None:
    assert subject(name) == address


def test_a_section_is_known_by_its_number_however_it_is_written() -> None:
    for section in Section.objects.all():
        for written in (section.number, section.slug, section.number.upper(), section.number.replace(" (", "(")):
            assert directory().sections[plain_words(written)].address == section.get_absolute_url(), written


def test_what_is_changed_or_withdrawn_is_remembered_anew() -> None:
    topic = make_topic(name="Zeppelins")
    assert subject("zeppelin") == topic.get_absolute_url()
    topic.name = "Balloons"
    topic.save()
    assert (subject("zeppelin"), subject("balloon")) == ("", topic.get_absolute_url())
    withdraw(Topic.objects.get(pk=topic.pk), reason="There are none.")
    assert subject("balloon") == ""


def test_what_is_remembered_costs_one_query() -> None:
    directory()
    with CaptureQueriesContext(connection) as captured:
        directory()
    assert len(captured) == 1
