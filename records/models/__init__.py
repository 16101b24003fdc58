"""The kinds of record, a file for each part of the report."""

from records.models.audit import AuditLine
from records.models.base import Addressed, Dated, Placed, Record
from records.models.changes import Change, FormerAddress
from records.models.events import Event
from records.models.experts import ExpertDispatch, ExpertField
from records.models.glossary import Term
from records.models.loads import LoadedRow
from records.models.meetings import Meeting, Membership
from records.models.missions import DisasterReliefMission, PeacekeepingMission
from records.models.reference import Country, Section, Topic
from records.models.revision import Revision
from records.models.search import SearchDocument, SearchWord
from records.models.statistics import (
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CourtesyVisit,
    PrintedFigure,
    Yearly,
)
from records.models.tallies import Tally
from records.models.training import CooperationProject, TrainingCourse
from records.models.treaties import Treaty

__all__ = [
    "Addressed",
    "AssistanceByCountry",
    "AssistanceByRegion",
    "AssistanceYear",
    "AuditLine",
    "Change",
    "CooperationProject",
    "Country",
    "CourtesyVisit",
    "Dated",
    "DisasterReliefMission",
    "Event",
    "ExpertDispatch",
    "ExpertField",
    "FormerAddress",
    "LoadedRow",
    "Meeting",
    "Membership",
    "PeacekeepingMission",
    "Placed",
    "PrintedFigure",
    "Record",
    "Revision",
    "SearchDocument",
    "SearchWord",
    "Section",
    "Tally",
    "Term",
    "Topic",
    "TrainingCourse",
    "Treaty",
    "Yearly",
]
