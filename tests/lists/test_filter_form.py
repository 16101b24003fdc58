"""The form of the filters is kept for each state of the records, and so are its fields that nobody filled in."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from records.lists.filter_sets import TreatyFilterSet
from records.models import Country, Treaty
from records.models.revision import Revision
from records.models.state import in_state

pytestmark = pytest.mark.django_db


def filterset(query: str = "") -> TreatyFilterSet:
    return TreatyFilterSet(QueryDict(query), queryset=Treaty.objects.all())


def test_it_is_made_once_a_state(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with in_state(Revision.objects.state()):
        made = filterset().form
        with django_assert_num_queries(0):
            again = filterset("year=2002&country=russia").form
            assert again.is_valid()
    assert type(again) is type(made)
    assert made.fields["country"].choices == again.fields["country"].choices


def test_a_field_that_is_filled_in_leaves_no_trace_in_the_next_form() -> None:
    with in_state(Revision.objects.state()):
        empty = filterset().form.drawn()
        filled = filterset("year=abc&country=russia&action=signed").form.drawn()
        assert filterset().form.drawn() == empty
    assert 'value="russia" checked' in filled
    assert "A year is a whole number" in filled
    assert " checked" not in empty
    assert "field--wrong" not in empty


def test_a_country_that_is_renamed_is_offered_by_its_new_name(client: Client) -> None:
    assert "> Russia</label>" in client.get("/treaties/").content.decode()
    Country.objects.filter(slug="russia").update(name="Another name")

    html = client.get("/treaties/").content.decode()
    assert "> Another name</label>" in html
    assert "> Russia</label>" not in html


def test_an_unfiltered_chart_shows_what_was_edited(client: Client) -> None:
    mark = "Convention on Cybercrime, signed November 23, 2001"
    assert mark in client.get("/treaties/").content.decode()
    Treaty.objects.filter(slug="convention-on-cybercrime").update(date="2001-11-24")

    html = client.get("/treaties/").content.decode()
    assert mark not in html
    assert mark.replace("23", "24") in html
