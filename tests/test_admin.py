"""The admin: every kind can be found, filtered and corrected; what is printed and fixed stays."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records.kinds import ALL_KINDS
from records.models import Addressed, AuditLine, Event, LoadedRow, Meeting, Record, Section, TrainingCourse, Treaty
from tests.admin_pages import add_url, change_url, delete_url, form_data, list_url, withdraw_by
from tests.factories import make_many, make_section
from tests.kinds import every_kind, every_placed_kind

pytestmark = pytest.mark.django_db


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_every_kind_is_in_the_admin_and_the_loaded_rows_are_not() -> None:
    registered = {model for model in admin.site._registry if model._meta.app_label == "records"}

    assert registered == {*ALL_KINDS, AuditLine}
    assert LoadedRow not in registered


@every_kind
def test_a_list_shows_its_records(kind: type[Addressed], editor_client: Client) -> None:
    response = editor_client.get(list_url(kind))

    assert response.status_code == 200
    assert response.context["cl"].result_count == kind.objects.count()


@every_placed_kind
def test_a_list_is_in_the_report_s_order(kind: type[Record], editor_client: Client) -> None:
    places = [record.position for record in editor_client.get(list_url(kind)).context["cl"].result_list]

    assert places == sorted(places)


@every_kind
def test_a_list_takes_as_many_queries_for_many_more_rows(kind: type[Addressed], editor_client: Client) -> None:
    url = list_url(kind)
    few = queries_of(editor_client, f"{url}?q=")
    make_many(kind, 30)

    assert queries_of(editor_client, f"{url}?q=") == few


@every_kind
def test_a_list_is_searched(kind: type[Addressed], editor_client: Client) -> None:
    url = list_url(kind)

    assert editor_client.get(url, {"q": "no such words anywhere"}).context["cl"].result_count == 0
    assert editor_client.get(url, {"q": "1999 \0"}).status_code == 200


@every_kind
def test_every_filter_of_a_list_works(kind: type[Addressed], editor_client: Client) -> None:
    specs = editor_client.get(list_url(kind)).context["cl"].filter_specs
    for spec in specs:
        choices = list(spec.choices(editor_client.get(list_url(kind)).context["cl"]))
        response = editor_client.get(list_url(kind) + choices[-1]["query_string"])
        assert response.status_code == 200, choices[-1]


@every_kind
def test_a_record_can_be_opened_and_saved_as_it_is(kind: type[Addressed], editor_client: Client) -> None:
    record = kind.objects.all()[0]
    before = kind.objects.filter(pk=record.pk).values().get()
    url = change_url(record)

    response = editor_client.post(url, form_data(editor_client, url))

    assert response.status_code == 302, response.context["adminform"].form.errors
    assert kind.objects.filter(pk=record.pk).values().get() == before


@every_kind
def test_what_is_fixed_cannot_be_changed(kind: type[Addressed], editor_client: Client) -> None:
    record = kind.objects.all()[0]
    url = change_url(record)
    forged = {
        "slug": "another",
        "locator": "elsewhere",
        "position": "9999",
        "as_printed": "[]",
        "earliest": "1900-01-01",
    }

    assert not set(forged) & set(editor_client.get(url).context["adminform"].form.fields)
    editor_client.post(url, form_data(editor_client, url) | forged)
    after = kind.objects.get(pk=record.pk)
    for name in set(forged) & {field.name for field in kind._meta.fields}:
        assert getattr(after, name) == getattr(record, name)


def test_a_correction_is_saved_with_its_days(editor_client: Client) -> None:
    treaty = Treaty.objects.get(slug="convention-on-cybercrime")
    url = change_url(treaty)

    editor_client.post(url, form_data(editor_client, url) | {"date": "2001-11"})

    treaty.refresh_from_db()
    assert (str(treaty.earliest), str(treaty.latest)) == ("2001-11-01", "2001-11-30")
    assert ["Date of ratification (signing*)", "Nov. 23, 2001 *"] in treaty.as_printed


def test_a_date_that_is_none_is_refused_beside_its_field(editor_client: Client) -> None:
    url = change_url(Treaty.objects.get(slug="convention-on-cybercrime"))

    response = editor_client.post(url, form_data(editor_client, url) | {"date": "November 2001"})

    assert "“November 2001” is not a date in EDTF" in response.context["adminform"].form.errors["date"][0]


def test_fiscal_years_that_are_none_are_refused_beside_the_date(editor_client: Client) -> None:
    url = change_url(Event.objects.get(slug="colombo-plan-joined-1954"))

    response = editor_client.post(url, form_data(editor_client, url) | {"fiscal_years": "on"})

    assert "Fiscal years run from an April to a March" in response.context["adminform"].form.errors["date"][0]


def test_lines_of_a_text_end_as_in_the_fixtures_whatever_the_browser_sends(editor_client: Client) -> None:
    meeting = Meeting.objects.filter(agenda__contains="\n")[0]
    url = change_url(meeting)
    data = form_data(editor_client, url)

    editor_client.post(url, data | {"agenda": data["agenda"].replace("\n", "\r\n"), "venue": "Elsewhere"})

    after = Meeting.objects.get(pk=meeting.pk)
    assert (after.agenda, after.venue) == (meeting.agenda, "Elsewhere")


def test_a_heading_cannot_stand_below_a_later_one(editor_client: Client) -> None:
    section, later = Section.objects.get(slug="2"), Section.objects.get(slug="2-1")
    url = change_url(section)

    response = editor_client.post(url, form_data(editor_client, url) | {"parent": later.pk})

    assert response.context["adminform"].form.errors["parent"] == ["It must come before this section in the report."]


class Cells(HTMLParser):
    """The texts of a page's small table of the printed row."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.inside and tag in {"th", "td"}:
            self.found.append("")
        if self.inside and tag == "br":
            self.found[-1] += "\n"
        self.inside = self.inside or ("class", "form-row field-printed_row") in attrs

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "table"

    def handle_data(self, data: str) -> None:
        if self.inside and self.found:
            self.found[-1] += data


