"""A corrected value is marked where it stands, with what is printed; a correction that was undone is none."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.corrections.editing import bring_back, rename, withdraw
from records.kinds import PLACED_KINDS
from records.models import (
    AssistanceByRegion,
    Change,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    Meeting,
    Placed,
    TrainingCourse,
    Treaty,
)
from records.models.printed_cells import places_in, printed_cell
from tests.admin_pages import WHY, treaty
from tests.corrections.days import BETWEEN, FIRST, SECOND, at, correct_in_shell, load_on, saved_with
from tests.kinds import every_placed_kind
from tests.pages import words

pytestmark = pytest.mark.django_db

TREATY = "/treaties/convention-on-cybercrime/"
MARK = "corrected; printed Nov. 23, 2001 *"


# Where it is seen


def test_a_corrected_value_is_marked_in_its_list_and_on_its_page(client: Client) -> None:
    correct_in_shell(treaty(), date="2001-11")

    for address in ("/treaties/", TREATY, "/timeline/", "/topics/high-tech-crime/", "/sections/attached-table-4/"):
        assert f"November 2001 {MARK}" in words(client, address), address
        assert words(client, address).count("corrected; ") == 1


def test_the_mark_leads_to_the_change(client: Client) -> None:
    correct_in_shell(treaty(), date="2001-11")
    change = f"#change-{Change.objects.all()[0].pk}"

    assert f'<a class="corrected" href="{TREATY}{change}">{MARK}</a>' in client.get("/treaties/").content.decode()
    page = client.get(TREATY).content.decode()
    assert f'<a class="corrected" href="{change}">{MARK}</a>' in page
    assert f'id="{change[1:]}"' in page


def test_a_figure_of_a_year_is_marked_too(client: Client) -> None:
    correct_in_shell(AssistanceByRegion.objects.get(slug="asia-2003"), persons=524)

    assert "524 63.0% corrected; printed 523" in words(client, "/statistics/")
    assert "524 corrected; printed 523" in words(client, "/statistics/asia-2003/")


def test_what_no_cell_prints_is_marked_with_what_was_said_before(client: Client) -> None:
    correct_in_shell(Event.objects.get(slug="colombo-plan-joined-1954"), date="1955")

    assert "1955 corrected; before 1954" in words(client, "/timeline/colombo-plan-joined-1954/")


def test_a_value_that_was_empty_says_so(client: Client) -> None:
    correct_in_shell(treaty(), short_name="Budapest Convention")

    assert "Budapest Convention corrected; before nothing" in words(client, TREATY)


def test_a_correction_that_was_undone_is_none(client: Client) -> None:
    for date in ("2001-11", "2001-12", "2001-11-23"):
        correct_in_shell(treaty(), date=date)

    assert "corrected; " not in words(client, TREATY)
    assert "corrected; " not in words(client, "/treaties/")


def test_a_renamed_record_holds_no_corrected_value(client: Client) -> None:
    rename(treaty(), "cybercrime", reason=WHY)

    assert "corrected; " not in words(client, "/treaties/cybercrime/")
    assert "corrected; " not in words(client, "/treaties/")


def test_a_record_that_is_brought_back_is_marked_by_what_it_says_then(client: Client) -> None:
    record = treaty()
    correct_in_shell(record, date="2001-11")
    loaded, as_corrected = record.history.order_by("history_id")
    withdraw(treaty(), reason=WHY)
    bring_back(as_corrected, reason=WHY)
    assert MARK in words(client, TREATY)
    withdraw(treaty(), reason=WHY)
    bring_back(loaded, reason=WHY)

    assert "corrected; " not in words(client, TREATY)
    assert "corrected; " not in words(client, "/treaties/")


def test_a_state_of_the_past_is_marked_as_it_stood(client: Client) -> None:
    load_on()
    saved_with(treaty(), FIRST, date="2001-11")
    saved_with(treaty(), SECOND, date="2001-11-23")

    assert f"November 2001 {MARK}" in words(client, at(TREATY, BETWEEN))
    assert "corrected; " not in words(client, TREATY)


# What it costs


def test_many_corrected_values_cost_two_queries_more(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/experts/").status_code == 200
        return len(captured)

    queries()  # What is kept for a state of the data is kept.
    before = queries()
    for number, record in enumerate(ExpertDispatch.objects.all()):
        correct_in_shell(record, short_term=1000 + number)

    assert words(client, "/experts/").count("corrected; printed") == 27
    assert queries() == before + 2


# Which cell prints it


@every_placed_kind
def test_every_field_that_a_row_prints_is_there_with_its_cell(kind: type[Placed]) -> None:
    fields = {field.name for field in kind._meta.get_fields()}
    for record in kind.objects.all():
        places = places_in(record)
        assert set(places) <= fields
        assert not places or set(places.values()) <= set(range(len(record.as_printed)))


def test_each_number_of_a_row_stands_in_its_cell() -> None:
    """As a rule of which the report itself makes no exception, so that no place is one cell off."""
    checked = 0
    for kind in PLACED_KINDS:
        for record in kind.objects.all():
            for field in places_in(record):
                value = getattr(record, field)
                if isinstance(value, int | Decimal) and not isinstance(value, bool):
                    checked += 1
                    _, cell = printed_cell(record, field) or ("", "")
                    assert re.search(rf"(?<![\d.]){abs(value)}(?!\d)", cell), (record, field, cell)
    assert checked > 300


def test_each_text_of_a_row_stands_in_its_cell() -> None:
    for kind in (Treaty, Meeting, DisasterReliefMission, ExpertField, CourtesyVisit, TrainingCourse):
        for record in kind.objects.all():
            for field in set(places_in(record)) & {"name", "venue", "type_of_disaster", "field", "visitor"}:
                _, cell = printed_cell(record, field) or ("", "")
                assert getattr(record, field).split()[0] in cell, (record, field, cell)
