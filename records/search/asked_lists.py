"""The lists as one asks for them: “bilateral treaties”, “visits from Germany in 2002”, “courses on drugs”."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct, field

from records.kinds import LIST_TITLES
from records.lists import filter_sets
from records.lists.filter_sets import DatedFilterSet, RecordFilterSet
from records.models import Meeting, Membership, Placed, Term, TrainingCourse, Treaty
from records.search.synonyms import Phrase, stems_of

Filters = dict[str, str]


class AskedList(Struct, frozen=True, dict=True):
    """A list of the portal: what it is called, and by which words it is narrowed, each with the filters it sets."""

    url_name: str
    filterset: type[RecordFilterSet]
    nouns: dict[str, Filters]
    narrowing: dict[str, Filters] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return LIST_TITLES[self.url_name]

    @property
    def kinds(self) -> tuple[type[Placed], ...]:
        return self.filterset.kinds

    @property
    def noun(self) -> tuple[str, str]:
        """What one of its records is called, and several: “treaty”, “treaties”."""
        if len(self.kinds) > 1:
            return "record", "records"
        meta = self.kinds[0]._meta
        return str(meta.verbose_name), str(meta.verbose_name_plural)

    @property
    def has_years(self) -> bool:
        return issubclass(self.filterset, DatedFilterSet)

    @cached_property
    def noun_stems(self) -> set[Phrase]:
        """What it is called, in stems."""
        return set(map(stems_of, self.nouns))

    @cached_property
    def words(self) -> dict[Phrase, tuple[str, Filters]]:
        """All its words in stems, each as it is said and with the filters that it sets."""
        return {stems_of(word): (word, filters) for word, filters in {**self.nouns, **self.narrowing}.items()}

    def is_named_in(self, phrase: Phrase) -> bool:
        """Whether the stems call it by a noun."""
        return any(phrase[place:][: len(noun)] == noun for noun in self.noun_stems for place in range(len(phrase)))


LISTS = (
    AskedList("expert", filter_sets.ExpertFilterSet, {"experts": {}, "expert dispatches": {}}),
    AskedList(
        "course",
        filter_sets.TrainingCourseFilterSet,
        {"courses": {}, "training": {}, "training courses": {}},
        {
            "group": {"category": TrainingCourse.Category.GROUP},
            "NPA ODA-based": {"category": TrainingCourse.Category.NPA_ODA},
            "country-specific": {"category": TrainingCourse.Category.COUNTRY_SPECIFIC},
            "ongoing": {"ongoing": "true"},
        },
    ),
    AskedList("project", filter_sets.CooperationProjectFilterSet, {"projects": {}, "cooperation projects": {}}),
    AskedList(
        "mission",
        filter_sets.MissionFilterSet,
        {"missions": {}},
        {
            "relief": {"type": "relief"},
            "disaster relief": {"type": "relief"},
            "peacekeeping": {"type": "peacekeeping"},
            "PKO": {"type": "peacekeeping"},
        },
    ),
    AskedList(
        "membership",
        filter_sets.MembershipFilterSet,
        {"members": {}, "memberships": {}},
        {"FATF": {"body": Membership.Body.FATF}, "APG": {"body": Membership.Body.APG}},
    ),
    AskedList(
        "meeting",
        filter_sets.MeetingFilterSet,
        {"meetings": {}},
        {
            "Rome/Lyon": {"forum": Meeting.Forum.ROME_LYON},
            "Rome/Lyon Group": {"forum": Meeting.Forum.ROME_LYON},
            "Justice and Interior": {"forum": Meeting.Forum.JUSTICE_INTERIOR},
            "Justice and Interior Ministers": {"forum": Meeting.Forum.JUSTICE_INTERIOR},
        },
    ),
    AskedList(
        "treaty",
        filter_sets.TreatyFilterSet,
        {"treaties": {}},
        {
            "bilateral": {"kind": Treaty.Kind.BILATERAL},
            "multilateral": {"kind": Treaty.Kind.MULTILATERAL},
            "signed": {"action": Treaty.Action.SIGNED},
            "ratified": {"action": Treaty.Action.RATIFIED},
            "ratification": {"action": Treaty.Action.RATIFIED},
        },
    ),
    AskedList("statistic", filter_sets.StatisticFilterSet, {"statistics": {}, "visitors": {}}),
    AskedList("visit", filter_sets.CourtesyVisitFilterSet, {"visits": {}, "courtesy visits": {}}),
    AskedList("event", filter_sets.TimelineFilterSet, {"timeline": {}, "events": {"kind": "events"}}),
    AskedList(
        "term",
        filter_sets.TermFilterSet,
        {
            "glossary": {},
            "terms": {},
            "abbreviations": {"kind": Term.Kind.ABBREVIATION},
            "foreign words": {"kind": Term.Kind.FOREIGN_WORD},
        },
    ),
)
TIMELINE = next(one for one in LISTS if one.url_name == "event")
