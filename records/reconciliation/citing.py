"""How a figure is cited: what it says, where it is printed, and as of when its rows stand."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.db.models import Max

from records.citations.citation import Citation, place_in
from records.models import Addressed
from records.reconciliation.figure import Figure, Verdict
from records.reconciliation.report import Report
from records.wording import one_line


def citation_of(figure: Figure, report: Report, *, address: str) -> Citation:
    """The citation of a figure whose page is at ``address``; a query for each kind of its rows."""
    section = report.outline.by_slug.get(figure.section)
    event = report.event(figure.event)
    told = [*figure.records, *([event] if event else [])]
    return Citation(
        key=f"npa-figure-{figure.slug}",
        title=one_line(in_short(figure)),
        place=one_line(place_in(section, figure.locator) if section else figure.locator),
        address=address,
        state=newest_state(told or ([section] if section else [])),
        in_own_words=True,
    )


def in_short(figure: Figure) -> str:
    """What a figure says in a line: “Disasters: ‘seven’ as printed, ‘7’ recomputed, agrees”."""
    finding = figure.finding
    recomputed = "" if finding.verdict == Verdict.CANNOT else f", ‘{finding.recomputed}’ recomputed"
    return f"{figure.what}: ‘{figure.printed}’ as printed{recomputed}, {finding.verdict.label.lower()}"


def newest_state(records: Iterable[Addressed]) -> datetime.date | None:
    """The day on which the last of the records was loaded or edited (UTC), where that is known; a query a kind."""
    keys: dict[type[Addressed], list[int]] = {}
    for record in records:
        keys.setdefault(type(record), []).append(record.pk)
    found = [kind.history.filter(id__in=pks).aggregate(last=Max("history_date"))["last"] for kind, pks in keys.items()]
    days = [moment.astimezone(datetime.UTC).date() for moment in found if moment]
    return max(days, default=None)
