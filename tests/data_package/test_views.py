"""/data/: what there is, the package itself, its citation."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

import pytest
from django.test import Client

from records.data_package.keeping import current_package
from records.kinds import TITLES
from records.models import Treaty
from tests.metadata.reading import links_in, page_of, path_of
from tests.pages import words
from tests.sampling import thorough

pytestmark = pytest.mark.django_db

PAGE, FILE = "/data/", "/data/npa-portal.zip"


def test_the_page_names_size_hash_and_state(client: Client) -> None:
    package = current_package()
    page = words(client, PAGE)
    assert f"{package.size} bytes" in page
    assert package.sha256 in page
    assert f"{package.state:%Y-%m-%dT%H:%M:%SZ}" in page


def test_the_page_links_the_files_of_every_table(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    for name in [*TITLES, "reconciliation", "changes"]:
        for form in ("csv", "xlsx", "json"):
            address = f"/api/v1/{name}/?format={form}"
            assert f'href="{address}"' in page
            assert client.head(address).status_code == 200, address


@thorough
def test_every_link_of_the_page_leads_somewhere(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    for address in set(re.findall(r'href="(/[^"#]*)', page)):
        if not address.startswith("/static/"):
            assert client.head(address, follow=True).status_code == 200, address


def test_the_package_is_what_the_page_says(client: Client) -> None:
    response = client.get(FILE)
    content = response.getvalue()
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="npa-portal.zip"'
    assert response["Content-Length"] == str(len(content))
    assert response["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert not response.cookies


def test_who_has_it_gets_it_only_after_a_correction(client: Client) -> None:
    etag = client.get(FILE)["ETag"]
    assert client.get(FILE, headers={"If-None-Match": etag}).status_code == 304
    treaty = Treaty.objects.get(slug="convention-on-cybercrime")
    treaty.name += "!"
    treaty.save()
    response = client.get(FILE, headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert response["ETag"] != etag


def test_head_tells_its_size(client: Client) -> None:
    response = client.head(FILE)
    assert (response.status_code, response["Content-Length"]) == (200, str(current_package().size))
    assert client.post(FILE).status_code == 405


@pytest.mark.parametrize(("form", "begins"), [("bib", "@"), ("ris", "TY  - "), ("json", "[")])
def test_it_can_be_cited(client: Client, form: str, begins: str) -> None:
    response = client.get(f"/data/npa-portal.{form}")
    assert response.status_code == 200
    text = response.content.decode()
    assert text.startswith(begins)
    assert "http://testserver/data/npa-portal.zip" in text
    assert "Data package" in text
    assert "“Data package.” In Progress of International Cooperation" in words(client, PAGE)


def test_the_page_is_linked_from_the_others_and_in_the_sitemap(client: Client) -> None:
    for address in ("/", "/about/", "/treaties/"):
        assert 'href="/data/"' in client.get(address).content.decode()
    assert "http://testserver/data/<" in client.get("/sitemap.xml").content.decode()


def test_there_is_a_page_without_any_record(empty_database: None, client: Client) -> None:
    assert "No records yet" in words(client, PAGE)
    assert client.get(FILE).status_code == 200


def test_the_page_says_to_machines_what_there_is(client: Client) -> None:
    response = client.get(PAGE)
    catalog = page_of(response.content.decode()).thing("DataCatalog")
    package, *lists = catalog["dataset"]
    assert len(lists) == len(TITLES) + 2
    (archive,) = package["distribution"]
    assert path_of(archive["contentUrl"]) == FILE
    assert (archive["sha256"], archive["contentSize"]) == (current_package().sha256, f"{current_package().size} B")
    for found in lists:
        assert client.head(path_of(found["@id"])).status_code == 200
        assert [file["encodingFormat"].rpartition(".")[2] for file in found["distribution"]] == [
            "text/csv", "sheet", "application/json",
        ]  # fmt: skip


def test_the_header_leads_to_every_file_and_to_what_describes_them(client: Client) -> None:
    links = links_in(client.get(PAGE)["Link"])
    rels = Counter(said["rel"] for _, said in links)
    assert rels == {"cite-as": 1, "type": 2, "license": 1, "describedby": 4, "item": len(TITLES) + 3}
    for address, said in links:
        if address.startswith("http://testserver/"):
            answer = client.head(path_of(address))
            assert answer.status_code == 200, address
            content_type = answer["Content-Type"].partition(";")[0]
            assert said.get("type", content_type) == content_type
