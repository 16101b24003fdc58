"""Lists, the timeline, the search and charts are cited as they stand on screen, and read back by others' parsers."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.citations.citation import OWN_WORDS, REPORT
from records.corrections.editing import rename
from records.models import Change, Country, Event, Treaty
from records.views.chart_files import CHARTED_PAGES
from records.wording import one_line
from tests.bad_values import BAD
from tests.citations.reading import read_bibtex, read_ris
from tests.corrections.days import FIRST, LOADED, SECOND, load_on, saved_with
from tests.factories import make_topic
from tests.pages import LISTS, context_of, words
from tests.sampling import diagonal, every_nth

pytestmark = pytest.mark.django_db

CITED = {
    **dict.fromkeys(LISTS, ""),
    "/changes/": "",
    "/reconciliation/": "",
    "/search/": "q=drug",
}
# What bibliographies, spreadsheets, markup and addresses give a meaning to.
HOSTILE = [
    "{drug} & 100% #1 $x ~y^z \\textbf{drug}", "} {", "ER  - \r\nTY  - JOUR", "<script>alert(1)</script>",
    "“drug” — 交番, Œuvre 🗾", "@article{x,", "?q=1#treaties&year=2002", "a---b ``q'' ,,", "x" * 200,
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def loaded(made_for_all: Callable[..., Any]) -> None:
    made_for_all(load_on)


def files_of(address: str, query: str = "") -> dict[str, str]:
    """The address of the citation in each format."""
    return {
        form: address.removesuffix("/") + f".{form}" + (f"?{query}" if query else "") for form in ("bib", "ris", "json")
    }


def read(client: Client, address: str, query: str = "") -> dict[str, Any]:
    """What a page says of itself, after all three formats were found to say the same."""
    files = files_of(address, query)
    entry = read_bibtex(client.get(files["bib"]).content.decode())
    record = read_ris(client.get(files["ris"]).content.decode())
    [item] = json.loads(client.get(files["json"]).content)
    assert entry["title"] == record["title"] == item["title"]
    assert entry["url"] == record["urls"][0] == item["URL"]
    assert entry["ID"] == record["id"] == item["id"]
    assert entry["booktitle"] == REPORT
    assert OWN_WORDS in entry["note"]
    return dict(item)


# Every page


@pytest.mark.parametrize(("address", "query"), every_nth(CITED.items(), 4))
def test_every_page_of_many_is_cited_in_every_format(client: Client, address: str, query: str) -> None:
    item = read(client, address, query)
    response = client.get(f"{address}?{query}" if query else address)
    html = response.content.decode()

    assert item["URL"] == f"http://testserver{address}" + (f"?{query}" if query else "")
    assert f" {context_of(item['URL'].removeprefix('http://testserver'))['total_count']:,} " in item["title"]
    assert item["version"] == f"{LOADED}"
    assert re.fullmatch(r"[a-z0-9-]+", item["id"])
    assert item["title"] in words(client, f"{address}?{query}")
    assert html.count("<summary>Cite th") == 1
    assert '<button type="button" class="cite__copy" hidden>' in html
    assert "copy.js" in html
    for file in files_of(address, query).values():
        assert html.count(f'href="{file}"') == 2


def test_no_two_pages_have_the_same_key(client: Client) -> None:
    keys = [context_of(f"{address}?{query}")["citation"]["cited"].key for address, query in CITED.items()]
    keys += [client.get(f"/charts/{name}.json").json()[0]["id"] for name in CHARTED_PAGES]
    assert len(keys) == len(set(keys)) == len(CITED) + len(CHARTED_PAGES)


def test_a_filtered_list_is_cited_with_its_filters_in_words(client: Client) -> None:
    item = read(client, "/treaties/", "year=2002&kind=bilateral")

    assert item["title"] == "Treaties, 2 of 31 records, filtered by Kind: Bilateral; Year: 2002"
    assert item["section"] == "Attached Table 4"
    assert item["URL"] == "http://testserver/treaties/?kind=bilateral&year=2002"


# One order


def test_the_same_filters_give_the_same_citation(client: Client) -> None:
    first = read(client, "/timeline/", "country=thailand&country=japan&topic=drugs&year_min=1980&q=a")
    for query in (
        "q=a&year_min=1980&topic=drugs&country=japan&country=thailand",
        "q=+a+&year_min=01980&topic=drugs&topic=drugs&country=thailand&country=japan",
        "country=thailand&country=japan&topic=drugs&year_min=1980&q=a&page=2&sort=date&utm_source=x&year=&kind=&as_of=x",
    ):
        assert read(client, "/timeline/", query) == first
    assert first["URL"].endswith("/timeline/?q=a&year_min=1980&country=japan&country=thailand&topic=drugs")
    assert first["title"].endswith(
        "filtered by Words: a; From year: 1980; Country: Japan; Country: Thailand; Topic: Drugs"
    )


def test_the_cited_address_shows_what_was_cited(client: Client) -> None:
    for query in ("year_max=1990&sort=-date&page=1", "q=air&topic=terrorism"):
        page = client.get(f"/treaties/?{query}")
        cited = page.context["citation"]["cited"]
        again = client.get(cited.address.removeprefix("http://testserver"))
        assert again.context["match_count"] == page.context["match_count"] > 0
        assert again.context["citation"]["cited"] == cited


def test_a_renamed_country_is_cited_under_its_new_name(client: Client) -> None:
    rename(Country.objects.get(slug="china"), "prc", reason="Shorter.")

    assert read(client, "/timeline/", "country=china") == read(client, "/timeline/", "country=prc")
    assert read(client, "/timeline/", "country=china")["URL"].endswith("?country=prc")


# State


def test_the_state_is_that_of_the_newest_row_of_its_kinds(client: Client) -> None:
    saved_with(Treaty.objects.all()[0], FIRST, short_name="Once")
    saved_with(Event.objects.all()[0], SECOND, text="Another text.")

    states = {address: read(client, address, query)["version"] for address, query in CITED.items()}
    newest = dict.fromkeys(("/timeline/", "/search/", "/changes/", "/reconciliation/"), SECOND)
    assert states == {
        address: f"{newest.get(address, FIRST if address == '/treaties/' else LOADED)}" for address in CITED
    }
    assert read(client, "/charts/treaties-over-time/")["version"] == f"{FIRST}"


def test_without_a_log_there_is_no_state(client: Client) -> None:
    Change.objects.all().delete()

    assert "version" not in client.get("/treaties.json").json()[0]
    assert "Reference edition on the web. http://testserver/treaties/" in words(client, "/treaties/")


# Charts


@pytest.mark.parametrize("name", every_nth(CHARTED_PAGES, 4))
def test_every_chart_is_cited_by_its_name_beneath_its_page(client: Client, name: str) -> None:
    view = CHARTED_PAGES[name]
    item = read(client, f"/charts/{name}")
    page = item["URL"].removeprefix("http://testserver").partition("#")[0]
    [chart] = [chart for chart in client.get(page).context["charts"] if chart.type.name == name]

    assert item["title"] == f"{chart.type.title} (chart), {len(chart.rows)} rows"
    assert item["section"] == chart.type.source
    assert item["URL"].endswith(f"/#{name}")
    assert chart.citation["cited"].key == item["id"] == f"npa-chart-{name}"
    assert view.url_name
    html = client.get(page).content.decode()
    assert f'id="{name}"' in html
    for file in files_of(f"/charts/{name}").values():
        assert html.count(f'href="{file}"') == 1


def test_a_filtered_chart_is_cited_as_filtered(client: Client) -> None:
    query = "topic=drugs&year_min=1990"
    item = read(client, "/charts/treaties-over-time", query)

    assert item["title"].endswith(", filtered by From year: 1990; Topic: Drugs")
    assert item["URL"] == "http://testserver/treaties/?year_min=1990&topic=drugs#treaties-over-time"
    assert (
        'href="/charts/treaties-over-time.bib?year_min=1990&amp;topic=drugs"'
        in client.get(f"/treaties/?{query}").content.decode()
    )


@pytest.mark.parametrize(("page", "query"), [("/countries/china/", "country=china"), ("/topics/drugs/", "topic=drugs")])
def test_the_picture_of_a_dossier_is_cited_as_that_of_the_timeline(client: Client, page: str, query: str) -> None:
    [on_dossier] = client.get(page).context["charts"]
    [on_timeline] = client.get(f"/timeline/?{query}").context["charts"]

    assert on_dossier.citation["cited"] == on_timeline.citation["cited"]
    assert on_dossier.citation["cited"].address.endswith(f"/timeline/?{query}#records-over-time")


def test_the_world_map_is_cited_as_it_shows_each_country(client: Client) -> None:
    everything, experts = read(client, "/charts/world-map"), read(client, "/charts/world-map", "show=experts&x=1")

    assert re.fullmatch(
        r"Japan and the world: all records by country \(map\), \d+ countries and territories", everything["title"]
    )
    assert experts["title"].startswith("Japan and the world: experts by country (map), 27 countries")
    assert experts["URL"] == "http://testserver/countries/?show=experts#world-map"
    assert experts["id"] != everything["id"] == "npa-chart-world-map"
    page = client.get("/countries/?show=experts")
    assert page.context["map_citation"]["cited"].address == experts["URL"]
    assert page.content.decode().count('href="/charts/world-map.ris?show=experts"') == 1
    assert client.get("/charts/world-map.bib?show=nothing").status_code == 404
    assert client.get("/countries/?show=nothing").context["map_citation"] is None


# Nothing


@pytest.mark.parametrize(
    ("address", "query"),
    [("/treaties/", "year=soon"), ("/treaties/", "q=nowhere"), ("/treaties/", "country=atlantis"),
     ("/timeline/", "year_min=2003&year_max=1990"), ("/search/", ""), ("/search/", "q=qwertz"),
     ("/search/", "q=drug&kind=nothing"), ("/reconciliation/", "verdict=maybe"), ("/changes/", "kind=nothing"),
     ("/sections/", "q=qwertz"), ("/charts/treaties-over-time", "year=soon"),
     ("/charts/treaties-over-time", "q=nowhere")],
)  # fmt: skip
def test_nothing_is_not_cited(client: Client, address: str, query: str) -> None:
    for file in files_of(address, query).values():
        assert client.get(file).status_code == 404
    if not address.startswith("/charts/"):
        html = client.get(f"{address}?{query}").content.decode()
        assert "citation_title" not in html
        assert "Cite th" not in html
        assert "copy.js" not in html


def test_a_chart_that_does_not_exist_is_not_cited(client: Client) -> None:
    for path in ("no-such.bib", "treaties-over-time.exe", "treaties-over-time.bib/", f"{'x' * 5000}.ris"):
        assert client.get(f"/charts/{path}").status_code == 404


@pytest.mark.parametrize(
    ("address", "name", "value"),
    diagonal(["/treaties", "/search", "/reconciliation", "/charts/treaties-over-time"], ["q", "year", "kind"], BAD),
    ids=lambda value: ascii(value[:12]),
)
def test_no_value_of_a_parameter_is_a_fault(client: Client, address: str, name: str, value: str) -> None:
    response = client.get(f"{address}.json?{urlencode({name: value})}")

    assert response.status_code in {200, 404}
    assert b"<script>alert(1)" not in response.content or response["Content-Type"].startswith("application/vnd")


# Hostile words


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_come_back_from_every_format(client: Client, typed: str) -> None:
    make_topic(name="x", description=typed[:300])
    query = urlencode({"q": typed})
    item = read(client, "/topics/", query)

    said = one_line(typed) if len(typed) <= 200 else typed
    assert item["title"].endswith(f", filtered by Words: {said}")
    assert dict(parse_qsl(urlsplit(item["URL"]).query)) == {"q": " ".join(typed.split())}
    assert urlsplit(item["URL"]).fragment == ""
    html = client.get(f"/topics/?{query}").content.decode()
    assert "<script>alert" not in html
    assert unescape(client.get(f"/topics/?{query}").context["citation"]["sentence"]).count(said)


def test_hostile_words_of_the_search_come_back(client: Client) -> None:
    typed = 'drug "trafficking" {&%#}'
    item = read(client, "/search/", urlencode({"q": typed}))

    assert item["title"].endswith(f"filtered by Words: {typed}")
    assert dict(parse_qsl(urlsplit(item["URL"]).query)) == {"q": typed}


# What it costs


@pytest.mark.parametrize(("address", "query"), every_nth(CITED.items(), 4))
def test_a_file_is_only_read_sets_no_cookie_and_costs_no_more_than_its_page(
    client: Client, address: str, query: str
) -> None:
    files = files_of(address, query)
    with CaptureQueriesContext(connection) as of_page:
        client.get(f"{address}?{query}")
    for file in files.values():
        with CaptureQueriesContext(connection) as of_file:
            response = client.get(file)
        assert len(of_file) <= len(of_page)
        assert not response.cookies
        assert client.head(file)["Content-Length"] == str(len(response.content))
        assert client.post(file).status_code == 405
        assert re.fullmatch(r'inline; filename="npa-list-[a-z0-9-]+\.(bib|ris|json)"', response["Content-Disposition"])


def test_a_state_is_read_once_a_page_however_long_the_log(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/statistics/")
        return len(captured)

    def correct(times: int) -> None:
        moment = datetime.datetime(2026, 3, 1, times % 24, tzinfo=datetime.UTC)
        Change.objects.bulk_create(
            Change(when=moment, what="corrected", source="editor", kind="treaties", record_pk=1, reason="x")
            for _ in range(times)
        )
        queries()  # What is remembered of the records is read once for each state of them.

    correct(1)
    few = queries()
    correct(500)
    assert queries() == few
