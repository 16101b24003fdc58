"""The pages in the words of schema.org: plain functions from what they show to JSON-LD; every address is absolute."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from records.citations.citation import EDITORS, REPORT, Citation
from records.models import Event, Section, Term, Topic

CONTEXT = "https://schema.org"
OWN_TEXTS_LICENSE = "https://creativecommons.org/licenses/by/4.0/"
# Kinds whose text this edition wrote itself; the others are the report's rows, whose rights /about/ tells.
OWN_TEXTS = (Section, Event, Topic)

Thing = dict[str, Any]


class Distribution(Struct, frozen=True):
    """A file in which data can be had; its size in bytes and its SHA-256 where they are known."""

    address: str
    content_type: str
    name: str = ""
    size: int | None = None
    sha256: str = ""


def report() -> Thing:
    """The report of which this is an edition."""
    return {
        "@type": "Report",
        "name": REPORT,
        "inLanguage": "en",
        "editor": [{"@type": "Organization", "name": editor} for editor in EDITORS],
    }


def creative_work(
    cited: Citation, *, kind: str, address: str, rights: str, encodings: Iterable[Distribution] = ()
) -> Thing:
    """A record, as the part of the report that it is."""
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "CreativeWork",
            "@id": address,
            "url": address,
            "identifier": cited.key,
            "name": cited.title,
            "genre": kind,
            "description": cited.place,
            "inLanguage": "en",
            "isPartOf": report(),
            "dateModified": cited.state.isoformat() if cited.state else "",
            "isAccessibleForFree": True,
            "license": rights,
            "encoding": [_file("MediaObject", encoding) for encoding in encodings],
        }
    )


def dataset(
    *,
    name: str,
    description: str,
    address: str,
    rights: str,
    files: Iterable[Distribution],
    catalog: str = "",
    state: datetime.datetime | None = None,
) -> Thing:
    """A table of the report with the files in which it can be had; ``catalog`` is where all of them are listed."""
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "@id": address,
            "url": address,
            "name": name,
            "description": description,
            "inLanguage": "en",
            "isBasedOn": report(),
            "creator": report()["editor"],
            "includedInDataCatalog": {"@type": "DataCatalog", "@id": catalog, "url": catalog} if catalog else None,
            "dateModified": state.date().isoformat() if state else "",
            "isAccessibleForFree": True,
            "license": rights,
            "distribution": [_file("DataDownload", file) for file in files],
        }
    )


def data_catalog(*, name: str, description: str, address: str, rights: str, datasets: Sequence[Thing]) -> Thing:
    """All data of the edition, data set by data set."""
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": address,
        "url": address,
        "name": name,
        "description": description,
        "inLanguage": "en",
        "about": report(),
        "isAccessibleForFree": True,
        "license": rights,
        "dataset": [_within(one) for one in datasets],
    }


def defined_term(term: Term, *, address: str, glossary: str = "") -> Thing:
    """A term of the glossary, which stands at the address ``glossary``, with what it means."""
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "DefinedTerm",
            "@id": f"{address}#term",
            "url": address,
            "name": term.term,
            "alternateName": [*term.variants, *term.synonyms],
            "description": term.meaning,
            "inDefinedTermSet": f"{glossary}#glossary" if glossary else "",
        }
    )


def defined_term_set(*, name: str, description: str, address: str, terms: Sequence[Thing]) -> Thing:
    """The glossary, term by term."""
    return {
        "@context": CONTEXT,
        "@type": "DefinedTermSet",
        "@id": f"{address}#glossary",
        "url": address,
        "name": name,
        "description": description,
        "inLanguage": "en",
        "isBasedOn": report(),
        "hasDefinedTerm": [_within(one) for one in terms],
    }


def _within(thing: Thing) -> Thing:
    """The same inside another, which names the context."""
    return {key: value for key, value in thing.items() if key != "@context"}


def website(*, address: str, search: str, description: str) -> Thing:
    """The portal as a whole, and where its search is asked."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": address,
        "url": address,
        "name": REPORT,
        "description": description,
        "inLanguage": "en",
        "about": report(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumb_list(steps: Iterable[tuple[str, str]]) -> Thing:
    """The way from home to a page: the name and the address of each step."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }


def _file(kind: str, file: Distribution) -> Thing:
    return _without_empty(
        {
            "@type": kind,
            "name": file.name,
            "contentUrl": file.address,
            "encodingFormat": file.content_type,
            "contentSize": f"{file.size} B" if file.size else "",
            "sha256": file.sha256,
        }
    )


def _without_empty(thing: Thing) -> Thing:
    return {name: value for name, value in thing.items() if value not in ("", None, [])}
