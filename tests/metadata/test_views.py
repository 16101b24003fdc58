"""What every public page says of itself: one address, a description, a picture, data that parses, links that lead."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, RequestFactory

from records.corrections.editing import withdraw
from records.kinds import NAMES, RECORD_KINDS
from records.metadata.head import LONGEST_DESCRIPTION
from records.metadata.schema_org import OWN_TEXTS, OWN_TEXTS_LICENSE
from records.metadata.views import PublicPage
from records.models import Change, Country, Section, Term, Topic, Treaty
from records.reconciliation import Report, reconcile
from tests.browser.pages import APPARATUS, FIGURES, FILTERED, LISTS, RECORDS
from tests.metadata.reading import links_in, page_of, path_of
from tests.pictures import png_of
from tests.sampling import every_nth, thorough

pytestmark = pytest.mark.django_db

ARTICLES = (*RECORDS, *FIGURES)
PAGES = ("/", *APPARATUS, *LISTS, *ARTICLES, *FILTERED)
CYBERCRIME = "/treaties/convention-on-cybercrime/"
every_page = pytest.mark.parametrize("address", every_nth(PAGES, 5))
every_record = pytest.mark.parametrize("address", every_nth(ARTICLES, 5))


def read(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return page_of(response.content.decode())


@every_page
def test_a_page_names_its_address_and_leads_nowhere_else(client: Client, address: str) -> None:
    page = read(client, address)
    assert page.canonical == page.meta["og:url"] == f"http://testserver{address}"


@every_page
def test_a_page_has_a_picture_for_whoever_links_to_it(client: Client, address: str) -> None:
    meta = read(client, address).meta
    assert png_of(client.get(path_of(meta["og:image"]))) == (1200, 630)
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["og:image:alt"]
    assert meta["og:title"]
    assert meta["og:description"] == meta["description"]
    assert meta["og:type"] == ("article" if address in ARTICLES else "website")
    assert meta["twitter:card"] == "summary_large_image"


@every_page
def test_the_data_of_a_page_parse_and_their_addresses_are_absolute(client: Client, address: str) -> None:
    page = read(client, address)
    kinds = [thing["@type"] for thing in page.things]
    assert len(kinds) == len(set(kinds))
    assert {thing["@context"] for thing in page.things} == {"https://schema.org"}
    assert ("BreadcrumbList" in kinds) == (address != "/")
    assert ("CreativeWork" in kinds) == (address in ARTICLES)
    for thing in page.things:
        for found in every_address(thing):
            assert found.startswith(("http://testserver/", "https://")), found


def every_address(thing: Any) -> list[str]:
    """The addresses anywhere in the data."""
    if isinstance(thing, list):
        return [address for one in thing for address in every_address(one)]
    if not isinstance(thing, dict):
        return []
    own = [thing[name] for name in ("@id", "url", "item", "contentUrl", "license") if name in thing]
    return own + [address for one in thing.values() for address in every_address(one)]


@every_record
def test_breadcrumbs_lead_from_home_to_the_page(client: Client, address: str) -> None:
    steps = read(client, address).thing("BreadcrumbList")["itemListElement"]
    assert steps[0]["item"] == "http://testserver/"
    assert steps[-1]["item"] == f"http://testserver{address}"
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    for step in steps:
        assert step["name"]
        assert client.get(path_of(step["item"])).status_code == 200


@pytest.mark.parametrize(
    "address", ["/treaties/?year=2002&sort=-date", "/statistics/", "/reconciliation/", "/countries/"]
)
def test_a_list_is_a_dataset_with_the_files_of_what_it_shows(client: Client, address: str) -> None:
    found = read(client, address).thing("Dataset")
    assert found["url"] == f"http://testserver{address}"
    assert 50 <= len(found["description"]) <= 5000
    for file in found["distribution"]:
        answer = client.head(path_of(file["contentUrl"]))
        assert answer.status_code == 200
        assert answer["Content-Type"].partition(";")[0] == file["encodingFormat"]
    assert {file["encodingFormat"].rpartition("/")[2][:4] for file in found["distribution"]} == {"csv", "json", "vnd."}


@pytest.mark.parametrize("address", ["/treaties/?q=nowhere", "/treaties/?year=soon", "/search/?q=drug"])
def test_where_there_are_no_files_there_is_no_dataset(client: Client, address: str) -> None:
    assert [thing["@type"] for thing in read(client, address).things] == ["BreadcrumbList"]


@every_record
def test_the_links_of_a_record_parse_and_lead_on(client: Client, address: str) -> None:
    response = client.get(address)
    links = links_in(response["Link"])
    rels = [said["rel"] for _, said in links]
    assert rels == ["cite-as", "type", "type", "license", *["describedby"] * 4, "collection"]
    for found, said in links:
        if found.startswith("http://testserver/"):
            answer = client.get(path_of(found))
            assert answer.status_code == 200
            if "type" in said:
                assert answer["Content-Type"].partition(";")[0] == said["type"]
    assert client.head(address)["Link"] == response["Link"]


@pytest.mark.parametrize("kind", [*RECORD_KINDS, Section, Country, Topic, Term], ids=lambda kind: kind.__name__)
def test_the_licence_of_a_record_is_that_of_its_words(client: Client, kind: Any) -> None:
    record = kind.objects.first()
    response = client.get(record.get_absolute_url())
    (licence,) = [address for address, said in links_in(response["Link"]) if said["rel"] == "license"]
    own = "http://testserver/about/#rights" if kind not in OWN_TEXTS else OWN_TEXTS_LICENSE
    work = page_of(response.content.decode()).thing("CreativeWork")
    assert licence == work["license"] == own
    assert work["encoding"][0]["contentUrl"] == f"http://testserver/api/v1/{NAMES[kind]}/{record.slug}/"


def test_a_state_of_the_past_says_where_the_record_stands_today_and_how_to_cite_the_state(client: Client) -> None:
    Treaty.history.filter(slug="convention-on-cybercrime").update(history_date="2026-01-01T12:00:00Z")
    Change.objects.update(when="2026-01-01T12:00:00Z")
    treaty: Any = Treaty.objects.get(slug="convention-on-cybercrime")
    treaty.date = "1997-01-01"
    treaty.save()
    response = client.get(f"{CYBERCRIME}?as_of=2026-01-01")
    page = page_of(response.content.decode())
    assert page.canonical == f"http://testserver{CYBERCRIME}"
    assert page.meta["robots"] == "noindex"
    assert [thing["@type"] for thing in page.things] == ["BreadcrumbList"]
    assert links_in(response["Link"]) == [(f"http://testserver{CYBERCRIME}?as_of=2026-01-01", {"rel": "cite-as"})]


@pytest.mark.parametrize("address", ["/nowhere/", "/treaties/no-such-treaty/", CYBERCRIME])
def test_what_is_not_there_says_nothing_of_itself(client: Client, address: str) -> None:
    withdraw(Treaty.objects.get(slug="convention-on-cybercrime"), reason="Why.")
    response = client.get(address)
    assert response.status_code in (404, 410)
    assert not response.has_header("Link")
    page = page_of(response.content.decode())
    assert "canonical" not in page.links
    assert page.things == []


def all_pages() -> list[str]:
    """The pages, each once."""
    kinds: tuple[Any, ...] = (Section, Country, Topic, Term, *RECORD_KINDS)
    records = [record.get_absolute_url() for kind in kinds for record in kind.objects.all()]
    changes = [f"/changes/{pk}/" for pk in Change.objects.values_list("pk", flat=True)]
    figures = [figure.get_absolute_url() for figure in reconcile(Report())]
    return list(dict.fromkeys([*PAGES, *records, *changes, *figures]))


@thorough
def test_no_two_pages_have_the_same_description(client: Client) -> None:
    for _ in range(2):
        treaty: Any = Treaty.objects.get(slug="convention-on-cybercrime")
        treaty.short_name += "x"
        treaty.save()
    described: dict[str, list[str]] = {}
    for address in all_pages():
        description = read(client, address).meta["description"]
        assert 20 <= len(description) <= LONGEST_DESCRIPTION, address
        described.setdefault(description, []).append(address)
    assert {words: pages for words, pages in described.items() if len(pages) > 1} == {}


def test_what_an_editor_types_cannot_get_out_of_the_data(client: Client) -> None:
    hostile = '</script><script>alert("x")</script><!-- & “quoted”'
    treaty: Any = Treaty.objects.get(slug="convention-on-cybercrime")
    treaty.name = hostile
    treaty.save()
    html = client.get(CYBERCRIME).content.decode()
    assert "<script>alert" not in html
    page = page_of(html)
    assert page.thing("CreativeWork")["name"] == page.meta["og:title"] == hostile
    assert hostile in page.thing("BreadcrumbList")["itemListElement"][-1]["name"]
    assert png_of(client.get("/cards/treaties/convention-on-cybercrime.png")) == (1200, 630)


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/treaties/", "/treaties/x-1/", "/cards/treaties/x-1.png", "/about/#rights", "/treaties/?year=2002"),
        *(
            "//elsewhere.example/",
            "/a/../b/",
            "/a/./b/",
            "/a b/",
            "/日本/",
            "/a",
            "nearby/",
            "https://elsewhere.example/",
        ),
    ],
)
def test_an_address_is_completed_as_django_does_it(rf: RequestFactory, address: str) -> None:
    page = PublicPage()
    page.request = rf.get("/here/", headers={"host": "localhost:8123"})
    assert page.absolute(address) == page.request.build_absolute_uri(address)
