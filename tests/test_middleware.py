"""Every public answer can be asked for again without being sent again, until anything of the records changes."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import Any

import brotli
import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date, parse_http_date

from records.corrections.editing import rename, withdraw
from records.models import Revision, Topic, Treaty
from records.views.site import AboutView
from tests.pages import FIXED, LISTS
from tests.sampling import every_nth

pytestmark = pytest.mark.django_db

CYBERCRIME = "/treaties/convention-on-cybercrime/"
DATA = (
    "/charts/treaties-over-time.svg",
    "/charts/treaties-over-time.png",
    "/charts/treaties-over-time.csv?year=2002",
    "/treaties/convention-on-cybercrime.bib",
    "/api/v1/treaties/",
    "/api/v1/treaties/convention-on-cybercrime/",
    "/api/v1/treaties/?format=csv",
    "/api/v1/treaties/?format=xlsx",
    "/api/v1/treaties/?format=json&year=2002",
    "/changes/feed/",
    "/search/suggest/?q=thai",
)
every_address = pytest.mark.parametrize("address", every_nth([*DATA, CYBERCRIME, *LISTS, *FIXED], 3))


@every_address
def test_an_answer_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(address)
    for given in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        again = client.get(address, headers=given)
        assert again.status_code == 304
        assert not again.content
        for name in ("ETag", "Last-Modified", "Cache-Control", "Content-Security-Policy"):
            assert again[name] == first[name]
        assert again.get("Vary") == first.get("Vary")


@every_address
def test_head_says_what_get_says(client: Client, address: str) -> None:
    get, head = client.get(address), client.head(address)
    assert head.getvalue() == b""
    for name in ("ETag", "Last-Modified", "Content-Type", "Cache-Control"):
        assert head[name] == get[name]
    assert client.head(address, headers={"If-None-Match": get["ETag"]}).status_code == 304


@every_address
def test_an_answer_may_be_kept_but_is_asked_about_each_time(client: Client, address: str) -> None:
    assert client.get(address)["Cache-Control"] == "no-cache"


def test_a_cdn_may_keep_what_the_setting_lets_it(client: Client, settings: Any) -> None:
    settings.CACHE_CONTROL = "public, max-age=0, must-revalidate, s-maxage=60"
    assert client.get(CYBERCRIME)["Cache-Control"] == settings.CACHE_CONTROL
    assert "no-store" in client.get("/admin/login/")["Cache-Control"]
    assert "Cache-Control" not in client.get("/nowhere/")


def test_what_others_were_sent_is_sent_anew(client: Client) -> None:
    for given in ({"If-None-Match": '"x"'}, {"If-Modified-Since": http_date(0)}, {"If-Modified-Since": "soon"}):
        assert client.get(CYBERCRIME, headers=given).status_code == 200


@pytest.mark.parametrize(("encoding", "unpack"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_each_encoding_has_an_etag_of_its_own_that_holds_byte_by_byte(
    client: Client, encoding: str, unpack: Callable[[bytes], bytes]
) -> None:
    plain = client.get(CYBERCRIME)
    packed = client.get(CYBERCRIME, headers={"Accept-Encoding": encoding})
    assert packed["Content-Encoding"] == encoding
    assert int(packed["Content-Length"]) == len(packed.content)
    assert unpack(packed.content) == plain.content
    assert plain["ETag"] != packed["ETag"]
    for answer, accepted in ((plain, ""), (packed, encoding)):
        assert answer["ETag"].startswith('"')
        assert answer["Vary"] == "Accept-Encoding"
        given = {"Accept-Encoding": accepted, "If-None-Match": answer["ETag"]}
        again = client.get(CYBERCRIME, headers=given)
        assert (again.status_code, again["ETag"], again["Vary"]) == (304, answer["ETag"], "Accept-Encoding")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("gzip, br;q=0", "gzip"),
        ("br; q=0.000, gzip;q=1", "gzip"),
        ("gzip, brown", "gzip"),
        ("identity", ""),
    ],
)
def test_a_browser_that_takes_brotli_is_sent_it(client: Client, accepted: str, encoding: str) -> None:
    response = client.get("/reconciliation/", headers={"Accept-Encoding": accepted})
    assert response.get("Content-Encoding", "") == encoding


def test_with_brotli_a_page_is_smaller_by_a_sixth_at_least(client: Client) -> None:
    by_gzip, by_brotli = (
        len(client.get("/timeline/", headers={"Accept-Encoding": encoding}).content) for encoding in ("gzip", "br")
    )
    assert by_brotli < by_gzip * 5 / 6


def test_what_is_short_or_of_the_admin_is_not_compressed(client: Client) -> None:
    for address in ("/healthz/", "/admin/login/"):
        assert "Content-Encoding" not in client.get(address, headers={"Accept-Encoding": "gzip, br"})


def correct() -> None:
    treaty = Treaty.objects.get(slug="convention-on-cybercrime")
    treaty.name = "Another name"
    treaty.save()


def change_a_list() -> None:
    Treaty.objects.get(slug="convention-on-cybercrime").topics.clear()


def give_another_address() -> None:
    rename(Topic.objects.get(slug="drugs"), "narcotics", reason="Why.")


def take_away() -> None:
    withdraw(Treaty.objects.get(slug="convention-on-cybercrime"), reason="Why.")


def add() -> None:
    Topic.objects.create(slug="another", name="Another", description="Another.")


WAYS = (correct, change_a_list, give_another_address, take_away, add)


@pytest.mark.parametrize("change", WAYS, ids=lambda way: way.__name__)
def test_a_change_of_the_records_is_seen(client: Client, change: Callable[[], None]) -> None:
    """The state is older than the change: those of one second cannot be told apart by it, but by the ETag."""
    Revision.objects.update(changed="2026-01-01T12:00:00Z")
    former = client.get("/treaties/")
    change()
    state = Revision.objects.state()
    assert state is not None
    now = client.get("/treaties/", headers={"If-Modified-Since": former["Last-Modified"]})
    assert now.status_code == 200
    assert parse_http_date(now["Last-Modified"]) == int(state.changed.timestamp())
    assert parse_http_date(now["Last-Modified"]) > parse_http_date(former["Last-Modified"])


@pytest.mark.parametrize(
    "address", ["/", "/treaties/", CYBERCRIME, "/sections/4/", "/api/v1/treaties/", "/api/v1/treaties/?format=csv"]
)
def test_a_correction_gives_an_answer_another_etag(client: Client, address: str) -> None:
    former = client.get(address)["ETag"]
    treaty: Any = Treaty.objects.get(slug="convention-on-cybercrime")
    treaty.action = "ratified"
    treaty.date = "1997-01-01"
    treaty.save()
    # Home counts treaties.
    withdraw(Treaty.objects.get(position=27), reason="Why.")
    assert client.get(address, headers={"If-None-Match": former}).status_code == 200


def test_where_nobody_knows_the_state_there_is_no_day_of_change(client: Client) -> None:
    Revision.objects.all().delete()
    answer = client.get("/treaties/")
    assert answer.status_code == 200
    assert not answer.has_header("Last-Modified")
    assert client.get("/treaties/", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_state_costs_one_query() -> None:
    with CaptureQueriesContext(connection) as captured:
        Revision.objects.state()
    assert len(captured) == 1


def test_what_is_changed_while_a_page_is_made_is_not_taken_for_what_it_says(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    Revision.objects.update(changed="2026-01-01T12:00:00Z")
    made = AboutView.get_context_data

    def corrected_meanwhile(view: AboutView, **kwargs: Any) -> dict[str, Any]:
        correct()
        return made(view, **kwargs)

    monkeypatch.setattr(AboutView, "get_context_data", corrected_meanwhile)
    assert client.get("/about/")["Last-Modified"] == "Thu, 01 Jan 2026 12:00:00 GMT"


def test_a_page_that_needs_no_record_is_answered_without_a_database(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("records.models.revision.RevisionQuerySet.state", refuse)
    answer = client.get("/about/")
    assert answer.status_code == 200
    assert not answer.has_header("Last-Modified")


@pytest.mark.parametrize("address", ["/treaties/no-such-treaty/", "/no-such-page/"])
def test_what_is_not_there_is_said_anew_each_time(client: Client, address: str) -> None:
    answer = client.get(address, headers={"If-Modified-Since": "Tue, 24 Nov 2099 00:00:00 GMT"})
    assert answer.status_code == 404
    assert not answer.has_header("ETag")


def test_the_admin_is_never_answered_from_what_was_sent_before(editor_client: Client) -> None:
    answer = editor_client.get("/admin/records/treaty/")
    assert answer.status_code == 200
    assert not answer.has_header("ETag")
    assert not answer.has_header("Last-Modified")
    assert "no-store" in answer["Cache-Control"]
    given = {"If-Modified-Since": "Tue, 24 Nov 2099 00:00:00 GMT"}
    assert editor_client.get("/admin/records/treaty/", headers=given).status_code == 200


def test_a_file_is_compressed_piece_by_piece(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece that the compressor keeps is an empty one, with which the turn of its visitor ends."""
    monkeypatch.setattr("records.api.downloads.as_csv.AT_ONCE", 10)
    monkeypatch.setattr("records.api.downloads.answers.MOST_WHOLE", 30)
    plain, packed = (
        list(client.get("/api/v1/treaties/?format=csv", headers={"Accept-Encoding": encoding}).streaming_content)  # type: ignore[attr-defined]
        for encoding in ("identity", "gzip")
    )
    assert gzip.decompress(b"".join(packed)) == b"".join(plain)
    # The head, then the 31 treaties; what is compressed has an end.
    assert (len(plain), len(packed)) == (1 + 4, 1 + 4 + 1)


INTERFACE = (
    "/api/v1/",
    "/api/v1/treaties/",
    "/api/v1/treaties/?format=csv",
    "/api/v1/schema/",
    "/api/v1/nothing/",
    "/api/v1",
)


@pytest.mark.parametrize("address", INTERFACE)
def test_scripts_of_every_site_may_read_the_interface(client: Client, address: str) -> None:
    response = client.get(address, headers={"origin": "https://elsewhere.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Link" in response["Access-Control-Expose-Headers"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not response.cookies


@pytest.mark.parametrize("address", [*FIXED, CYBERCRIME, "/admin/", "/nothing/", "/api/v2/"])
def test_nothing_else_is_opened_to_them(client: Client, address: str) -> None:
    response = client.get(address, headers={"origin": "https://elsewhere.example"})
    assert not [name for name in response.headers if name.startswith("Access-Control-")]


@pytest.mark.parametrize("address", ["/api/v1/treaties/", "/api/v1/schema/", "/api/v1/treaties/?year=x&kind=y"])
def test_the_interface_is_compressed(client: Client, address: str) -> None:
    packed, plain = client.get(address, headers={"accept-encoding": "gzip"}), client.get(address)
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
