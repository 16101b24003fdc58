"""The slug that a row had first, after renames here and elsewhere, back and forth."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from records.corrections.editing import rename, withdraw
from records.models import FormerAddress, Treaty
from records.reconciliation import Report
from tests.factories import make_treaty

pytestmark = pytest.mark.django_db

CYBERCRIME, TERRORIST_BOMBINGS = (
    "convention-on-cybercrime",
    "international-convention-for-suppression-of-terrorist-bombings",
)


def first_slug(record: Any) -> str:
    return Report().first_slug(type(record).objects.get(pk=record.pk))


def test_what_was_never_renamed_has_its_slug_of_today_without_a_query(django_assert_num_queries: Any) -> None:
    report = Report()
    assert report.rows(Treaty)
    with django_assert_num_queries(0):
        assert [report.first_slug(row) for row in report.rows(Treaty)] == [row.slug for row in report.rows(Treaty)]


def test_renames_back_and_forth_leave_it_as_it_was(django_assert_num_queries: Any) -> None:
    treaty = Treaty.objects.get(slug=CYBERCRIME)
    for slug in ("budapest", "budapest-2001", CYBERCRIME, "budapest"):
        rename(treaty, slug, reason="Shorter.")
        assert first_slug(treaty) == CYBERCRIME
    report = Report()
    assert report.rows(Treaty)
    with django_assert_num_queries(1):
        assert [report.first_slug(row) for row in report.rows(Treaty)]


def test_a_slug_that_another_takes_over_stays_the_first_of_the_one() -> None:
    renamed, other = Treaty.objects.get(slug=CYBERCRIME), Treaty.objects.get(slug=TERRORIST_BOMBINGS)
    rename(renamed, "budapest", reason="Shorter.")
    rename(other, CYBERCRIME, reason="By mistake.")
    assert (first_slug(renamed), first_slug(other)) == (CYBERCRIME, TERRORIST_BOMBINGS)
    withdraw(other, reason="By mistake.")
    assert first_slug(renamed) == CYBERCRIME


def test_two_that_began_with_one_slug_are_told_apart() -> None:
    renamed = Treaty.objects.get(slug=CYBERCRIME)
    rename(renamed, "budapest", reason="Shorter.")
    added = make_treaty(slug=CYBERCRIME)
    assert (first_slug(renamed), first_slug(added)) == (CYBERCRIME, f"{CYBERCRIME}-{added.pk}")


def test_what_was_renamed_before_it_was_loaded_is_known_by_its_oldest_address() -> None:
    """As in a new portal, which loads the records under their new slugs, and their former addresses."""
    now = timezone.now()
    for days, slug in ((20, "older"), (30, "oldest"), (10, "old")):
        since = now - datetime.timedelta(days=days)
        FormerAddress.objects.create(url_name="treaty", slug=slug, now=CYBERCRIME, name="It", since=since)
    treaty = Treaty.objects.get(slug=CYBERCRIME)
    assert first_slug(treaty) == "oldest"
    rename(treaty, "budapest", reason="Shorter.")
    assert first_slug(treaty) == "oldest"
    treaty.history.all().delete()
    assert first_slug(treaty) == "oldest"
