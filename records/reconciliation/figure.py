"""A figure that the report prints, beside what its rows give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import TextChoices

from records.models import Addressed, Event, Section


class Verdict(TextChoices):
    """What comes of recomputing a printed figure."""

    AGREES = "agrees", "Agrees"
    DIFFERS = "differs", "Differs"
    CANNOT = "cannot", "Cannot be recomputed"


@dataclass(frozen=True)
class Finding:
    """What the rows give, and whether that is what is printed.

    ``recomputed`` is the value in words or digits, empty where there is none; ``difference`` says how far it lies from
    the printed one: “−1” (a number, recomputed less printed), “2 years later” (a date), empty where they agree.
    """

    verdict: Verdict
    recomputed: str = ""
    difference: str = ""


@dataclass(frozen=True)
class Figure:
    """One total, change, percentage, count, title or date that the report prints."""

    # The anchor on the page; never changes.
    slug: str
    what: str
    # The slug of the section, empty for the cover, and the place in it, where the value is printed.
    section: str
    locator: str
    # The printed value to the letter; words left out of running text are marked by “…”.
    printed: str
    finding: Finding
    # How the value is recomputed.
    rule: str
    # The rows that it is recomputed from; where they are many, the address of a list of them.
    rows: tuple[Addressed, ...] = ()
    list_address: str = ""
    # What stands for the place where the value is printed: the record or attached table that holds it, or the slug of
    # the event that retells it; neither where only the section does.
    printed_in: Addressed | None = None
    event: str = ""
    # What to know where the two do not agree.
    note: str = ""
    # What to know whatever the verdict is.
    caveat: str = ""

    def now(self, renamed: Mapping[tuple[str, str], str]) -> Figure:
        """The same with its section and its event under their slugs of today."""
        section = renamed.get((Section.url_name, self.section), self.section)
        event = renamed.get((Event.url_name, self.event), self.event)
        return self if (section, event) == (self.section, self.event) else replace(self, section=section, event=event)

    @property
    def other_rows(self) -> list[Addressed]:
        """The rows that it is recomputed from, but the one that prints it."""
        return [row for row in self.rows if row != self.printed_in]

    def concerns(self, record: Addressed) -> bool:
        """Whether ``record`` holds the printed value or goes into the recomputed one."""
        if isinstance(record, Event) and record.slug == self.event:
            return True
        return record == self.printed_in or record in self.rows

    def has_words(self, words: list[str]) -> bool:
        """Whether every one of ``words`` stands in what the page says of the figure."""
        parts = (self.what, self.locator, self.printed, self.finding.recomputed, self.rule, self.note, self.caveat)
        text = " ".join(parts).casefold()
        return all(word.casefold() in text for word in words)


def present(*records: Addressed | None) -> tuple[Addressed, ...]:
    """Those of ``records`` that there are."""
    return tuple(record for record in records if record is not None)
