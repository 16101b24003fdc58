"""The pages in the words of schema.org."""

from __future__ import annotations

import datetime

from records.citations.citation import EDITORS, REPORT, Citation
from records.metadata.schema_org import (
    Distribution,
    breadcrumb_list,
    creative_work,
    data_catalog,
    dataset,
    report,
    website,
)

RIGHTS = "https://portal.example/about/#rights"
CSV = Distribution("https://portal.example/t.csv", "text/csv", "Treaties as CSV", size=1234, sha256="ab" * 32)


def cited(state: datetime.date | None = None) -> Citation:
    return Citation("npa-treaty-x", "A treaty", "Attached Table 4, row 1", "https://portal.example/x/?as_of=y", state)


def test_a_record_is_a_part_of_the_report() -> None:
    address = "https://portal.example/treaties/x/"
    work = creative_work(cited(datetime.date(2026, 11, 24)), kind="treaty", address=address, rights=RIGHTS)
    assert work["@type"] == "CreativeWork"
    assert work["isPartOf"] == report()
    assert [editor["name"] for editor in report()["editor"]] == list(EDITORS)
    assert report()["name"] == REPORT
    assert (work["@id"], work["name"], work["identifier"]) == (address, "A treaty", "npa-treaty-x")
    assert (work["description"], work["dateModified"], work["license"]) == (
        "Attached Table 4, row 1", "2026-11-24", RIGHTS,
    )  # fmt: skip


def test_what_is_not_known_is_left_out() -> None:
    work = creative_work(cited(), kind="treaty", address="https://portal.example/x/", rights=RIGHTS)
    assert "dateModified" not in work
    assert "encoding" not in work


def example() -> dict[str, object]:
    return dataset(
        name="Treaties",
        description="Treaties of the report.",
        address="https://portal.example/treaties/",
        rights=RIGHTS,
        files=[CSV],
        catalog="https://portal.example/data/",
        state=datetime.datetime(2026, 11, 24, 23, 59, tzinfo=datetime.UTC),
    )


def test_a_dataset_names_each_file_with_its_size_and_digest() -> None:
    found = example()
    assert found["distribution"] == [
        {
            "@type": "DataDownload",
            "name": "Treaties as CSV",
            "contentUrl": "https://portal.example/t.csv",
            "encodingFormat": "text/csv",
            "contentSize": "1234 B",
            "sha256": "ab" * 32,
        }
    ]
    assert found["dateModified"] == "2026-11-24"
    assert found["isBasedOn"] == report()


def test_a_catalog_holds_its_datasets_in_one_context() -> None:
    found = data_catalog(
        name="All data", description="All.", address="https://portal.example/data/", rights=RIGHTS, datasets=[example()]
    )
    (inner,) = found["dataset"]
    assert "@context" not in inner
    assert inner["includedInDataCatalog"]["@id"] == found["@id"]


def test_steps_are_counted_from_home() -> None:
    found = breadcrumb_list([("Home", "https://portal.example/"), ("Treaties", "https://portal.example/treaties/")])
    assert [(step["position"], step["name"]) for step in found["itemListElement"]] == [(1, "Home"), (2, "Treaties")]


def test_the_website_says_how_it_is_searched() -> None:
    found = website(address="https://portal.example/", search="https://portal.example/search/", description="All.")
    template = found["potentialAction"]["target"]["urlTemplate"]
    assert template == "https://portal.example/search/?q={search_term_string}"