def test_the_printed_row_is_shown_as_a_table(editor_client: Client) -> None:
    treaty = Treaty.objects.get(slug="convention-on-cybercrime")
    treaty.as_printed[0][1] = "<b>26</b>\n&"
    treaty.save()
    page = Cells()

    page.feed(editor_client.get(change_url(treaty)).content.decode())

    assert page.found == [
        "",
        "<b>26</b>\n&",
        "Name of treaty",
        "Convention on Cybercrime",
        "Date of ratification (signing*)",
        "Nov. 23, 2001 *",
    ]


def test_each_field_has_its_printed_cell_beside_it(editor_client: Client) -> None:
    record = Meeting.objects.get(slug="rome-lyon-1995-10-ottawa")
    form = editor_client.get(change_url(record)).context["adminform"].form

    printed = {
        name: field.help_text for name, field in form.fields.items() if 'class="printed"' in str(field.help_text)
    }
    assert set(printed) == {"round", "date", "venue", "agenda", "country"}
    assert printed["date"].startswith('<span class="printed">Printed: “Oct. 12–17”</span> EDTF: ')
    assert printed["country"].startswith('<span class="printed">Printed: “1995 (Canada)”</span>')


def test_a_printed_cell_is_text_and_no_html(editor_client: Client) -> None:
    treaty = Treaty.objects.get(slug="convention-on-cybercrime")
    treaty.as_printed[1][1] = "<b>Convention</b>"
    treaty.save()

    assert "Printed: “&lt;b&gt;Convention&lt;/b&gt;”" in editor_client.get(change_url(treaty)).content.decode()


def test_a_record_that_only_running_text_tells_says_so(editor_client: Client) -> None:
    event = Event.objects.all()[0]

    assert "Only running text tells it." in editor_client.get(change_url(event)).content.decode()


