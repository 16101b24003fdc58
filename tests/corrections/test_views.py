"""The change log's pages: newest first, without names of persons; on the record and as a feed."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from records.corrections.editing import rename, withdraw
from records.models import Change, Country, Event, Section, Topic, Treaty
from tests.admin_pages import WHY, correct, treaty, versions_of
from tests.bad_values import BAD
from tests.factories import make_topic
from tests.pages import words
from tests.sampling import diagonal, thorough

pytestmark = pytest.mark.django_db

PAGE = "/treaties/convention-on-cybercrime/"
ATOM = "{http://www.w3.org/2005/Atom}"


def rows(client: Client, address: str = "/changes/") -> list[list[str]]:
    """The table of the page, cell by cell."""
    html = client.get(address).content.decode()
    body = html[html.index("<tbody>") : html.index("</tbody>")] if "<tbody>" in html else ""
    found = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in body.split("</tr>")[:-1]]
    return [[unescape(re.sub(r"(<[^>]*>|\s)+", " ", cell)).strip() for cell in row] for row in found]


# The page


def test_the_first_load_is_one_line(client: Client) -> None:
    [[_, name, what, why, by]] = rows(client)

    assert (name, what, by) == ("All records", "Loaded", "this edition’s files")
    assert why == "The 610 records of the edition were put in, as they were transcribed from the report."


def test_the_page_says_what_from_to_why_and_when(editor_client: Client, client: Client) -> None:
    correct(editor_client, treaty(), date="2001-11", reason=WHY)
    [when, name, what, why, by], *_ = rows(client)

    now = timezone.now()
    assert when.startswith(f"{now:%B} {now.day}, {now.year}, ")
    assert (name, why, by) == ("Convention on Cybercrime", WHY, "an editor")
    assert what == "Date from November 23, 2001 to November 2001"
    assert f'<a href="{PAGE}">Convention on Cybercrime</a>' in client.get("/changes/").content.decode()


def test_no_page_names_who_did_it(editor: User, editor_client: Client, client: Client) -> None:
    User.objects.filter(pk=editor.pk).update(username="hanako", email="hanako@example.org", first_name="Hanako")
    correct(editor_client, treaty(), date="2001-11")

    for address in ("/changes/", "/changes/feed/", PAGE):
        assert "hanako" not in client.get(address).content.decode().lower()


def test_the_newest_comes_first_and_fifty_stand_on_a_page(client: Client) -> None:
    for number in range(60):
        topic = make_topic()
        topic.name = f"Renamed {number}"
        topic.save()

    assert rows(client)[0][1] == "Renamed 59"
    assert len(rows(client)) == 50
    assert rows(client, "/changes/?page=3")[-1][1] == "All records"
    assert "There is no such page; this is page 3 of 3." in words(client, "/changes/?page=99")
    assert rows(client, "/changes/?sort=when")[0][1] == "All records"


def test_it_is_filtered_by_kind_and_by_words(editor_client: Client, client: Client) -> None:
    correct(editor_client, treaty(), date="2001-11", reason="Several days.")
    correct(editor_client, Country.objects.get(slug="thailand"), printed_names='["Thai", "Siam"]', reason="Old name.")

    assert [row[1] for row in rows(client, "/changes/?kind=treaties")] == ["Convention on Cybercrime"]
    assert [row[1] for row in rows(client, "/changes/?kind=countries")] == ["Thailand"]
    assert rows(client, "/changes/?kind=printed-figures") == []
    for found in ("siam", "thai name", "printed", "OLD"):
        assert [row[1] for row in rows(client, f"/changes/?q={found}")] == ["Thailand"]
    assert "1 of 3 changes match" in words(client, "/changes/?q=siam")
    assert "“nothing” is none of: countries, topics, sections," in words(client, "/changes/?kind=nothing")


@pytest.mark.parametrize(
    ("name", "value"), diagonal(["q", "kind", "page", "sort", "unknown"], BAD), ids=lambda value: ascii(value[:12])
)
def test_no_value_of_a_parameter_is_a_fault(client: Client, name: str, value: str) -> None:
    assert client.get(f"/changes/?{urlencode({name: value})}").status_code == 200
    assert client.get(f"/changes/feed/?{urlencode({name: value})}").status_code == 200


@pytest.mark.parametrize("address", ["/changes/", "/changes/feed/"])
def test_it_is_only_read_and_sets_no_cookie(client: Client, address: str) -> None:
    response = client.get(address)

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_every_page_leads_to_it(client: Client) -> None:
    for address in ("/", PAGE, "/about/", "/nowhere/"):
        assert 'href="/changes/"' in client.get(address).content.decode()


@thorough
def test_many_changes_cost_no_query_more(client: Client) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    addresses = ("/changes/", "/changes/?q=x&kind=topics", "/changes/feed/", PAGE)
    record = treaty()
    record.short_name = "Corrected once"
    record.save()
    client.get("/about/")  # The navigation counts the lists once for each state of the records.
    few = [queries(address) for address in addresses]
    for number in range(60):
        record.short_name = f"Name {number}"
        record.save()
        make_topic()

    client.get("/about/")  # The navigation counts the lists once for each state of the records.
    assert [queries(address) for address in addresses] == few
    # The newest changes, and the newest of them for Last-Modified.
    assert few[2] == 2


def test_what_an_editor_wrote_is_never_markup(editor_client: Client, client: Client) -> None:
    script = "<script>alert(1)</script>"
    correct(editor_client, treaty(), short_name=script, reason=script)

    for address in ("/changes/", PAGE):
        html = client.get(address).content.decode()
        assert script not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


# The record


def test_a_corrected_record_says_so_with_its_printed_row(editor_client: Client, client: Client) -> None:
    assert "Corrected on" not in words(client, PAGE)
    correct(editor_client, treaty(), date="2001-11", topics=[], reason=WHY)
    now = timezone.now()

    text = words(client, PAGE)
    assert (
        f"Corrected on {now:%B} {now.day}, {now.year} : Date from November 23, 2001 to November 2001 "
        f"Topics from High-tech crime to nothing Reason: {WHY}"
    ) in text
    assert (
        "Printed: “26”; Name of treaty: “Convention on Cybercrime”; Date of ratification (signing*): “Nov. 23, 2001 *”."
        in text
    )
    assert "26 Convention on Cybercrime Nov. 23, 2001 *" in text


def test_its_corrections_stay_with_a_renamed_record_and_leave_others_alone(
    editor_client: Client, client: Client
) -> None:
    correct(editor_client, treaty(), date="2001-11", reason=WHY)
    rename(treaty(), "cybercrime", reason="Shorter.")

    text = words(client, "/treaties/cybercrime/")
    assert WHY in text
    assert "Address from convention-on-cybercrime to cybercrime Reason: Shorter." in text
    same_number = Event.objects.filter(pk=Treaty.objects.get(slug="cybercrime").pk).first()
    assert same_number is None or "Corrected on" not in words(client, same_number.get_absolute_url())


@pytest.mark.parametrize(
    ("kind", "field"), [(Section, "summary"), (Country, "name"), (Topic, "description"), (Event, "title")]
)
def test_every_page_of_its_own_says_what_was_corrected(
    kind: Any, field: str, editor_client: Client, client: Client
) -> None:
    record: Any = kind.objects.all()[3]
    correct(editor_client, record, **{field: "Another"}, reason=WHY)

    text = words(client, record.get_absolute_url())
    assert "Corrected on" in text
    assert f"to Another Reason: {WHY}" in text


def test_a_citation_names_the_state_after_a_correction(client: Client) -> None:
    version = versions_of(treaty())[0]
    type(version).objects.filter(pk=version.pk).update(history_date="2005-06-30T23:30:00Z")
    assert "as of June 30, 2005." in words(client, PAGE)

    treaty().save()
    assert f"as of {timezone.now():%B}" in words(client, PAGE)


# The feed


def entries(client: Client) -> list[dict[str, Any]]:
    feed = ElementTree.fromstring(client.get("/changes/feed/").content)
    return [
        {
            "link": next(entry.iter(f"{ATOM}link")).get("href"),
            "author": entry.findtext(f"{ATOM}author/{ATOM}name"),
            **{name: entry.findtext(f"{ATOM}{name}") for name in ("title", "summary", "id", "updated")},
        }
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_the_feed_tells_the_newest_changes(editor_client: Client, client: Client) -> None:
    correct(editor_client, treaty(), date="2001-11", short_name="Budapest", reason="A & B <c>")
    first, second, third = entries(client)

    assert client.get("/changes/feed/")["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert first["title"] == "Convention on Cybercrime: date corrected"
    assert unescape(first["summary"]) == "From “November 23, 2001” to “November 2001”. Why: A & B <c>"
    assert first["link"].startswith(f"http://testserver{PAGE}#change-")
    assert first["author"] == "an editor"
    assert len({first["id"], second["id"], third["id"]}) == 3
    assert third["title"] == "All records: loaded"
    assert f'id="{first["link"].partition("#")[2]}"' in client.get(PAGE).content.decode()


def test_the_feed_holds_no_more_than_the_newest_fifty(client: Client) -> None:
    for _ in range(60):
        make_topic()

    assert len(entries(client)) == 50


def test_the_feed_is_well_formed_whatever_stands_in_a_record(client: Client) -> None:
    record = treaty()
    record.short_name = "a\x01b\x0b]]>\u2028 & <c> 🗾"
    record.save()

    assert entries(client)[0]["summary"] == "From “” to “a b ]]&gt; &amp; &lt;c&gt; 🗾”. Why: No reason was given."


def test_an_empty_feed_depends_on_no_day(client: Client) -> None:
    Change.objects.all().delete()

    assert "<updated>1970-01-01T00:00:00+00:00</updated>" in client.get("/changes/feed/").content.decode()


# Long texts


def test_a_long_text_is_shortened_beside_others_and_told_as_a_whole_on_its_page(
    editor_client: Client, client: Client
) -> None:
    event = Event.objects.all()[0]
    before, after = event.text, "word " * 1000 + "end"
    correct(editor_client, event, text=after, reason=WHY)
    change = Change.objects.get(field="text")
    whole = f"/changes/{change.pk}/"

    for address in ("/changes/", event.get_absolute_url()):
        page = client.get(address).content.decode()
        assert f"<ins>{after[:690].rsplit(' ', 1)[0]}" in page
        assert f"<ins>{after}" not in page
        assert f'<a href="{whole}">The whole change</a>' in page
    assert entries(client)[0]["link"] == f"http://testserver{whole}"
    assert len(entries(client)[0]["summary"]) < 1700
    assert f"Text from {before} to {after} Reason: {WHY}" in words(client, whole)


def test_a_short_text_is_told_at_once(editor_client: Client, client: Client) -> None:
    correct(editor_client, treaty(), date="2001-11")

    assert "The whole change" not in words(client, "/changes/") + words(client, PAGE)


def test_every_change_has_its_page(client: Client) -> None:
    loaded = Change.objects.get()
    record = treaty()
    withdraw(treaty(), reason=WHY)
    withdrawn = Change.objects.first()

    assert withdrawn is not None
    assert "All records: loaded" in words(client, loaded.get_absolute_url())
    assert f"{record}: withdrawn" in words(client, withdrawn.get_absolute_url())
    assert client.get("/changes/999999/").status_code == 404
    assert client.get(f"/changes/{'9' * 30}/").status_code == 404


def test_no_length_of_texts_makes_the_log_or_the_feed_long(client: Client) -> None:
    long = {"before": "before " * 1400, "after": "after " * 1600, "reason": "r" * 500}
    about = {"when": timezone.now(), "what": "corrected", "source": "editor", "kind": "events", "record_pk": 1}
    log = [
        Change(name=f"Event {number}", field="text", address="/timeline/x/", **about, **long) for number in range(60)
    ]
    Change.objects.bulk_create(log)

    assert len(client.get("/changes/").content) < 150_000
    assert len(client.get("/changes/feed/").content) < 150_000
