"""A ``make_<model>()`` a kind: a saved, valid record, told apart by a number where the test says nothing else."""

from __future__ import annotations

import itertools
import string
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from records.corrections.log import log_versions
from records.corrections.versions import ADDED, keep_versions
from records.kinds import RECORD_KINDS
from records.models import (
    Addressed,
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    Country,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    Meeting,
    Membership,
    PeacekeepingMission,
    PrintedFigure,
    Section,
    Term,
    Topic,
    TrainingCourse,
    Treaty,
)
from records.models.base import set_days

# Above every number that the report's own records have.
_numbers = itertools.count(1001)


def make_section(**fields: Any) -> Section:
    number = next(_numbers)
    return _make(Section, number, {"number": f"{number}", "title": f"Section {number}", "summary": "Made up."} | fields)


def make_country(**fields: Any) -> Country:
    number = next(_numbers)
    return _make(Country, number, {"name": f"Country {number}", "region": "asia", **next(_free_codes())} | fields)


def make_topic(**fields: Any) -> Topic:
    number = next(_numbers)
    return _make(Topic, number, {"name": f"Topic {number}", "description": "Made up."} | fields)


def make_expert_dispatch(**fields: Any) -> ExpertDispatch:
    defaults = {"country": fields.get("country") or make_country(), "long_term": 1, "short_term": 2, "total": 3}
    return _make(ExpertDispatch, next(_numbers), defaults | fields)


def make_expert_field(**fields: Any) -> ExpertField:
    number = next(_numbers)
    return _make(
        ExpertField, number, {"field": f"Field {number}", "long_term": 1, "short_term": 2, "total": 3} | fields
    )


def make_training_course(**fields: Any) -> TrainingCourse:
    number = next(_numbers)
    defaults = {"name": f"Seminar {number}", "category": TrainingCourse.Category.GROUP, "date": "1996/.."}
    return _make(TrainingCourse, number, defaults | fields)


def make_cooperation_project(**fields: Any) -> CooperationProject:
    number = next(_numbers)
    # A letter far from those of the report, for it is one character and its own.
    defaults = {"name": f"Project {number}", "letter": chr(number), "summary": "Made up.", "date": "1989/1993"}
    return _make(CooperationProject, number, defaults | fields)


def make_disaster_relief_mission(**fields: Any) -> DisasterReliefMission:
    defaults = {"country": _some_country(), "type_of_disaster": "Earthquake", "date": "1999-09", "personnel": 45}
    return _make(DisasterReliefMission, next(_numbers), defaults | fields)


def make_peacekeeping_mission(**fields: Any) -> PeacekeepingMission:
    defaults = {"country": _some_country(), "date": "1992-10-13/1993-07-08", "personnel": 75}
    return _make(PeacekeepingMission, next(_numbers), defaults | fields)


def make_membership(**fields: Any) -> Membership:
    number = next(_numbers)
    defaults = {"body": Membership.Body.APG, "member": f"Member {number}", "country": _some_country()}
    return _make(Membership, number, defaults | fields)


def make_meeting(**fields: Any) -> Meeting:
    defaults = {
        "forum": Meeting.Forum.ROME_LYON,
        "round": 1,
        "date": "2003-02-12/2003-02-14",
        "venue": "Paris",
        "country": _some_country(),
        "agenda": "Firearms control measures\nHigh-tech crime",
    }
    return _make(Meeting, next(_numbers), defaults | fields)


def make_treaty(**fields: Any) -> Treaty:
    number = next(_numbers)
    defaults = {
        "name": f"Treaty {number}",
        "treaty_kind": Treaty.Kind.MULTILATERAL,
        "action": Treaty.Action.RATIFIED,
        "date": "2002-06-21",
    }
    return _make(Treaty, number, defaults | fields)


def make_assistance_year(**fields: Any) -> AssistanceYear:
    number = next(_numbers)
    return _make(
        AssistanceYear,
        number,
        {"year": 1001 + (number - 1001) % 8900, "cases": 1, "persons": 2, "countries_count": 1} | fields,
    )


def make_assistance_by_region(**fields: Any) -> AssistanceByRegion:
    number = next(_numbers)
    defaults = {"region": f"Region {number}", "year": 2003, "persons": 1, "share": "0.1"}
    return _make(AssistanceByRegion, number, defaults | fields)


def make_assistance_by_country(**fields: Any) -> AssistanceByCountry:
    number = next(_numbers)
    defaults = {"name": f"Country {number}", "year": 2003, "persons": 1, "country": _some_country()}
    return _make(AssistanceByCountry, number, defaults | fields)


def make_courtesy_visit(**fields: Any) -> CourtesyVisit:
    defaults = {"visitor": "A minister", "occasion": "courtesy call", "date": "2003-06-04", "country": _some_country()}
    return _make(CourtesyVisit, next(_numbers), defaults | fields)


def make_event(**fields: Any) -> Event:
    number = next(_numbers)
    return _make(Event, number, {"title": f"Event {number}", "date": "1997-02"} | fields)


def make_printed_figure(**fields: Any) -> PrintedFigure:
    number = next(_numbers)
    defaults = {"table": PrintedFigure.Table.EXPERTS_BY_COUNTRY, "column": f"Column {number}", "value": 1}
    return _make(PrintedFigure, number, defaults | fields)