@every_kind
def test_view_on_site_leads_to_the_public_page(kind: type[Addressed], editor_client: Client) -> None:
    record = kind.objects.all()[0]
    link = editor_client.get(change_url(record)).context["absolute_url"]

    response = editor_client.get(link)

    assert urlsplit(response["Location"]).path == record.get_absolute_url()


@pytest.mark.parametrize(
    ("model", "field", "term", "found"),
    [
        (TrainingCourse, "countries", "viet nam", "Vietnam"),
        (TrainingCourse, "topics", "koban", "Police box and community police"),
        (TrainingCourse, "section", "Treaties signed", "Attached Table 4 Main Law"),
        (Meeting, "country", "macau", "Macao"),
        (Section, "parent", "2 (1) dispatch", "2 (1) B Dispatch of experts"),
    ],
)
def test_what_a_record_refers_to_is_found_while_typing(
    model: type[models.Model], field: str, term: str, found: str, editor_client: Client
) -> None:
    query = {"app_label": "records", "model_name": model.__name__.lower(), "field_name": field, "term": term}

    response = editor_client.get(reverse("admin:autocomplete"), query)

    [result] = response.json()["results"]
    assert result["text"].startswith(found)


@every_kind
def test_an_editor_neither_adds_nor_deletes(kind: type[Addressed], editor_client: Client) -> None:
    record = kind.objects.all()[0]

    assert editor_client.get(add_url(kind)).status_code == 403
    assert editor_client.post(delete_url(record), {"post": "yes", "reason": "It is none."}).status_code == 403
    assert "delete_selected" not in editor_client.get(list_url(kind)).content.decode()


def test_an_editor_sees_no_accounts(editor_client: Client) -> None:
    assert editor_client.get(reverse("admin:auth_user_changelist")).status_code == 403
    assert editor_client.get(reverse("admin:auth_group_changelist")).status_code == 403


def test_nobody_comes_in_without_logging_in(client: Client) -> None:
    response = client.get(list_url(Treaty))

    assert response.status_code == 302
    assert urlsplit(response["Location"]).path == reverse("admin:login")


@every_kind
def test_a_superuser_enters_slug_and_place_of_a_new_record(kind: type[Addressed], superuser_client: Client) -> None:
    fields = superuser_client.get(add_url(kind)).context["adminform"].form.fields

    assert "slug" in fields
    if issubclass(kind, Record):
        assert {"section", "locator", "position", "as_printed"} <= set(fields)


def test_a_superuser_adds_a_record_at_the_end_of_the_report_s_order(superuser_client: Client) -> None:
    url = add_url(Treaty)
    data = form_data(superuser_client, url) | {
        "name": "A new treaty",
        "slug": "a-new-treaty",
        "treaty_kind": "bilateral",
        "action": "signed",
        "date": "2003",
        "section": Section.objects.get(slug="attached-table-4").pk,
        "locator": "Attached Table 4, row 32",
        "as_printed": '[["", "32"]]',
    }

    response = superuser_client.post(url, data)

    assert response.status_code == 302, response.context["adminform"].form.errors
    treaty = Treaty.objects.get(slug="a-new-treaty")
    assert (treaty.position, treaty.as_printed) == (32, [["", "32"]])


def test_a_superuser_cannot_delete_what_records_refer_to(superuser_client: Client) -> None:
    section = Section.objects.get(slug="attached-table-4")

    withdraw_by(superuser_client, section, "It is none.")

    assert Section.objects.filter(pk=section.pk).exists()


def test_a_superuser_deletes_a_record_that_nothing_refers_to(superuser_client: Client) -> None:
    section = make_section()

    withdraw_by(superuser_client, section, "It is none.")

    assert not Section.objects.filter(pk=section.pk).exists()


def test_the_admin_names_the_report(editor_client: Client) -> None:
    page = editor_client.get(reverse("admin:index")).content.decode()

    assert "Progress of International Cooperation and Exchange to 2003" in page
