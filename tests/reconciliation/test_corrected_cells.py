"""A corrected value is held beside its printed cell, on the record's page, under its figures, in the reconciliation."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from records.corrections.corrected import Corrected
from records.corrections.differences import in_words
from records.models import ExpertDispatch, Meeting, Treaty
from records.models.printed_cells import places_in, printed_cell
from records.reconciliation.corrected_cells import prints
from tests.admin_pages import treaty
from tests.corrections.days import BETWEEN, FIRST, SECOND, at, correct_in_shell, load_on, saved_with
from tests.pages import words

TREATY = "/treaties/convention-on-cybercrime/"
DIFFERS = "Differs Date, corrected : Date of ratification (signing*) printed “Nov. 23, 2001 *”, now “November 2001”"


def value(field: str, now: str) -> Corrected:
    return Corrected(field, field, "", now, None, "")


@pytest.mark.parametrize(
    ("field", "cell", "now", "same"),
    [
        ("date", "Nov. 23, 2001 *", "November 23, 2001", True),
        ("date", "Nov. 23, 2001 *", "November 2001", False),
        ("date", "Nov. 23, 2001 *", "November 24, 2001", False),
        ("date", "Jun.12, 1974", "June 12, 1974", True),
        ("date", "Oct. 12–17", "October 12–17, 1995", True),
        ("date", "Oct. 12–17", "October 12–18, 1995", False),
        ("date", "July 4 ~ September 9, 1999", "July 4 to September 9, 1999", True),
        ("date", "• Director (courtesy call) Nov. 5", "November 5, 1999", True),
        ("date", "Seminar on Police Administration (1975–)", "from 1975", True),
        ("action", "Nov. 23, 2001 *", "Signed", True),
        ("action", "Nov. 23, 2001 *", "Ratified", False),
        ("action", "Jul. 17, 1964", "Ratified", True),
        ("short_term", "64", "64", True),
        ("short_term", "64", "6", False),
        ("cases", "109 (-41)", "109", True),
        ("cases_change", "109 (-41)", "-41", True),
        ("share", "63.0", "63.0", True),
        ("share", "63.0", "63.1", False),
        ("name", "(a) Cooperation extended to Philippines", "Cooperation extended to Philippines", True),
        ("name", "(a) Cooperation extended to Philippines", "Cooperation with Philippines", False),
        ("member", "Korea", "South Korea", False),
        ("venue", "Ottawa", "", False),
    ],
)
def test_a_cell_prints_a_value_whatever_form_its_date_has(field: str, cell: str, now: str, same: bool) -> None:
    assert prints(cell, value(field, now)) is same


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [ExpertDispatch, Meeting, Treaty])
def test_what_was_transcribed_is_read_from_its_cell(kind: Any) -> None:
    """Held against the whole tables: no date, number or place that stands as printed is said to differ."""
    fields = {"date", "action", "venue", "round", "long_term", "short_term", "total"}
    for record in kind.objects.all():
        for name in fields & places_in(record).keys():
            field = kind._meta.get_field(name)
            said = record.date_in_words if name == "date" else in_words(field, getattr(record, name), record)
            _, cell = printed_cell(record, name) or ("", "")
            assert prints(cell, value(name, said)), (record, name, cell, said)


@pytest.mark.django_db
def test_the_record_s_checks_hold_it_beside_the_cell_too(client: Client) -> None:
    correct_in_shell(treaty(), date="2001-11")

    page = words(client, TREATY)

    assert DIFFERS in page
    assert "Agrees Convention on Cybercrime: year in the text" in page


@pytest.mark.django_db
def test_a_figure_says_what_was_corrected_of_its_rows(client: Client) -> None:
    correct_in_shell(treaty(), date="2001-11")

    assert f"{DIFFERS.replace('Differs', 'Differs Convention on Cybercrime ,')}" in words(
        client, "/reconciliation/treaty-cybercrime/"
    )
    assert "What was corrected of its records" not in words(client, "/reconciliation/relief-personnel/")


@pytest.mark.django_db
def test_the_reconciliation_lists_all_of_them(client: Client) -> None:
    assert "Corrected values" not in words(client, "/reconciliation/")
    correct_in_shell(treaty(), date="2001-11")
    correct_in_shell(ExpertDispatch.objects.get(slug="china"), short_term=63)

    page = words(client, "/reconciliation/")

    assert "Corrected values, beside what is printed 2" in page
    assert "Convention on Cybercrime , Date, corrected" in page
    assert "China , Short term, corrected : Short-term printed “64”, now “63”" in page
    assert "Corrected values" not in words(client, "/reconciliation/?verdict=differs")


@pytest.mark.django_db
def test_a_correction_that_was_undone_is_held_beside_nothing(client: Client) -> None:
    load_on()
    saved_with(treaty(), FIRST, date="2001-11")
    saved_with(treaty(), SECOND, date="2001-11-23")

    assert "corrected :" not in words(client, TREATY)
    assert DIFFERS in words(client, at(TREATY, BETWEEN))
    assert "Corrected values" not in words(client, "/reconciliation/")
