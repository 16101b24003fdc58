"""Sections 5 (1) to 5 (3) and Attached Table 5 (4): visits told in the text and listed in the table."""

from __future__ import annotations

from records.models import CourtesyVisit
from records.reconciliation.comparing import not_after, within
from records.reconciliation.figure import Told
from records.reconciliation.selecting import one

CHINESE_MINISTER = "chinese-minister-of-public-security-1999"
SOUTH_KOREAN_HEAD = "director-general-of-south-korean-national-police-agency-2001"

FIGURES = (
    *(
        Told(
            slug=f"visit-example-{slug}",
            what=f"Visit of the {visitor}: by when",
            section="5-1",
            locator="Section 5 (1), paragraph 1",
            printed="as of the end of 2003",
            of=(one(CourtesyVisit, visit),),
            must=not_after("2003"),
            rule="Date in Attached Table 5 (4); it must not lie after 2003.",
            event="heads-of-foreign-police-welcomed-by-end-of-2003",
        )
        for slug, visit, visitor in (
            ("fbi", "director-of-us-federal-bureau-of-investigation-1999", "Director of the FBI"),
            ("china", CHINESE_MINISTER, "Chinese Minister of Public Security"),
            ("south-korea", SOUTH_KOREAN_HEAD, "Director-General of the South Korean National Police Agency"),
        )
    ),
    Told(
        slug="visit-chinese-minister",
        what="Visit of the Chinese Minister of Public Security: date in the text",
        section="5-2",
        locator="Section 5 (2), paragraph 1",
        printed="in August 1999",
        of=(one(CourtesyVisit, CHINESE_MINISTER),),
        must=within("1999-08"),
        rule="Date in Attached Table 5 (4).",
        event="china-memorandum-august-1999",
    ),
    Told(
        slug="visit-south-korean-head",
        what="Visit of the Director-General of the South Korean National Police Agency: date in the text",
        section="5-3",
        locator="Section 5 (3), paragraph 1",
        printed="In March 2001",
        of=(one(CourtesyVisit, SOUTH_KOREAN_HEAD),),
        must=within("2001-03"),
        rule="Date in Attached Table 5 (4).",
        event="south-korea-memorandum-march-2001",
    ),
    Told(
        slug="visit-returned-south-korea",
        what="Return visit to South Korea, against the visit that it returns",
        section="5-3",
        locator="Section 5 (3), paragraph 1",
        printed="return visit to South Korea in April 2002",
        of=(one(CourtesyVisit, SOUTH_KOREAN_HEAD),),
        must=not_after("2002-04"),
        rule="Date of the visit of the South Korean Director-General in Attached Table 5 (4); it must not lie after.",
        event="commissioner-general-visit-to-south-korea-april-2002",
    ),
)
