"""The search document of a record: what it can be found by, narrowed by, and shown with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst

from records.kinds import NAMES
from records.models import (
    Addressed,
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    Country,
    CourtesyVisit,
    Dated,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    Meeting,
    Membership,
    PeacekeepingMission,
    Placed,
    SearchDocument,
    Section,
    Term,
    Topic,
    TrainingCourse,
    Treaty,
    Yearly,
)
from records.search.words import stems, tokens

# To be raised whenever this module or `words` makes other documents than before: the next start rebuilds them.
RULES = 5

GOES_ON = 9999
# What stands further on in a text is not found: PostgreSQL takes a mebibyte of stems. No text of the report is so long.
LONGEST_TEXT = 50_000

FIGURE = re.compile(r"[\d.,%]*")
IN_BRACKETS = re.compile(r"\s?\(([^()]+)\)")


def document_of(record: Any) -> SearchDocument:
    """The search document of a record, section, country or topic, not saved."""
    title, names = _title(record), _lines(_names(record))
    about, text = _lines(_about(record)), _lines(_text(record))
    date, place = _date(record), _place(record)
    first, last = _years(record)
    return SearchDocument(
        kind=NAMES[type(record)],
        record_id=record.pk,
        position=getattr(record, "position", 0),
        slug=record.slug,
        address=record.get_absolute_url(),
        title=title,
        names=names,
        about=about,
        text=text,
        place=place,
        date_in_words=date,
        first_year=first,
        last_year=last,
        marks=" ".join(_marks(record)),
        title_stems=stems(title),
        names_stems=stems(names),
        about_stems=stems(about),
        text_stems=stems(f"{text}\n{date}\n{place}"),
        rules=RULES,
    )


def _title(record: Any) -> str:
    return record.title if isinstance(record, Section) else str(record)


def _names(record: Any) -> Iterator[str]:
    """Other names of the thing itself; a section is also called what stands in its brackets: ODA, FATF, APG."""
    match record:
        case Section():
            yield record.number
            if within := IN_BRACKETS.findall(record.title):
                yield IN_BRACKETS.sub("", record.title)
                yield from within
        case Country():
            yield from record.printed_names
        case TrainingCourse():
            yield record.successor_to
        case Meeting():
            yield record.venue
        case Membership():
            yield record.member
        case Treaty():
            yield record.short_name
        case Term():
            yield from record.names


def _about(record: Any) -> Iterator[str]:
    """The names under which its countries are filed and printed, and its topics."""
    if isinstance(record, Placed):
        for country in record.country_list:
            yield country.name
            yield from country.printed_names
        yield from (topic.name for topic in record.topics.all())


def _text(record: Any) -> Iterator[str]:  # noqa: C901 # A line or two a kind.
    """All else that a reader may look for: what the kind tells, and the row as printed."""
    match record:
        case Section():
            yield record.summary
        case Country():
            yield f"ISO 3166 code {record.iso_code}, number {record.iso_numeric}"
        case Topic():
            yield record.description
        case TrainingCourse():
            yield f"Training course: {record.get_category_display()}"
        case CooperationProject():
            yield "Cooperation project"
            yield record.summary
        case Event():
            yield record.text
        case ExpertDispatch() | ExpertField():
            yield f"Long-term {record.long_term}, short-term {record.short_term}, total {record.total} experts"
        case DisasterReliefMission() | PeacekeepingMission():
            yield f"{capfirst(record.kind)}: {record.personnel} police personnel"
        case Membership():
            yield f"Member of the {record.get_body_display()}"
        case Meeting():
            yield f"Meeting, round {record.round}"
            yield from record.agenda_items
            yield record.documentary_product
        case Treaty():
            yield f"{record.get_treaty_kind_display()} treaty, {record.get_action_display().lower()}"
        case AssistanceYear():
            yield f"{record.cases} cases, {record.persons} persons, {record.countries_count} countries and territories"
        case AssistanceByRegion():
            yield f"{record.persons} persons, {record.share}%"
        case AssistanceByCountry():
            yield f"{record.persons} persons"
        case CourtesyVisit():
            yield f"Courtesy visit: {record.occasion}"
        case Term():
            yield f"{record.get_term_kind_display()}: {record.meaning}"
    title = _title(record)
    for _, cell in getattr(record, "as_printed", []):
        # Bare figures stand above in words.
        if cell != title and not FIGURE.fullmatch(cell):
            yield cell


def _lines(parts: Iterable[str]) -> str:
    """The parts, each once and on a line of its own, to `LONGEST_TEXT`; what a part has of lines becomes one."""
    return "\n".join(dict.fromkeys(" ".join(part.split()) for part in parts if part))[:LONGEST_TEXT]


def _place(record: Any) -> str:
    if isinstance(record, Section):
        return record.called
    return record.locator if isinstance(record, Placed) else ""


def _date(record: Any) -> str:
    return record.date_in_words if isinstance(record, Dated | Yearly) else ""


def _years(record: Any) -> tuple[int | None, int | None]:
    """The first and last year that its date touches, as the lists' filters by year take it; None without a date."""
    if isinstance(record, Dated | Yearly) and record.earliest:
        return record.earliest.year, record.latest.year if record.latest else GOES_ON
    return None, None


def mark(name: str, slug: str) -> str:
    """How a document says that it belongs to a kind, section, country or topic: “country:china”."""
    return f"{name}:{slug}"


def _marks(record: Any) -> Iterator[str]:
    yield mark("kind", NAMES[type(record)])
    match record:
        case Section():
            yield mark("section", record.slug)
        case Country():
            yield mark("country", record.slug)
        case Topic():
            yield mark("topic", record.slug)
        case Placed():
            yield mark("section", record.section.slug)
            yield from (mark("country", country.slug) for country in record.country_list)
            yield from (mark("topic", topic.slug) for topic in record.topics.all())


def records_of(kind: type[Addressed]) -> QuerySet[Any]:
    """The records of ``kind`` with all that their documents need, in a fixed number of queries."""
    if issubclass(kind, Placed):
        return kind.objects.for_list().prefetch_related("topics").order_by("pk")
    return kind.objects.order_by("pk")


def words_of(document: SearchDocument) -> set[str]:
    """Every word of the document once."""
    texts = (document.title, document.names, document.about, document.text, document.date_in_words, document.place)
    return {token.word for text in texts for token in tokens(text)}
