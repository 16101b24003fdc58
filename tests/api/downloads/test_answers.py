"""The files of the interface: what they hold, how they are named, and that all of them say the same."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.api.downloads import answers, as_csv, chunks
from records.kinds import NAMES
from records.lists.record_table import PER_PAGE
from records.models import Term, Topic, Treaty
from tests.api.reading import download, flat, read_csv, read_xlsx, strict_csv, way_back
from tests.factories import MAKERS, make_treaty
from tests.fixture_rows import rows_in
from tests.kinds import every_kind
from tests.sampling import every_nth

pytestmark = pytest.mark.django_db

FILTERED = (
    "/treaties/?action=signed&sort=-date",
    "/treaties/?year_min=1990&year_max=2002&kind=multilateral",
    "/courses/?category=group&sort=name",
    "/missions/?type=relief&sort=country,-personnel",
    "/experts/?by=country&country=china&country=thailand&sort=-total",
    "/meetings/?q=crime&sort=venue",
    "/memberships/?body=apg&sort=-member",
    "/statistics/?year=2003&region-sort=-region",
    "/visits/?country=china&sort=-visitor",
    "/countries/?q=a&sort=-record_count",
    "/topics/?q=crime",
    "/topics/drugs/",
)


def links_of(page: str) -> list[tuple[str, dict[str, str]]]:
    """For each table of a page that is linked as files, its name and the address of each format."""
    tables = []
    for part in re.findall(r'<p class="files">(.*?)</p>', page, re.DOTALL):
        named = re.findall(r'<a href="([^"]*)"[^>]* aria-label="(.*?) as (CSV|XLSX|JSON)"', part)
        tables.append((unescape(named[0][1]), {form: unescape(address) for address, _, form in named}))
    return tables


def paged(client: Client, address: str) -> Iterator[dict[str, Any]]:
    """The records that the interface gives page by page."""
    following = address
    while following:
        answer = client.get(following).json()
        yield from answer["results"]
        following = answer["next"]


def shown(client: Client, page: str) -> list[list[str]]:
    """The addresses of the rows of each table of a page."""
    text = client.get(page).content.decode()
    tables = re.findall(r'<table class="(?:record-table|matrix__table)">.*?<tbody>(.*?)</tbody>', text, re.DOTALL)
    return [re.findall(r'<th scope="row" class="name">(?:<input[^>]*>)?<a href="([^"]*)">', table) for table in tables]


@pytest.mark.parametrize("page", every_nth(FILTERED, 9))
def test_all_files_agree_with_the_interface_and_with_the_page(client: Client, page: str) -> None:
    linked = links_of(client.get(page).content.decode())
    assert linked
    for (_, files), rows in zip(linked, shown(client, page), strict=True):
        of_csv = read_csv(download(client, files["CSV"]))
        of_xlsx, _ = read_xlsx(download(client, files["XLSX"]))
        of_json = json.loads(download(client, files["JSON"]))
        head = list(of_csv[0])
        plain = [{name: way_back(cell) for name, cell in row.items()} for row in of_csv]
        assert plain == of_xlsx == [flat(record, head) for record in of_json]
        assert of_json == list(paged(client, files["JSON"].replace("&format=json", "&page_size=7")))
        if "/statistics/" not in page:
            # The files hold what stands on the page's further pages as well.
            addresses = [urlsplit(record["address"]).path for record in of_json]
            assert addresses[: len(rows)] == rows
            assert len(rows) >= min(len(addresses), PER_PAGE)


def test_the_statistics_have_a_file_for_each_of_the_figures_on_screen(client: Client) -> None:
    page = client.get("/statistics/?year=2003").content.decode()
    shown_figures = set(re.findall(r'<a href="(/statistics/[a-z0-9-]+/)">', page.partition('id="results"')[2]))
    files = [read_csv(download(client, files["CSV"])) for _, files in links_of(page)]
    assert [len(rows) for rows in files] == [1, 7, 10]
    assert shown_figures == {urlsplit(row["address"]).path for rows in files for row in rows}


def test_a_section_has_files_of_its_table_and_of_all_beneath_it(client: Client) -> None:
    leaf, wide = (client.get(address).content.decode() for address in ("/sections/attached-table-4/", "/sections/3/"))
    assert "(31 rows)" in leaf
    files = dict(links_of(wide))
    assert list(files) == ["Memberships", "Meetings", "Events"]
    assert len(read_csv(download(client, files["Events"]["CSV"]))) == 25
    assert "(25 rows)" in wide


@pytest.mark.parametrize("page", ["/sections/", "/sections/?q=drugs", "/changes/", "/reconciliation/?verdict=differs"])
def test_what_is_listed_otherwise_than_in_a_table_has_files_too(client: Client, page: str) -> None:
    text = client.get(page).content.decode()
    [(_, files)] = links_of(text)
    rows = read_csv(download(client, files["CSV"]))
    assert f"({len(rows)} row" in text
    assert len(rows) == len(json.loads(download(client, files["JSON"])))


@every_kind
def test_the_files_hold_what_the_fixtures_hold(client: Client, kind: Any, fixtures_dir: Path) -> None:
    name = NAMES[kind]
    rows = read_csv(download(client, f"/api/v1/{name}/?format=csv"))
    fixtures = [row["fields"] for row in rows_in(fixtures_dir, name.replace("-", "_"))]
    if kind in (Topic, Term):
        # The report has no order of topics, and its order of terms is not that of the letters.
        rows.sort(key=lambda row: row["slug"])
        fixtures.sort(key=lambda fields: fields["slug"])
    assert [row["slug"] for row in rows] == [fields["slug"] for fields in fixtures]
    for row, fields in zip(rows, fixtures, strict=True):
        for field in fields.keys() & row.keys() - {"country", "countries", "topics", "section", "parent", "cited_in"}:
            value = fields[field]
            expected = (
                "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            )
            assert way_back(row[field]) == expected
        for field in fields.keys() & {"countries", "topics"}:
            assert sorted(filter(None, row[f"{field}_slug"].split("; "))) == sorted(slug for [slug] in fields[field])


# What an editor may type

NASTY = '=HYPERLINK("http://x")\n"two", \'lines\'\u200f\t<b>&amp;</b>\r' + "x" * 10_000


@every_kind
def test_what_is_typed_into_any_text_is_harmless_and_comes_back(client: Client, kind: Any) -> None:
    record = MAKERS[kind]()
    texts = [
        field.name
        for field in kind._meta.fields
        if field.get_internal_type() in {"CharField", "TextField"}
        and not field.choices
        and field.name not in {"slug", "date", "iso_code", "iso_numeric", "letter", "number"}
    ]
    kind.objects.filter(pk=record.pk).update(
        **{name: NASTY[: kind._meta.get_field(name).max_length or 10_000] for name in texts}
    )
    record.refresh_from_db()
    address = f"/api/v1/{NAMES[kind]}/?format="
    [of_csv] = [row for row in read_csv(download(client, f"{address}csv")) if row["slug"] == record.slug]
    rows, _ = read_xlsx(download(client, f"{address}xlsx"))
    [of_xlsx] = [row for row in rows if row["slug"] == record.slug]
    [of_json] = [row for row in json.loads(download(client, f"{address}json")) if row["slug"] == record.slug]
    assert not [cell for cell in of_csv.values() if cell[:1] in "=+-@\t\r\n" and cell and not is_number(cell)]
    for name in texts:
        assert way_back(of_csv[name]) == of_xlsx[name] == of_json[name] == getattr(record, name)


def is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


# Users


def test_pandas_reads_a_filtered_list_with_its_types(client: Client) -> None:
    table = pandas.read_csv(io.BytesIO(download(client, "/api/v1/assistance-years/?format=csv&year_min=2000")))
    assert table["year"].tolist() == [2003, 2002, 2001, 2000]
    assert {str(table[name].dtype) for name in ("year", "cases", "cases_change", "persons")} == {"int64"}
    treaties = pandas.read_csv(
        io.BytesIO(download(client, "/api/v1/treaties/?format=csv&action=signed")), parse_dates=["earliest", "latest"]
    )
    assert treaties["fiscal_years"].dtype == bool
    assert str(treaties["earliest"].dtype).startswith("datetime64")
    assert len(treaties) == 7


def test_a_negative_number_stays_a_number(client: Client) -> None:
    rows = read_csv(download(client, "/api/v1/assistance-years/?format=csv"))
    assert any(row["cases_change"].startswith("-") for row in rows)


def test_the_file_is_strict_csv_with_every_line_ended(client: Client) -> None:
    file = download(client, "/api/v1/meetings/?format=csv")
    head, *rows = strict_csv(file)
    assert head[:3] == ["kind", "slug", "label"]
    assert any("\n" in cell for row in rows for cell in row)


# Names, faults, and what they cost


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/api/v1/treaties/?format=csv", "treaties_{state}.csv"),
        ("/api/v1/treaties/?format=xlsx&sort=-date&action=signed", "treaties_action-signed_{state}.xlsx"),
        (
            "/api/v1/treaties/?format=json&country=china&country=thailand",
            "treaties_country-china-thailand_{state}.json",
        ),
        ('/api/v1/treaties/?format=csv&q=a"b%0d%0a/../x', "treaties_q-ab-x_{state}.csv"),
    ],
)
def test_a_file_is_named_by_kind_filters_and_state(client: Client, address: str, name: str) -> None:
    response = client.get(address)
    [state] = re.findall(r"\d{4}-\d\d-\d\d", response.headers["Content-Disposition"])
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name.format(state=state)}"'


def test_the_name_of_a_file_is_never_long(client: Client) -> None:
    assert len(client.get(f"/api/v1/treaties/?format=csv&q={'x' * 200}").headers["Content-Disposition"]) < 160


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("format=pdf", "format"), ("format=", "format"), ("format=csv&page=2", "page"), ("format=csv&year=x", "year")],
)
def test_what_no_file_can_be_made_of_is_refused(client: Client, query: str, parameter: str) -> None:
    response = client.get(f"/api/v1/treaties/?{query}")
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


def test_nothing_matches_and_the_files_are_whole(client: Client) -> None:
    address = "/api/v1/treaties/?q=nowhere&format="
    assert read_csv(download(client, f"{address}csv")) == []
    assert json.loads(download(client, f"{address}json")) == []
    assert read_xlsx(download(client, f"{address}xlsx"))[0] == []


def queries_of(client: Client, address: str, *, head: bool = False) -> int:
    with CaptureQueriesContext(connection) as captured:
        if head:
            assert not client.head(address).getvalue()
        else:
            download(client, address)
    return len(captured)


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_of_a_long_file_a_head_request_reads_no_record_and_a_chunk_costs_the_same(
    client: Client, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/api/v1/treaties/?format={form}"
    # What the filters offer and what records refer to is kept for each state of the records.
    download(client, address)
    download(client, f"{address}&q=")
    # The state, whose day is kept for the name of the file.
    # The keys, then a chunk's records, with their countries and topics at once or by a query each; of few as CSV, all
    # at once.
    a_chunk = 1 if form == "csv" else 3
    assert queries_of(client, address) == 1 + (1 if form == "csv" else 1 + a_chunk)
    at_once(5, monkeypatch)
    assert queries_of(client, address) == 1 + 1 + 7 * a_chunk
    # Whether they are many; how many, for a sheet.
    assert queries_of(client, address, head=True) == 1 + 1 + (form == "xlsx")


def at_once(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so many records be fetched at once, and more be answered in pieces."""
    monkeypatch.setattr(answers, "MOST_WHOLE", count)
    monkeypatch.setattr(chunks, "AT_ONCE", count)
    monkeypatch.setattr(as_csv, "AT_ONCE", count)


