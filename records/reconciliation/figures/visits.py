"""Sections 5 (1) to 5 (3) and Attached Table 5 (4): visits told in the text and listed in the table."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from records.reconciliation import comparing, printed
from records.reconciliation.figure import Figure, present
from records.reconciliation.report import Report, called

TABLE = "attached-table-5"
CHINESE_MINISTER = "chinese-minister-of-public-security-1999"
SOUTH_KOREAN_HEAD = "director-general-of-south-korean-national-police-agency-2001"
WELCOMED = "heads-of-foreign-police-welcomed-by-end-of-2003"
# The examples that section 5 (1) gives.
EXAMPLES = (
    ("fbi", "director-of-us-federal-bureau-of-investigation-1999", "Director of the FBI"),
    ("china", CHINESE_MINISTER, "Chinese Minister of Public Security"),
    ("south-korea", SOUTH_KOREAN_HEAD, "Director-General of the South Korean National Police Agency"),
)


def figures(report: Report) -> Iterator[Figure]:
    """The figures on visits, in the report's order."""
    yield from examples(report)
    yield chinese_minister(report)
    yield south_korean_head(report)
    yield visit_returned(report)
    yield title_years(report)


def examples(report: Report) -> Iterator[Figure]:
    """The text: welcomed as of the end of 2003."""
    for slug, name, visitor in EXAMPLES:
        visit = called(report.visits, name)
        yield Figure(
            slug=f"visit-example-{slug}",
            what=f"Visit of the {visitor}: by when",
            section="5-1",
            locator="Section 5 (1), paragraph 1",
            printed="as of the end of 2003",
            finding=comparing.not_after("2003", visit),
            rule="Date in Attached Table 5 (4); it must not lie after 2003.",
            rows=present(visit),
            event=WELCOMED,
        )


def chinese_minister(report: Report) -> Figure:
    """The text: the Chinese Minister of Public Security visited Japan in August 1999."""
    visit = called(report.visits, CHINESE_MINISTER)
    return Figure(
        slug="visit-chinese-minister",
        what="Visit of the Chinese Minister of Public Security: date in the text",
        section="5-2",
        locator="Section 5 (2), paragraph 1",
        printed="in August 1999",
        finding=comparing.within("1999-08", visit),
        rule="Date in Attached Table 5 (4).",
        rows=present(visit),
        event="china-memorandum-august-1999",
    )


def south_korean_head(report: Report) -> Figure:
    """The text: the head of the South Korean police visited Japan in March 2001."""
    visit = called(report.visits, SOUTH_KOREAN_HEAD)
    return Figure(
        slug="visit-south-korean-head",
        what="Visit of the Director-General of the South Korean National Police Agency: date in the text",
        section="5-3",
        locator="Section 5 (3), paragraph 1",
        printed="In March 2001",
        finding=comparing.within("2001-03", visit),
        rule="Date in Attached Table 5 (4).",
        rows=present(visit),
        event="south-korea-memorandum-march-2001",
    )


def visit_returned(report: Report) -> Figure:
    """The text: the Commissioner-General returned the visit of the South Korean head in April 2002."""
    visit = called(report.visits, SOUTH_KOREAN_HEAD)
    return Figure(
        slug="visit-returned-south-korea",
        what="Return visit to South Korea, against the visit that it returns",
        section="5-3",
        locator="Section 5 (3), paragraph 1",
        printed="return visit to South Korea in April 2002",
        finding=comparing.not_after("2002-04", visit),
        rule="Date of the visit of the South Korean Director-General in Attached Table 5 (4); it must not lie after.",
        rows=present(visit),
        event="commissioner-general-visit-to-south-korea-april-2002",
    )


def title_years(report: Report) -> Figure:
    """The title of Attached Table 5: each of its years, and no other, has a visit."""
    section = called(report.attached_tables, TABLE)
    title = printed.part(printed.title(section), r"[0-9]{4}–[0-9]{4}")
    years = sorted({visit.earliest.year for visit in report.visits if visit.earliest})
    unbroken = bool(years) and years == list(range(years[0], years[-1] + 1))
    found = f"{years[0]}–{years[-1]}" if unbroken else ", ".join(map(str, years))
    return Figure(
        slug="assistance-title-4",
        what="Years in the title of Attached Table 5 against those of part (4)",
        section=TABLE,
        locator="Attached Table 5, title",
        printed=title,
        finding=comparing.texts(title, found),
        rule="First and last year that part (4) has visits for, with none left out between.",
        list_address=reverse("visit-list"),
        printed_in=section,
    )
