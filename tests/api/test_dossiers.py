"""The dossiers as data and as files: every row that the page of a country shows, the figures included."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.api.dossiers import DossierViewSet
from records.models import Country
from tests.api.reading import download, flat, read_csv, read_xlsx, way_back
from tests.sampling import some_or_all

pytestmark = pytest.mark.django_db


@some_or_all
def test_the_file_of_a_dossier_holds_every_record_of_its_page(client: Client, part: slice) -> None:
    for country in Country.objects.all()[part]:
        html = client.get(country.get_absolute_url()).content.decode()
        files = re.findall(r'<a href="(/api/v1/dossiers/[^"]*)"', html)
        tables = client.get(country.get_absolute_url()).context["tables"]
        if not tables:
            assert files == []
            continue
        rows = read_csv(download(client, files[0].replace("&amp;", "&")))
        assert f"({len(rows)} row" in html
        assert {row["country_slug"] for row in rows} == {country.slug}
        records = {(row["kind"], row["slug"]) for row in rows}
        assert len(records) == sum(table.match_count for table in tables)


def test_the_three_formats_say_the_same(client: Client) -> None:
    asked = "/api/v1/dossiers/?country=china&country=indonesia"
    of_csv, of_json = (
        read_csv(download(client, f"{asked}&format=csv")),
        json.loads(download(client, f"{asked}&format=json")),
    )
    of_xlsx, book = read_xlsx(download(client, f"{asked}&format=xlsx"))
    plain = [{name: way_back(cell) for name, cell in row.items()} for row in of_csv]
    assert plain == of_xlsx == [flat(record, list(plain[0])) for record in of_json]
    assert any("What is counted" in str(cell.value) for cell in book["Notes"]["C"])
    assert [row["country"] for row in plain] == sorted(row["country"] for row in plain)


def test_experts_and_visitors_stand_in_it_with_their_figures(client: Client) -> None:
    rows = read_csv(download(client, "/api/v1/dossiers/?country=china&format=csv"))
    told = {(row["kind"], row["date"], row["measure"]): (row["value"], row["unit"]) for row in rows}
    assert told["expert-dispatches", "", "total"] == ("66", "experts")
    assert told["assistance-by-country", "2002", "persons"] == ("217", "persons")
    assert told["training-courses", "2001/..", "records"] == ("1", "records")
    project = next(row for row in rows if row["kind"] == "cooperation-projects")
    assert project["locator"] == "Section 2 (1) D (c)"
    assert client.get(urlsplit(project["address"]).path).status_code == 200


def test_it_can_be_narrowed_and_says_what_cannot_be(client: Client) -> None:
    everything = client.get("/api/v1/dossiers/?page_size=1").json()["count"]
    parts = [
        client.get(f"/api/v1/dossiers/?page_size=1&kind={kind}").json()["count"]
        for kind in ("expert-dispatches", "treaties", "events")
    ]
    assert parts[0] == 3 * 27
    assert 0 < sum(parts) < everything
    refused = client.get("/api/v1/dossiers/?country=atlantis")
    assert refused.status_code == 400
    assert refused.json()["errors"] == [{"parameter": "country", "detail": "The report has no country “atlantis”."}]


def test_its_example_is_its_first_row_and_costs_no_more_as_the_records_grow(client: Client) -> None:
    [first] = client.get("/api/v1/dossiers/?page_size=1").json()["results"]
    with CaptureQueriesContext(connection) as captured:
        example = DossierViewSet().first()
    assert (example.country.slug, example.record.slug) == (first["country"]["slug"], first["slug"])
    asked = [query["sql"] for query in captured if 'FROM "records_country"' not in query["sql"]]
    assert all("LIMIT 1" in sql or '"id" IN (' in sql or '"id" = ' in sql for sql in asked), asked
