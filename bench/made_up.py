"""Made-up records in the form of the report's: names by combination, dates from 1950 to 2150, countries and topics.

A record's number decides what it says, so that more of them can be added later and each seed gives the same ones.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from math import gcd, prod
from typing import Any

from django.utils.text import slugify

from records.models import (
    Country,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    Meeting,
    Membership,
    PeacekeepingMission,
    Record,
    Section,
    Topic,
    TrainingCourse,
    Treaty,
)

YEARS = range(1950, 2151)
MONTHS = "Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sep. Oct. Nov. Dec.".split()
INSTRUMENTS = (
    "Agreement,Convention,Treaty,Protocol,Arrangement,Memorandum of Understanding,Exchange of Notes,Declaration,"
    "Joint Statement,Accord,Plan of Action,Charter"
).split(",")
VENUES = (
    "Amsterdam,Athens,Auckland,Bali,Barcelona,Bath,Birmingham,Bogota,Bologna,Bordeaux,Cairo,Calgary,Canberra,Chicago,"
    "Cologne,Denver,Dublin,Edinburgh,Fukuoka,Geneva,Genoa,Halifax,Hamburg,Hanoi,Helsinki,Hiroshima,Jakarta,Kobe,Kyoto,"
    "Lisbon,London,Lyon,Madrid,Manila,Milan,Montreal,Moscow,Munich,Nagoya,Nara,Oslo,Ottawa,Paris,Perth,Prague,Quebec,"
    "Rome,Sapporo,Seattle,Sendai,Seoul,Singapore,Stockholm,Sydney,Tokyo,Toronto,Vienna,Warsaw,Washington,Yokohama"
).split(",")
OFFICES = (
    "Minister of the Interior,Minister of Justice,Commissioner of Police,Director-General of Police,Chief of Police,"
    "Attorney General,Deputy Minister of Security,Inspector General,President of the Police Academy,Secretary of State"
).split(",")
DEEDS = (
    "Seminar with {} on {},Experts exchanged with {} on {},Joint operation with {} against crime: {},"
    "Study tour to {} on {},Information shared with {} on {},Conference held with {} on {}"
).split(",")
COURSES = ("Seminar on {1} for {0}", "Course on {1} with {0}", "Study of {1} with {0}", "Training in {1} for {0}")
DISASTERS = ("Earthquake", "Flood", "Typhoon", "Volcanic eruption", "Building collapse", "Landslide", "Tsunami")


class MadeUp:
    """Records of each kind by their numbers, which go on from the report's own; none of them is saved."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.countries = list(Country.objects.order_by("pk"))
        self.topics = list(Topic.objects.order_by("pk"))
        self.sections = {section.slug: section for section in Section.objects.all()}
        self.told_in = [section for section in self.sections.values() if not section.is_attached_table]
        self.makers = {
            Treaty: self.treaty,
            Meeting: self.meeting,
            Event: self.event,
            CourtesyVisit: self.visit,
            TrainingCourse: self.course,
            Membership: self.membership,
            DisasterReliefMission: self.relief,
            PeacekeepingMission: self.peacekeeping,
        }

    def records(self, kind: type[Record], first: int, last: int) -> Iterator[Any]:
        """Those of ``kind`` with the numbers ``first`` to ``last``."""
        return (self.record(kind, number) for number in range(first, last + 1))

    def record(self, kind: type[Record], number: int) -> Any:
        self.chance = random.Random(f"{self.seed} {kind.__name__} {number}")  # noqa: S311 # Not to be kept secret.
        record = self.makers[kind](number)
        record.pk = record.position = number
        return record

    def pick(self, number: int, *choices: Any) -> tuple[Any, ...]:
        """One of each of ``choices``, no two numbers the same ones until all combinations were had."""
        size = prod(map(len, choices))
        step = int(size * 0.6180339887)
        while gcd(step, size) > 1:
            step += 1
        place = (number * step + self.seed) % size
        found = []
        for choice in choices:
            place, which = divmod(place, len(choice))
            found.append(choice[which])
        return tuple(found)

    def day_in(self, year: int, month: str = "") -> datetime.date:
        """Any day of the year, or of its month."""
        which = MONTHS.index(month) + 1 if month else self.chance.randint(1, 12)
        return datetime.date(year, which, self.chance.randint(1, 28))

    def made(self, kind: type[Record], called: str, section: Section, row: list[list[str]], **fields: Any) -> Any:
        """A record with its slug, its row as printed, countries and topics, as if it had been read."""
        # By name, as they are read.
        lists = {name: sorted(set(fields.pop(name)), key=str) for name in ("countries", "topics") if name in fields}
        record = kind(slug=slugify(called)[:120], section=section, as_printed=row, **fields)
        record._prefetched_objects_cache = lists  # type: ignore[attr-defined]
        begins, _, ends = fields["date"].partition("/")
        record.earliest = datetime.date.fromisoformat(begins)  # type: ignore[attr-defined]
        record.latest = datetime.date.fromisoformat(ends or begins)  # type: ignore[attr-defined]
        return record

    def treaty(self, number: int) -> Any:
        """One in three is with one country; the others name none."""
        country = None
        if number % 3:
            instrument, first, second, year = self.pick(number, INSTRUMENTS, self.topics, self.topics, YEARS)
            about = first.name if first is second else f"{first.name} and {second.name}"
            name, topics = f"{instrument} on {about}, {year}", [first, second]
        else:
            instrument, country, topic, year = self.pick(number, INSTRUMENTS, self.countries, self.topics, YEARS)
            name, topics = f"{instrument} between Japan and {country.name} on {topic.name}, {year}", [topic]
        day = self.day_in(year)
        signed = self.chance.random() < 0.3
        printed = f"{MONTHS[day.month - 1]} {day.day}, {day.year}{' *' if signed else ''}"
        return self.made(
            Treaty,
            name,
            self.sections["attached-table-4"],
            [["", str(number)], ["Name of treaty", name], ["Date of ratification (signing*)", printed]],
            name=name,
            locator=f"Attached Table 4, row {number}",
            date=day.isoformat(),
            treaty_kind=Treaty.Kind.BILATERAL if country else Treaty.Kind.MULTILATERAL,
            action=Treaty.Action.SIGNED if signed else Treaty.Action.RATIFIED,
            countries=[country] if country else [],
            topics=topics,
        )

    def meeting(self, number: int) -> Any:
        """Four in five are of the Rome/Lyon Group, of a few days each."""
        venue, month, day, year, later = self.pick(number, VENUES, range(1, 13), range(1, 25), YEARS, range(4))
        begins, ends = datetime.date(year, month, day), datetime.date(year, month, day + later)
        ministers = number % 5 == 0
        country, topics = self.chance.choice(self.countries), self.chance.sample(self.topics, 2)
        forum = Meeting.Forum.JUSTICE_INTERIOR if ministers else Meeting.Forum.ROME_LYON
        agenda = "\n".join(f"Deliberation on {topic.name}" for topic in topics)
        days = f"{MONTHS[month - 1]} {day}" + (f"–{day + later}" if later else "")
        row = [["Year (Country)", f"{year} ({country.name})"], ["Round", str(month)], ["Date", days]]
        table = "attached-table-3" if ministers else "attached-table-2"
        return self.made(
            Meeting,
            f"{forum} {begins} {venue} {later + 1}",
            self.sections[table],
            [*row, ["Venue", venue], ["Main agenda", agenda]],
            locator=f"Attached Table {table[-1]}, row {number}",
            date=f"{begins}/{ends}" if later else f"{begins}",
            forum=forum,
            round=month,
            venue=venue,
            agenda=agenda,
            country=country,
            topics=topics,
        )

    def event(self, number: int) -> Any:
        deed, country, topic, year, month = self.pick(number, DEEDS, self.countries, self.topics, YEARS, MONTHS)
        section = self.told_in[number % len(self.told_in)]
        title = f"{deed.format(country.name, topic.name)}, {month} {year}"
        return self.made(
            Event,
            title,
            section,
            [],
            title=title,
            text=f"The police of both countries took part; {topic.description}",
            locator=f"Section {section.number}, paragraph {number}",
            date=self.day_in(year, month).isoformat(),
            countries=[country],
            topics=[topic],
        )

    def visit(self, number: int) -> Any:
        office, country, year, topic, month = self.pick(number, OFFICES, self.countries, YEARS, self.topics, MONTHS)
        visitor, occasion = f"{office} of {country.name}", f"courtesy call on {topic.name}, {month} {year}"
        return self.made(
            CourtesyVisit,
            f"{visitor} {topic.slug} {month} {year}",
            self.sections["attached-table-5"],
            [["", str(year)], ["", f"• {visitor} ({occasion})"]],
            visitor=visitor,
            occasion=occasion,
            locator=f"Attached Table 5 (4), {year}, entry {number}",
            date=self.day_in(year, month).isoformat(),
            country=country,
            topics=[topic],
        )

    def course(self, number: int) -> Any:
        form, country, topic, year, length = self.pick(number, COURSES, self.countries, self.topics, YEARS, range(1, 9))
        name = f"{form.format(country.name, topic.name)}, {year} to {year + length}"
        return self.made(
            TrainingCourse,
            name,
            self.sections["2-1-c"],
            [["[Country-specific training]", name]],
            name=name,
            category=TrainingCourse.Category.values[number % 3],
            locator=f"Section 2 (1) C, entry {number}",
            date=f"{year}-01-01/{year + length}-12-31",
            countries=[country],
            topics=[topic],
        )

    def membership(self, number: int) -> Any:
        topic, country = self.pick(number, self.topics, self.countries)
        body = Membership.Body.values[number % 2]
        member = f"{country.name}, {topic.name}"
        return self.made(
            Membership,
            f"{body} {member}",
            self.sections["3-2" if body == Membership.Body.FATF else "3-4"],
            [["Note: participating", member]],
            member=member,
            body=body,
            locator=f"Note on members, entry {number}",
            date=f"{self.chance.choice(YEARS)}-11-30",
            country=country,
            topics=[topic],
        )

    def relief(self, number: int) -> Any:
        disaster, country, year, month = self.pick(number, DISASTERS, self.countries, YEARS, range(1, 13))
        date = datetime.date(year, month, 1)
        personnel = self.chance.randint(3, 60)
        return self.made(
            DisasterReliefMission,
            f"{country.name} {disaster} {year} {month}",
            self.sections["2-2"],
            [["Country/territory", country.name], ["Type of disaster", disaster], ["Personnel", str(personnel)]],
            type_of_disaster=disaster,
            personnel=personnel,
            locator=f"Section 2 (2), row {number}",
            date=date.isoformat(),
            country=country,
            topics=[self.topics[0]],
        )

    def peacekeeping(self, number: int) -> Any:
        country, year, month = self.pick(number, self.countries, YEARS, range(1, 13))
        date, personnel = datetime.date(year, month, 15), self.chance.randint(3, 80)
        return self.made(
            PeacekeepingMission,
            f"PKO {country.name} {year} {month}",
            self.sections["2-3"],
            [["Country/territory", country.name], ["Personnel", str(personnel)]],
            personnel=personnel,
            locator=f"Section 2 (3), row {number}",
            date=f"{date.isoformat()}/{year}-12-31",
            country=country,
            topics=[self.topics[0]],
        )
