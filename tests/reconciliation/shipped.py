"""The figures of the records as they are shipped, and what a change of a record does to them."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from records.reconciliation import Figure, Report, reconcile
from tests.reconciliation.golden import FIGURES

PAGE = "/reconciliation/"
ROWS = [(section, *row) for section, rows in FIGURES.items() for row in rows]
TALLY = {"agrees": 215, "differs": 18, "cannot": 33}
ALL = sum(TALLY.values())

DIFFERENCES = {
    "title-to-2003": "2 years later",
    "courses-criminal-investigation-numeral": "",
    "courses-up-to-2003": "1 year later",
    "told-twice-naples-conference": "1 year earlier",
    "ministers-in-the-host-country": "1 meeting in another country, 1 meeting in none",
    "no-2-division-in-1980": "14 years later",
    "treaty-consular-vienna": "4 years later",
    "treaty-bribery": "1 year earlier",
    "treaty-trafficking-in-persons": "2 years later",
    "courses-since-the-mid-1950s": "5 years later",
    "treaty-tokyo-convention-negotiated": "3 years earlier",
    "experts-both-parts-short-term": "+1",
    "experts-both-parts-total": "+1",
    "share-asia-2003": "−0.1",
    "share-south-america-2002": "+0.1",
    "share-south-america-2001": "−0.1",
    "share-oceania-2000": "−0.1",
    "share-africa-1999": "+0.1",
}


@functools.cache
def as_shipped() -> dict[str, Figure]:
    """The figures of the records as the fixtures have them; read once, for nothing that a test changes is kept."""
    return {figure.slug: figure for figure in reconcile(Report())}


def shown(context: Any) -> list[Figure]:
    """The figures that the page with this context shows: those that differ, then the others by section."""
    grouped = [line for group in context["groups"] for line in group.lines]
    return [line.figure for line in (*context["differing"], *grouped)]


def verdicts() -> dict[str, str]:
    """The verdict on every figure as the records stand now."""
    return {figure.slug: str(figure.finding.verdict) for figure in reconcile(Report())}


def turned_by(change: Callable[[], Any]) -> dict[str, str]:
    """The verdicts that ``change`` turns, as they are after it; the printed values must stay as they were."""
    before = {figure.slug: figure for figure in reconcile(Report())}
    change()
    after = {figure.slug: figure for figure in reconcile(Report())}
    assert {slug: figure.printed for slug, figure in after.items()} == {
        slug: figure.printed for slug, figure in before.items()
    }
    return {
        slug: str(figure.finding.verdict)
        for slug, figure in after.items()
        if figure.finding.verdict != before[slug].finding.verdict
    }