def make_term(**fields: Any) -> Term:
    number = next(_numbers)
    defaults = {
        "term": f"T{number}",
        "term_kind": Term.Kind.ABBREVIATION,
        "meaning": f"Meaning {number}",
        "given_by": Term.Source.EDITION,
        "as_printed": [["", f"Meaning {number} (T{number})"]],
    }
    return _make(Term, number, defaults | fields)


MAKERS: dict[type[Addressed], Callable[..., Any]] = {
    Country: make_country,
    Topic: make_topic,
    Section: make_section,
    ExpertDispatch: make_expert_dispatch,
    ExpertField: make_expert_field,
    TrainingCourse: make_training_course,
    CooperationProject: make_cooperation_project,
    DisasterReliefMission: make_disaster_relief_mission,
    PeacekeepingMission: make_peacekeeping_mission,
    Membership: make_membership,
    Meeting: make_meeting,
    Treaty: make_treaty,
    AssistanceYear: make_assistance_year,
    AssistanceByRegion: make_assistance_by_region,
    AssistanceByCountry: make_assistance_by_country,
    CourtesyVisit: make_courtesy_visit,
    Event: make_event,
    PrintedFigure: make_printed_figure,
    Term: make_term,
}


def make_many(kind: Any, count: int, **fields: Any) -> list[Any]:
    """``count`` valid records of ``kind``, written at once with all that follows but the search: that is rebuilt."""
    lists = _lists_in(kind, fields)
    records = [MAKERS[kind](saved=False, **fields, **own) for own in _own_fields(kind, count)]
    for record in records:
        set_days(record)
    kind.objects.bulk_create(records)
    for name, values in lists.items():
        field = kind._meta.get_field(name)
        ends = field.m2m_field_name(), field.m2m_reverse_field_name()
        pairs = itertools.product(records, values)
        through = field.remote_field.through
        through.objects.bulk_create(through(**dict(zip(ends, pair, strict=True))) for pair in pairs)
    log_versions(keep_versions(kind, records, ADDED, reason=""))
    return records


def _own_fields(kind: type[Addressed], count: int) -> Iterable[dict[str, Any]]:
    """What each of ``count`` records of ``kind`` has that no other may have."""
    if kind is Country:
        # Their maker asks the database what is free, which knows nothing yet of those that are written with it.
        return itertools.islice(_free_codes(), count)
    if kind is ExpertDispatch:
        return [{"country": country} for country in make_many(Country, count)]
    return itertools.repeat({}, count)


def _lists_in(kind: Any, fields: dict[str, Any]) -> dict[str, Iterable[Any]]:
    """The lists of topics and countries taken out of ``fields``."""
    return {field.name: fields.pop(field.name) for field in kind._meta.many_to_many if field.name in fields}


def _make(
    kind: Any,
    number: int,
    fields: dict[str, Any],
    *,
    place: tuple[str, ...] = ("section", "locator", "position"),
) -> Any:
    """Save a valid record of ``kind``; lists of topics and countries are set on it afterwards.

    With ``saved=False`` among the fields it is left to be written with others: what must be unique is then for the
    database to refuse.
    """
    saved, lists = fields.pop("saved", True), _lists_in(kind, fields)
    names = {field.name for field in kind._meta.fields} & set(place)
    defaults = {"slug": f"{kind._meta.model_name}-{number}", "locator": f"Made up, row {number}", "position": number}
    if "section" in names and "section" not in fields:
        defaults["section"] = Section.objects.first() or make_section()
    record = kind(**{name: value for name, value in defaults.items() if name in names | {"slug"}} | fields)
    if not saved:
        record.clean_fields(exclude=[field.name for field in kind._meta.fields if field.is_relation])
        record.clean()
        return record
    record.full_clean()
    record.save()
    for name, values in lists.items():
        getattr(record, name).set(values)
    return record


def _some_country() -> Country:
    return Country.objects.first() or make_country()


def _free_codes() -> Iterator[dict[str, str]]:
    """ISO codes that no country has yet."""
    letters = set(Country.objects.values_list("iso_code", flat=True))
    numbers = set(Country.objects.values_list("iso_numeric", flat=True))
    pairs = ("".join(pair) for pair in itertools.product(string.ascii_uppercase, repeat=2))
    free_letters = (pair for pair in pairs if pair not in letters)
    free_numbers = (number for number in map("{:03}".format, range(1000)) if number not in numbers)
    for iso_code, iso_numeric in zip(free_letters, free_numbers, strict=False):
        yield {"iso_code": iso_code, "iso_numeric": iso_numeric}


def make_ten_times_the_rows() -> None:
    """Nine made-up records beside each, of its kind, in the section and with the lists of the first."""
    for kind in RECORD_KINDS:
        first: Any = kind.objects.select_related("section").first()
        lists: dict[str, Any] = {"topics": first.topics.all()}
        if kind.country_lookup == "countries":
            lists["countries"] = first.countries.all()
        make_many(kind, 9 * kind.objects.count(), section=first.section, **lists)
    make_many(Country, 9 * 30)
    make_many(Topic, 9 * 30)
