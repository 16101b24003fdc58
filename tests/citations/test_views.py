"""The citations of every kind: on its page, and in every format at an address of its own."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from records.citations.citation import REPORT
from records.kinds import ALL_KINDS
from records.models import Country, Section, Treaty
from tests.citations.reading import read_bibtex, read_ris
from tests.corrections.days import last_changed
from tests.kinds import every
from tests.pages import words

SLUG = "convention-on-cybercrime"
PAGE = f"/treaties/{SLUG}/"

CITED = [kind for kind in ALL_KINDS if kind.url_name]
every_cited_kind = every(CITED)
every_format = pytest.mark.parametrize(
    ("form", "content_type"),
    [
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("json", "application/vnd.citationstyles.csl+json"),
    ],
)


# Addresses


@pytest.mark.django_db
@every_cited_kind
def test_every_kind_is_cited_in_every_format(kind: Any, client: Client) -> None:
    for record in [*kind.objects.all()[:3], kind.objects.last()]:
        address = record.get_absolute_url().removesuffix("/")
        url = f"http://testserver{address}/?as_of={last_changed(record):%Y-%m-%d}"
        entry = read_bibtex(client.get(f"{address}.bib").content.decode())
        assert (entry["booktitle"], entry["url"]) == (REPORT, url)
        assert read_ris(client.get(f"{address}.ris").content.decode())["urls"] == [url]
        [item] = client.get(f"{address}.json").json()
        assert (item["container-title"], item["URL"]) == (REPORT, url)
        place = getattr(record, "locator", None) or getattr(record, "number", "")
        assert place in item.get("section", "")
        assert item["id"] == entry["ID"]
        assert re.fullmatch(r"[a-z0-9-]+", entry["ID"])


@pytest.mark.django_db
def test_no_two_records_have_the_same_key() -> None:
    keys = [f"{record.url_name}-{record.slug}" for kind in CITED for record in kind.objects.all()]

    assert len(keys) == len(set(keys))


@pytest.mark.django_db
@every_format
def test_a_format_has_its_content_type_and_a_file_name(client: Client, form: str, content_type: str) -> None:
    response = client.get(f"/treaties/{SLUG}.{form}")

    assert response["Content-Type"] == f"{content_type}; charset=utf-8"
    assert response["Content-Disposition"] == f'inline; filename="npa-treaty-{SLUG}.{form}"'


@pytest.mark.django_db
@every_format
def test_a_citation_is_only_read_and_sets_no_cookie(client: Client, form: str, content_type: str) -> None:
    address = f"/treaties/{SLUG}.{form}"
    head, got = client.head(address), client.get(address)

    assert (head.status_code, head["Content-Length"]) == (200, str(len(got.content)))
    assert client.post(address).status_code == 405
    assert not got.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/treaties/no-such.bib", "/treaties/x.exe", f"/treaties/{SLUG}.bib/", f"/visits/{SLUG}.ris",
     f"/treaties/{'x' * 5000}.json", "/treaties/.bib", "/sections/experts-by-country-total.bib"],
)  # fmt: skip
def test_what_is_not_there_is_not_cited(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


# The page


@pytest.mark.django_db
def test_the_page_has_a_ready_sentence(client: Client) -> None:
    changed = last_changed(Treaty.objects.get(slug=SLUG))
    assert (
        "“Convention on Cybercrime.” In Progress of International Cooperation and Exchange to 2003 , edited by Police "
        "Policy Research Center, National Police Academy of Japan, and Alumni Association for National Police Academy, "
        "Attached Table 4, row 26 (Main Law Enforcement and Security Treaties Signed/Ratified by Japan by 2003). "
        f"Reference edition on the web, as of {changed:%B} {changed.day}, {changed.year}. "
        f"http://testserver{PAGE}?as_of={changed:%Y-%m-%d}"
    ) in words(client, PAGE)


@pytest.mark.django_db
def test_what_the_portal_wrote_itself_is_cited_as_its_own_words(client: Client) -> None:
    own = "Title in the words of this edition. Reference edition on the web"

    assert own in words(client, "/timeline/fatf-established-1989/")
    assert own in words(client, "/topics/drugs/")
    assert own in client.get("/timeline/fatf-established-1989.ris").content.decode()
    for printed in (PAGE, "/countries/china/", "/sections/2-1-d/", "/projects/exportation-of-police-box-to-singapore/"):
        assert "words of this edition" not in client.get(f"{printed.removesuffix('/')}.ris").content.decode()


@pytest.mark.django_db
def test_the_sentence_names_section_and_page_where_the_contents_page_gives_one(client: Client) -> None:
    assert "Section 2 (1) D (b) (Major cooperation activities to date, from page 4)" in words(
        client, "/projects/exportation-of-police-box-to-singapore/"
    )
    assert "Section 2 (1) D, page 4. Reference edition" in words(client, "/sections/2-1-d/")
    assert "Alumni Association for National Police Academy. Reference edition" in words(client, "/countries/china/")


@pytest.mark.django_db
@every_cited_kind
def test_every_page_says_how_to_cite_it(kind: Any, client: Client) -> None:
    record: Any = kind.objects.last()
    html = client.get(record.get_absolute_url()).content.decode()

    assert "How to cite it" in html
    assert "http://testserver" + record.get_absolute_url() in strip_tags(html)
    for form in ("bib", "ris", "json"):
        assert html.count(f'href="{record.get_absolute_url().removesuffix("/")}.{form}"') == 2


@pytest.mark.django_db
def test_the_address_in_the_sentence_has_no_query(client: Client) -> None:
    assert "utm_source" not in client.get(f"{PAGE}?utm_source=x").content.decode()


@pytest.mark.django_db
def test_zotero_reads_the_head(client: Client) -> None:
    Treaty.objects.filter(slug=SLUG).update(name='A "quoted" <b>name</b> & more')
    treaty = Treaty.objects.get(slug=SLUG)
    html = client.get(PAGE).content.decode()
    head = html[: html.index("</head>")]
    found = [
        (name, unescape(content)) for name, content in re.findall(r'name="(citation_\w+)" content="([^"]*)"', head)
    ]

    assert found == [
        ("citation_title", 'A "quoted" <b>name</b> & more'),
        ("citation_inbook_title", REPORT),
        ("citation_editor", "Police Policy Research Center, National Police Academy of Japan"),
        ("citation_editor", "Alumni Association for National Police Academy"),
        ("citation_language", "en"),
        ("citation_public_url", f"http://testserver{PAGE}?as_of={last_changed(treaty):%Y-%m-%d}"),
    ]


@pytest.mark.django_db
def test_pages_without_a_record_are_not_cited(client: Client) -> None:
    for address in ("/", "/search/", "/about/", "/healthz/"):
        html = client.get(address).content.decode()
        assert "citation_title" not in html
        assert "copy.js" not in html


@pytest.mark.django_db
def test_the_copy_button_is_hidden_without_its_script(client: Client) -> None:
    assert re.search(r'<button type="button" class="cite__copy" hidden>', client.get(PAGE).content.decode())


@pytest.mark.django_db
def test_a_record_without_a_history_is_cited_without_a_state(client: Client) -> None:
    Country.history.all().delete()
    Section.history.all().delete()

    assert "Reference edition on the web. http://testserver/countries/china/" in words(client, "/countries/china/")
    assert "version" not in client.get("/sections/4.json").json()[0]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/about/"])
def test_home_and_about_name_the_editors_of_the_imprint(client: Client, address: str) -> None:
    text = words(client, address)

    assert "Police Policy Research Center, National Police Academy of Japan" in text
    assert "Alumni Association for National Police Academy" in text
    assert "National Police Agency of Japan" not in text
