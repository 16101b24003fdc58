"""Queries whose SQL is made once."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.db.models import OuterRef
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from records.models import Treaty
from records.models.prepared import Listed, Prepared, keys_listed

pytestmark = pytest.mark.django_db
SLUG, POSITION = "a-slug", 987_654


def test_it_finds_what_the_queryset_of_these_values_finds(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    fields = ("pk", "slug", "earliest", "fiscal_years", "as_printed")
    prepared = Prepared(
        Treaty.objects.filter(slug=SLUG, position__gte=POSITION, action="ratified").values_list(*fields), SLUG, POSITION
    )
    for treaty in Treaty.objects.filter(action="ratified"):
        expected = [tuple(getattr(treaty, field) for field in fields)]
        with django_assert_num_queries(1):
            assert prepared(treaty.slug, treaty.position) == expected
        assert prepared(treaty.slug, treaty.position + 1) == []


def test_the_keys_of_a_list_stand_in_one_text() -> None:
    held = Treaty.countries.through.objects.filter(treaty=OuterRef("pk"))
    asked = Treaty.objects.filter(slug=SLUG).annotate(held=Listed(held, "country_id"))
    prepared = Prepared(asked.values_list("held"), SLUG)
    for treaty in Treaty.objects.all():
        [(text,)] = prepared(treaty.slug)
        assert set(keys_listed(text)) == {country.pk for country in treaty.countries.all()}


def test_a_sample_that_django_sees_to_change_nothing_is_a_fault() -> None:
    with pytest.raises(ValueError, match="does not depend"):
        Prepared(Treaty.objects.filter(position__gte=-1).values_list("pk"), -1)()


def test_it_finds_the_same_while_nobody_looks_on() -> None:
    """SQLite is then asked past Django's cursor; the name has what a pattern and a mark of Python have."""
    prepared = Prepared(Treaty.objects.filter(slug=SLUG, name__contains="a%").values_list("pk", "name"), SLUG)
    treaty = Treaty.objects.all()[0]
    Treaty.objects.filter(pk=treaty.pk).update(name="Half a%s of 50 %")
    with CaptureQueriesContext(connection):
        looked_on = prepared(treaty.slug)
    assert prepared(treaty.slug) == looked_on == [(treaty.pk, "Half a%s of 50 %")]


def test_a_fault_of_the_database_is_djangos() -> None:
    prepared = Prepared(Treaty.objects.filter(slug=SLUG).values_list("pk"), SLUG)
    prepared(SLUG)
    prepared._made["default"] = ("SELECT no_such_column FROM records_treaty", [], [])
    with pytest.raises(DatabaseError):
        prepared(SLUG)
