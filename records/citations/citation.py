"""What is cited of a record: its name, its place in the report, this edition, its state and its address.

The report prints no year of publication, so nothing here gives one. Nor is there a day of access, for a page must not
depend on the day on which it is asked for: the copy button adds it to the sentence.
"""

from __future__ import annotations

import datetime
import functools

from django.utils.dateformat import format as format_date
from msgspec import Struct

from records.models import Addressed, Event, Placed, Section, Topic
from records.wording import one_line

# The two bodies that the report's imprint names as its editors; it names no author.
EDITORS = (
    "Police Policy Research Center, National Police Academy of Japan",
    "Alumni Association for National Police Academy",
)
REPORT = "Progress of International Cooperation and Exchange to 2003"
EDITION = "Reference edition on the web"
# The report tells the event and uses the topic's term, but has no such heading; every other name is made of its words.
NAMED_BY_THIS_EDITION = (Event, Topic)
OWN_WORDS = "Title in the words of this edition"


class Citation(Struct, frozen=True):
    """All that a citation says of one record.

    ``key`` is unique within the portal, ``place`` empty for a country or a topic, which the report has no one place
    for, ``state`` the day on which the record was last loaded or edited (UTC), where that is known. The address leads
    to the record as it stood on that day.
    """

    key: str
    title: str
    place: str
    address: str
    state: datetime.date | None
    in_own_words: bool = False

    @property
    def edition(self) -> str:
        """The edition with its state: “Reference edition on the web, as of November 24, 2026”."""
        return f"{EDITION}, as of {in_words(self.state)}" if self.state else EDITION

    @property
    def remark(self) -> str:
        """The edition, and before it whose words the title is where they are not the report's."""
        return f"{OWN_WORDS}. {self.edition}" if self.in_own_words else self.edition


# Most records are of one day or two.
@functools.lru_cache(maxsize=64)
def in_words(day: datetime.date) -> str:
    """“November 24, 2026”."""
    return format_date(day, "F j, Y")


def citation_of(record: Addressed, *, address: str, state: datetime.date | None, past: bool = False) -> Citation:
    """The citation of ``record``, whose page is at ``address``, in its ``state`` of that day; a ``past`` one says so
    in its key. No query, or one where its section is not at hand.
    """
    key = f"npa-{record.url_name}-{record.slug}"
    return Citation(
        # No slug holds two hyphens side by side.
        key=f"{key}--{state}" if past else key,
        title=one_line(record.title if isinstance(record, Section) else str(record)),
        place=one_line(place_of(record)),
        address=f"{address}?as_of={state}" if state else address,
        state=state,
        in_own_words=isinstance(record, NAMED_BY_THIS_EDITION),
    )


def place_of(record: Addressed) -> str:
    """Where it stands in the report: section or table, row, and the section's heading and page."""
    if isinstance(record, Placed):
        return place_in(record.section, record.locator)
    if isinstance(record, Section):
        return f"{record.called}{_page(record, ', page')}"
    return ""


def place_in(section: Section, locator: str) -> str:
    """The place that ``locator`` names in ``section``, with its heading and page."""
    return f"{locator} ({section.title}{_page(section, ', from page')})"


def _page(section: Section, words: str) -> str:
    return f"{words} {section.page}" if section.page else ""
