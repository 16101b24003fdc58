"""Figures of the running text that are compared with what else it tells."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from records.models import Event
from records.reconciliation import comparing
from records.reconciliation.figure import Figure, Finding, present
from records.reconciliation.report import Report, called

LAST_YEAR = 2003


def figures(report: Report) -> Iterator[Figure]:
    """The figures that the running text alone tells, in the report's order."""
    yield up_to_2003(report)
    yield tenth_congress(report)
    yield every_five_years(report)
    yield three_visits_to_china(report)


def up_to_2003(report: Report) -> Figure:
    """The text: sections 2 to 5 review progress up to 2003."""
    reviewed = {section.pk for section in report.outline.sections if section.number.startswith(("2", "3", "4", "5"))}
    told = [event for event in report.events if event.section_id in reviewed and event.earliest]
    later = [event for event in told if event.earliest and event.earliest.year > LAST_YEAR]
    last = max(told, key=lambda event: (event.earliest, -event.position), default=None)
    finding = comparing.not_after(str(LAST_YEAR), last)
    return Figure(
        slug="progress-up-to-2003",
        what="Last year of the progress reviewed in sections 2 to 5",
        section="1",
        locator="Section 1, paragraph 3",
        printed="up to 2003",
        finding=finding,
        rule="Latest date that the text of these sections tells.",
        rows=tuple(later) or present(last),
        list_address="" if later else reverse("event-list"),
        note="The text also tells of the members of APG and FATF in 2004 and of a ratification in 2005.",
    )


def congresses(report: Report) -> tuple[Event | None, Event | None]:
    """The first crime congress and the last before the report."""
    first = called(report.events, "first-un-crime-congress-geneva-1955")
    return first, called(report.events, "tenth-un-crime-congress-2000")


def tenth_congress(report: Report) -> Figure:
    """The text: the congress of 2000 was the 10th, with one every five years since 1955."""
    first, last = congresses(report)
    number = None
    if first and last and first.earliest and last.earliest:
        number = (last.earliest.year - first.earliest.year) // 5 + 1
    return Figure(
        slug="congress-10th",
        what="Number of the United Nations crime congress of 2000",
        section="3-1",
        locator="Section 3 (1), paragraph 3",
        printed="the 10th",
        finding=comparing.numbers(10, number),
        rule="One in 1955 and one every five years since, up to and with that of 2000.",
        rows=present(first, last),
        printed_in=last,
    )


def every_five_years(report: Report) -> Figure:
    """The text: held every five years; ten congresses from 1955 to 2000 leave five years between two."""
    first, last = congresses(report)
    years = last.earliest.year - first.earliest.year if first and last and first.earliest and last.earliest else None
    apart = years / 9 if years is not None else 0
    return Figure(
        slug="congress-every-five-years",
        what="Years between two United Nations crime congresses",
        section="3-1",
        locator="Section 3 (1), paragraph 2",
        printed="every five years",
        finding=Finding(comparing.verdict(apart == 5), f"{apart:g} years") if years is not None else comparing.NO_ROWS,
        rule="Years from the first to the 10th, divided by the nine steps between them.",
        rows=present(first, last),
        printed_in=first,
    )


def three_visits_to_china(report: Report) -> Figure:
    """The text: three visits by the Chairman of the National Public Safety Commission, in 1998, 1999 and 2002."""
    visits = [
        event for event in report.events if event.slug.startswith("public-safety-commission-chairman-visit-to-china-")
    ]
    years = [str(event.earliest.year) for event in visits if event.earliest]
    agrees = years == ["1998", "1999", "2002"]
    finding = Finding(comparing.verdict(agrees), f"{len(visits)}: {', '.join(years)}")
    return Figure(
        slug="chairman-visits-to-china",
        what="Visits to China by the Chairman of the National Public Safety Commission",
        section="5-2",
        locator="Section 5 (2), paragraph 1",
        printed="three … in 1998, 1999 and 2002",
        finding=finding if visits else comparing.NO_ROWS,
        rule="Events of the timeline that are such visits, and their years.",
        rows=tuple(visits),
    )