def test_a_record_comes_once_and_in_order_whatever_is_edited_meanwhile(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once(10, monkeypatch)
    before = [row["slug"] for row in read_csv(download(client, "/api/v1/treaties/?format=csv&sort=-name"))]
    pieces: Any = client.get("/api/v1/treaties/?format=csv&sort=-name").streaming_content  # type: ignore[attr-defined]
    file = next(pieces) + next(pieces)
    make_treaty(name="AAA")
    Treaty.objects.filter(slug=before[0]).update(name="AA")
    Treaty.objects.filter(slug=before[-1]).update(name="ZZ")
    assert [row["slug"] for row in read_csv(file + b"".join(pieces))] == before


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_file_breaks_off_where_a_record_is_withdrawn_meanwhile(
    client: Client, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once(10, monkeypatch)
    pieces: Any = client.get(f"/api/v1/treaties/?format={form}").streaming_content  # type: ignore[attr-defined]
    next(pieces)
    Treaty.objects.order_by("position").last().delete()  # type: ignore[union-attr]
    with pytest.raises(KeyError):
        list(pieces)


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_a_short_file_is_answered_whole_with_the_same_bytes(
    client: Client, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/api/v1/treaties/?format={form}&action=signed"
    whole, head = client.get(address), client.head(address)
    assert not whole.streaming
    assert head["Content-Length"] == str(len(whole.content))
    at_once(5, monkeypatch)
    pieces: Any = client.get(address)
    assert pieces.streaming
    assert pieces.getvalue() == whole.content
    told = ("Content-Type", "Content-Disposition", "Last-Modified", "Cache-Control")
    assert [pieces[name] for name in told] == [whole[name] for name in told]


@pytest.mark.parametrize("kind", ["treaties", "courtesy-visits", "expert-dispatches", "peacekeeping-missions"])
def test_all_records_as_csv_are_what_filters_that_are_empty_leave(client: Client, kind: str) -> None:
    address = f"/api/v1/{kind}/?format=csv"
    everything, filtered = client.get(address), client.get(f"{address}&q=")
    assert everything.content == filtered.content
    assert dict(everything.items()) == dict(filtered.items())


# Links


@pytest.mark.parametrize("page", [*FILTERED, "/statistics/", "/sections/", "/countries/japan/", "/reconciliation/"])
def test_the_links_stand_in_the_head_as_well(client: Client, page: str) -> None:
    text = client.get(page).content.decode()
    head = text.partition("</head>")[0]
    kinds = "text/csv|application/vnd.openxmlformats-officedocument.spreadsheetml.sheet|application/json"
    alternates = re.findall(rf'<link rel="alternate" type="(?:{kinds})" href="([^"]*)" title="([^"]*)">', head)
    linked = [(address, f"{name} as {form}") for name, files in links_of(text) for form, address in files.items()]
    assert [(unescape(address), unescape(title)) for address, title in alternates] == linked
    assert len(linked) >= 3


@pytest.mark.parametrize(
    "page", ["/treaties/?year=soon", "/treaties/?q=nowhere", "/sections/?q=nowhere", "/timeline/?year=x"]
)
def test_what_shows_no_rows_has_no_files(client: Client, page: str) -> None:
    assert "format=csv" not in client.get(page).content.decode()
