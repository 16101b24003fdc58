"""The admin's forms: every one asks why, every save is one version, any version is brought back, an address changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from records.corrections.versions import listed_in
from records.models import Addressed, Change, Country, FormerAddress, PrintedFigure, Section, Treaty
from records.rows import values_of
from tests.admin_pages import (
    WHY,
    add_url,
    change_url,
    correct,
    delete_url,
    form_data,
    history_url,
    rename_url,
    send,
    treaty,
    version_url,
    versions_of,
    withdraw_by,
)
from tests.factories import make_topic, make_treaty
from tests.kinds import every_kind

pytestmark = pytest.mark.django_db

OLD = "/treaties/convention-on-cybercrime/"


def texts(page: Any) -> str:
    return str(page.content.decode())


# Correcting


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


def test_a_save_that_changed_nothing_says_so_and_leaves_no_line(editor_client: Client) -> None:
    response = correct(editor_client, treaty())
    page = texts(editor_client.get(response["Location"]))

    assert response["Location"] == change_url(treaty())
    assert "Nothing was changed: “Convention on Cybercrime” says what it said before." in page
    assert "was changed successfully" not in page
    assert not LogEntry.objects.exists()


def test_a_save_that_changed_something_is_told(editor_client: Client) -> None:
    correct(editor_client, treaty(), date="2001-11")

    assert "was changed successfully" in texts(editor_client.get(reverse("admin:records_treaty_changelist")))
    assert LogEntry.objects.count() == 1


def test_the_reason_stands_with_the_buttons_behind_all_fields(editor_client: Client) -> None:
    page = texts(editor_client.get(change_url(treaty())))

    bar = page.index('class="save-bar"')
    assert page.rindex("</fieldset>") < bar < page.index('name="reason"') < page.index('name="_save"')
    assert page.count('name="reason"') == 1


def test_who_may_only_look_is_asked_for_no_reason(client: Client) -> None:
    user = User.objects.create_user("reader", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_treaty"))
    client.force_login(user)

    assert 'name="reason"' not in texts(client.get(change_url(treaty())))


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

    response = withdraw_by(superuser_client, record, " ")
    assert "Say why; the change log shows it." in texts(response)
    assert Treaty.objects.filter(pk=record.pk).exists()

    withdraw_by(superuser_client, record, "It was listed twice.")
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
    assert "Loaded from this edition’s files." in page
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


def test_a_printed_figure_and_a_country_are_corrected_too(editor_client: Client) -> None:
    figure, country = PrintedFigure.objects.all()[0], Country.objects.get(slug="thailand")
    correct(editor_client, figure, value=1, reason=WHY)
    correct(editor_client, country, printed_names='["Thai", "Siam"]', reason=WHY)

    assert len(versions_of(figure)) == 2
    assert Change.objects.filter(kind="countries")[0].after == "Thai, Siam"


# Bringing back


def test_a_version_is_brought_back_with_its_lists_for_a_reason(editor_client: Client, editor: User) -> None:
    record = treaty()
    before = values_of(record)
    correct(editor_client, record, date="2001-11", short_name="Budapest", topics=[make_topic().pk], reason=WHY)
    address = version_url(versions_of(record)[0])
    page = texts(editor_client.get(address))
    assert "<strong>Date:</strong> November 2001 → November 23, 2001" in page
    assert " style=" not in page

    assert "Say why" in texts(send(editor_client, address, reason=""))
    assert send(editor_client, address, reason="The table is right.").status_code == 302

    assert values_of(treaty()) == before
    _, _, last = versions_of(record)
    assert (last.history_type, last.history_change_reason, last.history_user) == ("~", "The table is right.", editor)
    assert str(treaty().earliest) == "2001-11-23"


def test_bringing_back_is_logged_like_any_correction(editor_client: Client) -> None:
    record = treaty()
    correct(editor_client, record, date="2001-11", reason=WHY)
    send(editor_client, version_url(versions_of(record)[0]), reason="The table is right.")

    change = Change.objects.first()
    assert change is not None
    assert (change.field, change.before, change.after) == ("date", "November 2001", "November 23, 2001")
    assert change.reason == "The table is right."


def test_a_version_that_does_not_fit_any_more_is_refused_with_the_reason(editor_client: Client) -> None:
    record, other = treaty(), Treaty.objects.get(slug="united-nations-convention-against-corruption")
    name = record.name
    correct(editor_client, record, name="Another")
    correct(editor_client, other, name=name)
    response = send(editor_client, version_url(versions_of(record)[0]), reason=WHY)

    assert response.status_code == 200
    assert "Treaty with this Name already exists." in texts(response)
    assert treaty().name == "Another"


def test_a_superuser_brings_back_a_withdrawn_record_and_an_editor_does_not(
    superuser_client: Client,
    editor_client: Client,
) -> None:
    record = treaty()
    address, kept = history_url(record), version_url(versions_of(record)[0])
    withdraw_by(superuser_client, record, WHY)

    assert kept in texts(superuser_client.get(address))
    assert "was withdrawn. It comes back" in texts(superuser_client.get(kept))
    assert editor_client.post(kept, {"reason": WHY}).status_code == 403
    send(superuser_client, kept, reason="It is one of them.")
    assert treaty().name == "Convention on Cybercrime"


@pytest.mark.parametrize("version", ["0", "999999", "x", "9" * 30])
def test_no_version_of_that_number_is_no_fault(editor_client: Client, version: str) -> None:
    address = f"/admin/records/treaty/{treaty().pk}/history/{version}/"

    assert editor_client.get(address).status_code in {302, 404}


# Renaming


def test_a_superuser_renames_a_record_for_a_reason(superuser_client: Client, client: Client) -> None:
    address = rename_url(treaty())
    form = superuser_client.get(reverse("admin:records_treaty_change", args=[treaty().pk])).content.decode()
    assert f'href="{address}"' in form
    assert 'value="convention-on-cybercrime"' in superuser_client.get(address).content.decode()

    assert send(superuser_client, address, slug="cybercrime", reason="Shorter.").status_code == 302
    assert client.get(OLD)["Location"] == "/treaties/cybercrime/"
    change = Change.objects.get(field="address")
    assert (change.before, change.after, change.reason) == ("convention-on-cybercrime", "cybercrime", "Shorter.")


@pytest.mark.parametrize(
    ("slug", "reason", "refusal"),
    [
        ("cybercrime", "", "Say why; the change log shows it."),
        ("", WHY, "This field is required."),
        ("Not A Slug", WHY, "Enter a valid"),
        ("two--hyphens", WHY, "Use small letters and digits, joined by single hyphens."),
        ("convention-on-cybercrime", WHY, "This is its address already."),
        ("single-convention-on-narcotic-drugs", WHY, "Treaty with this Slug already exists."),
        ("x" * 121, WHY, "at most 120 characters"),
    ],
)
def test_a_new_address_that_cannot_be_is_refused(
    superuser_client: Client,
    slug: str,
    reason: str,
    refusal: str,
) -> None:
    response = send(superuser_client, rename_url(treaty()), slug=slug, reason=reason)

    assert response.status_code == 200
    assert refusal in response.content.decode()
    assert not FormerAddress.objects.exists()
    assert len(versions_of(treaty())) == 1


def test_an_editor_renames_nothing(editor_client: Client) -> None:
    address = rename_url(treaty())

    assert editor_client.get(address).status_code == 403
    assert editor_client.post(address, {"slug": "cybercrime", "reason": WHY}).status_code == 403
    page = editor_client.get(reverse("admin:records_treaty_change", args=[treaty().pk])).content.decode()
    assert "Change the address" not in page


def test_a_printed_figure_is_not_renamed(superuser_client: Client) -> None:
    assert superuser_client.get(rename_url(PrintedFigure.objects.all()[0])).status_code == 403


def test_nobody_renames_without_logging_in(client: Client) -> None:
    assert User.objects.count() == 0
    assert client.get(rename_url(treaty())).status_code == 302
