"""The kinds of page, with the addresses at which the portal and Datasette show the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

WORDS = (
    *(
        "drugs",
        "terrorism",
        "police",
        "convention",
        "extradition",
        "seminar",
        "organized crime",
        "firearms",
        "training",
    ),
    *("money laundering", "japan", "cooperation"),
)
COUNTRIES = ("thailand", "china", "indonesia", "philippines", "united-states", "south-korea")
# How many records, and how many years, are asked for in turn.
MOST = 200
FACETS = "_facet=kind&_facet=action"


@dataclass(frozen=True)
class Kind:
    """A kind of page: what the portal and Datasette are asked for, the same in the same order."""

    name: str
    portal: tuple[str, ...]
    datasette: tuple[str, ...] = ()
    # Where the portal streams an answer of many records, which it keeps for nobody.
    streamed: bool = False


def kinds(edition: Path) -> list[Kind]:
    """The kinds that are measured against the peers, with records and years of this very database."""
    slugs, years = spread(edition, "SELECT slug FROM treaties ORDER BY rowid"), years_of(edition)
    words = [word.replace(" ", "+") for word in WORDS]
    return [
        Kind("home", ("/",), ("/",)),
        Kind(
            "list",
            ("/treaties/", "/treaties/?sort=-date", "/treaties/?sort=name", "/treaties/?sort=-name"),
            tuple(
                f"/edition/treaties?{FACETS}{sort}"
                for sort in ("", "&_sort_desc=date", "&_sort=name", "&_sort_desc=name")
            ),
        ),
        Kind(
            "filtered list",
            tuple(f"/treaties/?year={year}" for year in years),
            tuple(f"/edition/treaties?year={year}&{FACETS}" for year in years),
        ),
        Kind(
            "record",
            tuple(f"/treaties/{slug}/" for slug in slugs),
            tuple(f"/edition/treaties/{slug}" for slug in slugs),
        ),
        Kind(
            "search",
            tuple(f"/search/?q={word}" for word in words),
            tuple(f"/edition/records?_search={word}&_size=25&_facet=kind" for word in words),
        ),
        Kind("statistics", ("/statistics/",), ("/edition/assistance_by_country?_size=100&_facet=year",)),
        Kind(
            "dossier",
            tuple(f"/countries/{country}/" for country in COUNTRIES),
            tuple(f"/edition/country_records?country={country}&_size=100&_facet=kind" for country in COUNTRIES),
        ),
        Kind(
            "timeline",
            ("/timeline/",),
            ("/edition/records?first_year__notblank=1&_sort=first_year&_size=500&_facet=kind",),
        ),
        Kind("reconciliation", ("/reconciliation/",), ("/edition/printed_figures?_size=500&_facet=printed_table",)),
        Kind("API", ("/api/v1/treaties/",), ("/edition/treaties.json?_shape=objects",)),
        Kind("CSV", ("/api/v1/treaties/?format=csv",), ("/edition/treaties.csv?_size=max",), streamed=True),
    ]


def growing(edition: Path) -> list[Kind]:
    """The kinds whose time is followed as the rows grow: those above without the file of all rows, and more lists."""
    words = ("drug", "police", "crime")
    return [
        *(kind for kind in kinds(edition) if not kind.streamed),
        Kind("last page", ("/treaties/?page=9999999",)),
        Kind("words filter", tuple(f"/treaties/?q={word}" for word in words)),
        Kind("country filter", tuple(f"/treaties/?country={country}" for country in COUNTRIES)),
        Kind("topic filter", ("/treaties/?topic=drugs", "/treaties/?topic=terrorism", "/treaties/?topic=extradition")),
        Kind("meetings", ("/meetings/",)),
        Kind("topic", ("/topics/drugs/", "/topics/terrorism/", "/topics/extradition/")),
        Kind("countries", ("/countries/",)),
        Kind("section", ("/sections/4/", "/sections/attached-table-4/", "/sections/3-3/")),
        Kind("filtered API", tuple(f"/api/v1/treaties/?year={year}" for year in years_of(edition))),
    ]


def years_of(edition: Path) -> Sequence[str]:
    """The years that have treaties."""
    return spread(edition, "SELECT DISTINCT year FROM treaties WHERE year IS NOT NULL ORDER BY year")


def spread(edition: Path, question: str) -> Sequence[str]:
    """At most `MOST` of what the database answers, from its beginning to its end."""
    with closing(sqlite3.connect(edition)) as database:
        found = [str(value) for (value,) in database.execute(question)]
    step = -(-len(found) // MOST)
    return found[::step]
