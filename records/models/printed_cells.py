"""Which cell of its printed row a field of a record is read from."""

from __future__ import annotations

from collections.abc import Mapping

from records.models.base import Addressed
from records.models.experts import ExpertDispatch, ExpertField
from records.models.meetings import Meeting, Membership
from records.models.missions import DisasterReliefMission, PeacekeepingMission
from records.models.reference import Section
from records.models.statistics import (
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CourtesyVisit,
    PrintedFigure,
)
from records.models.training import CooperationProject, TrainingCourse
from records.models.treaties import Treaty

Places = Mapping[str, int]

# The fields of each kind that its printed row holds, each with the place of its cell in the row, counted from 0.
# Of a list only the entry is printed, as one cell that holds them all.
PLACES: dict[type[Addressed], Places] = {
    Section: {"number": 0, "title": 0, "page": 1},
    ExpertDispatch: {"country": 0, "long_term": 1, "short_term": 2, "total": 3},
    ExpertField: {"field": 0, "long_term": 1, "short_term": 2, "total": 3},
    TrainingCourse: {"name": 0, "date": 0, "successor_to": 0},
    CooperationProject: {"name": 0, "letter": 0},
    DisasterReliefMission: {"date": 0, "country": 1, "type_of_disaster": 2, "personnel": 3},
    PeacekeepingMission: {"country": 0, "date": 1, "personnel": 2},
    Membership: {"member": 0, "country": 0},
    Treaty: {"name": 1, "date": 2, "action": 2},
    AssistanceYear: {"year": 0, "cases": 1, "cases_change": 1, "persons": 2, "persons_change": 2, "countries_count": 3},
    AssistanceByRegion: {"region": 0, "persons": 1, "share": 2},
    AssistanceByCountry: {"name": 1, "country": 1, "persons": 2},
    CourtesyVisit: {"visitor": 1, "occasion": 1, "date": 1, "country": 1},
}
# The two tables of meetings and the headings of the attached tables have forms of their own.
ROME_LYON = {"country": 0, "round": 1, "date": 2, "venue": 3, "agenda": 4}
JUSTICE_INTERIOR = {"round": 0, "date": 1, "venue": 2, "country": 2, "agenda": 3, "documentary_product": 4}
ATTACHED_TABLE = {"number": 0, "title": 1}


def printed_cell(record: Addressed, field: str) -> tuple[str, str] | None:
    """The header and the printed cell that hold what the field of that name says; None where no cell does."""
    row = getattr(record, "as_printed", [])
    place = places_in(record).get(field)
    return (row[place][0], row[place][1]) if place is not None and place < len(row) else None


def places_in(record: Addressed) -> Places:
    """The fields that the printed row of ``record`` holds, each with the place of its cell."""
    match record:
        case Meeting():
            # By the row itself: whatever is corrected of the record, its row stays that of one table or the other.
            return JUSTICE_INTERIOR if record.as_printed[:1] and record.as_printed[0][0] == "Round" else ROME_LYON
        case Section() if record.is_attached_table:
            return ATTACHED_TABLE
        case PrintedFigure():
            headers = [header for header, _ in record.as_printed]
            return {"value": headers.index(record.column)} if record.column in headers else {}
    return PLACES.get(type(record), {})
