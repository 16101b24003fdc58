"""Figures of the running text that are compared with what else it tells."""

from __future__ import annotations

from collections.abc import Iterator

from records.models import Event
from records.reconciliation import comparing
from records.reconciliation.figure import Figure, Finding, present
from records.reconciliation.figures.told_twice import DEPARTMENT
from records.reconciliation.report import Report, called, slugs_of

CHAIRMAN_TO_CHINA = "public-safety-commission-chairman-visit-to-china-"
COVER = ""
LAST_YEAR = 2003
ABOLITION = "international-affairs-department-abolished-april-2004"
# The middle of the 1950s taken as widely as can be.
MID_1950S = "1953/1957"
SEMINARS = "jica-funded-seminars-begin-mid-1950s"


def figures(report: Report) -> Iterator[Figure]:
    """The figures that the running text alone tells, in the report's order."""
    yield title_to_2003(report)
    yield up_to_2003(report)
    yield tenth_congress(report)
    yield every_five_years(report)
    yield three_visits_to_china(report)
    yield director_general_to_china(report)
    yield director_general_in_1999(report)
    yield four_countries(report)
    yield seminars_since_the_1950s(report)
    yield seminars_since_oda(report)


def latest_told(events: list[Event]) -> Event | None:
    """The event that is dated last; None where none has a date."""
    dated = [event for event in events if event.earliest]
    return max(dated, key=lambda event: (event.earliest, -event.position), default=None)


def told_later(events: list[Event]) -> tuple[Event, ...]:
    """The events of years after the last that the report covers."""
    return tuple(event for event in events if event.earliest and event.earliest.year > LAST_YEAR)


def title_to_2003(report: Report) -> Figure:
    """The title of the report: progress to 2003."""
    later, last = told_later(report.events), latest_told(report.events)
    return Figure(
        slug="title-to-2003",
        what="Last year in the title of the report",
        section=COVER,
        locator="Cover, title",
        printed="to 2003",
        finding=comparing.not_after(str(LAST_YEAR), last),
        rule="Latest date that the text of the report tells.",
        rows=later or present(last),
        note=(
            "Attached Table 4, row 24, gives the same year, 2005; the lists of section 2 (1) C have a course to 2004."
        ),
    )


def up_to_2003(report: Report) -> Figure:
    """The text: sections 2 to 5 review progress up to 2003."""
    reviewed = {section.pk for section in report.outline.sections if section.number.startswith(("2", "3", "4", "5"))}
    told = [event for event in report.events if event.section_id in reviewed]
    later, last = told_later(told), latest_told(told)
    return Figure(
        slug="progress-up-to-2003",
        what="Last year of the progress reviewed in sections 2 to 5",
        section="1",
        locator="Section 1, paragraph 3",
        printed="up to 2003",
        finding=comparing.not_after(str(LAST_YEAR), last),
        rule="Latest date that the text of these sections tells.",
        rows=later or present(last),
        note=(
            "The text also tells of the members of APG and FATF in 2004 and of a ratification in 2005; "
            "the lists of section 2 (1) C have a course to 2004."
        ),
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
    visits = [event for event in report.events if any(slug.startswith(CHAIRMAN_TO_CHINA) for slug in slugs_of(event))]
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
        rule="Number of the years that the same sentence lists.",
        rows=tuple(visits),
    )


def director_general_to_china(report: Report) -> Figure:
    """The text: the Director-General of the International Affairs Department went to China in 1994."""
    department = called(report.events, DEPARTMENT)
    return Figure(
        slug="told-twice-director-general-to-china",
        what="Visit to China by the Director-General of the International Affairs Department: by when there was one",
        section="5-2",
        locator="Section 5 (2), paragraph 1",
        printed="Director-General of the International Affairs Department in 1994",
        finding=comparing.not_after("1994", department),
        rule="Date on which section 6 (1) A, paragraph 3, has the department established; it must not lie after 1994.",
        rows=present(department),
        event="director-general-visit-to-china-1994",
    )


def director_general_in_1999(report: Report) -> Figure:
    """The text: the department's Director-General signed in August 1999, while there was a department."""
    established, abolished = called(report.events, DEPARTMENT), called(report.events, ABOLITION)
    return Figure(
        slug="director-general-in-1999",
        what="Director-General of the International Affairs Department in August 1999: life of the department",
        section="5-2",
        locator="Section 5 (2), paragraph 1",
        printed="in August 1999 … the Director-General of the NPA's International Affairs Department",
        finding=comparing.both(comparing.not_after("1999-08", established), comparing.not_before("1999-08", abolished)),
        rule=(
            "Dates on which section 6 (1) A, paragraph 3, has the department established and abolished; "
            "the month must lie between them."
        ),
        rows=present(established, abolished),
        event="china-memorandum-august-1999",
    )


def four_countries(report: Report) -> Figure:
    """The text: the Quadripartite Conference is that of four countries."""
    conference = called(report.events, "quadripartite-police-conference-october-2000")
    return Figure(
        slug="quadripartite-conference",
        what="Countries of the Quadripartite Conference",
        section="5-3",
        locator="Section 5 (3), paragraph 1",
        printed="Quadripartite Conference … (Japan, China, South Korea and Russia)",
        finding=comparing.numbers(4, conference.country_count + 1 if conference else None),
        rule="Countries that the same sentence names: Japan and those that the portal links to the event.",
        rows=present(conference),
        printed_in=conference,
    )


def seminars_since_the_1950s(report: Report) -> Figure:
    """Section 6: JICA-funded seminars from the mid 1950s on; section 2 has cooperation begin in 1962."""
    began = called(report.events, "first-drug-training-course-1962")
    return Figure(
        slug="courses-since-the-mid-1950s",
        what="First seminars for foreign police, against the beginning of cooperation",
        section="6-1-a",
        locator="Section 6 (1) A, paragraph 1",
        printed="starting in the mid 1950s",
        finding=comparing.beginning(MID_1950S, began),
        rule="Year in which section 2 (1) A, paragraph 2, has international cooperation of the police begin.",
        rows=present(began),
        event=SEMINARS,
        note=(
            "The lists of section 2 (1) C cannot decide it: that of group training holds courses ongoing in and after "
            "1999 only."
        ),
    )


def seminars_since_oda(report: Report) -> Figure:
    """Section 6: seminars through ODA from the mid 1950s on; ODA began in 1954."""
    oda = called(report.events, "colombo-plan-joined-1954")
    return Figure(
        slug="seminars-since-oda",
        what="First seminars for foreign police, against the beginning of ODA",
        section="6-1-a",
        locator="Section 6 (1) A, paragraph 1",
        printed="starting in the mid 1950s",
        finding=comparing.not_after(MID_1950S, oda),
        rule="Year in which section 2 (1) A, paragraph 1, has Japan launch ODA; it must not lie after the seminars.",
        rows=present(oda),
        event=SEMINARS,
    )
