"""The fixtures hold the report: each row of it, well formed, at its place."""

from __future__ import annotations

import datetime
from collections import Counter
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from records.fixture_files.reading import file_name
from records.kinds import ALL_KINDS, RECORD_KINDS
from records.models import (
    Addressed,
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    CourtesyVisit,
    DisasterReliefMission,
    Event,
    ExpertDispatch,
    ExpertField,
    Meeting,
    Membership,
    PeacekeepingMission,
    Record,
    Section,
    Term,
    TrainingCourse,
    Treaty,
)
from records.rows import stored_records
from tests.kinds import every_kind, every_placed_kind

pytestmark = pytest.mark.django_db

ROWS = {
    AssistanceByCountry: 50,
    AssistanceByRegion: 35,
    AssistanceYear: 5,
    CooperationProject: 6,
    CourtesyVisit: 15,
    DisasterReliefMission: 7,
    ExpertDispatch: 27,
    ExpertField: 6,
    Meeting: 30,
    Membership: 61,
    PeacekeepingMission: 2,
    Section: 34,
    Term: 35,
    TrainingCourse: 36,
    Treaty: 31,
}

# Kinds whose rows share their printed column headers, and how many sets of them the report prints.
TABLES = {
    AssistanceYear: 1,
    DisasterReliefMission: 1,
    ExpertDispatch: 1,
    ExpertField: 1,
    Meeting: 2,
    PeacekeepingMission: 1,
    Treaty: 1,
}


@pytest.mark.parametrize(("kind", "rows"), ROWS.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_every_row_of_the_report_is_there(kind: type[Addressed], rows: int) -> None:
    assert kind.objects.count() == rows


@pytest.mark.parametrize(
    ("kind", "field", "parts"),
    [
        (TrainingCourse, "category", {"group": 11, "npa-oda": 16, "country-specific": 9}),
        (Meeting, "forum", {"rome-lyon": 24, "justice-interior": 6}),
        (Membership, "body", {"fatf": 33, "apg": 28}),
        (Treaty, "action", {"ratified": 24, "signed": 7}),
        (Treaty, "treaty_kind", {"bilateral": 7, "multilateral": 24}),
    ],
)
def test_the_parts_of_a_kind_are_as_many_as_the_report_lists(
    kind: type[Addressed], field: str, parts: dict[str, int]
) -> None:
    assert Counter(kind.objects.values_list(field, flat=True)) == parts


def test_each_fact_that_only_the_text_tells_is_an_event() -> None:
    assert Event.objects.count() >= 90


@every_kind
def test_every_record_is_valid(kind: type[Addressed]) -> None:
    records = stored_records(kind)

    assert records
    for record in records:
        record.full_clean()


@every_placed_kind
def test_positions_count_from_one_in_the_report_s_order(kind: type[Record]) -> None:
    positions = list(kind.objects.order_by("position").values_list("position", flat=True))

    assert positions == list(range(1, len(positions) + 1))


@every_placed_kind
def test_rows_cut_from_tables_and_lists_keep_what_is_printed(kind: type[Record]) -> None:
    empty = kind.objects.filter(as_printed=[])

    assert empty.count() == (Event.objects.count() if kind is Event else 0)


@every_placed_kind
def test_printed_rows_hold_some_text(kind: type[Record]) -> None:
    rows = kind.objects.exclude(as_printed=[]).values_list("slug", "as_printed")

    assert [slug for slug, row in rows if not any(cell.strip() for _, cell in row)] == []


@pytest.mark.parametrize(("kind", "count"), TABLES.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_rows_of_a_table_have_the_same_printed_headers(kind: type[Record], count: int) -> None:
    rows = kind.objects.values_list("as_printed", flat=True)

    assert len({tuple(header for header, _ in row) for row in rows}) == count


def test_no_two_records_share_an_address() -> None:
    addresses = Counter(
        (kind.url_name, slug)
        for kind in ALL_KINDS
        if kind.get_absolute_url is Addressed.get_absolute_url  # A printed figure has none of its own.
        for slug in kind.objects.values_list("slug", flat=True)
    )

    assert [address for address, count in addresses.items() if count > 1] == []


@pytest.mark.parametrize("kind", [kind for kind in RECORD_KINDS if kind.kinds_with_its_address()])
def test_a_slug_is_free_only_where_no_kind_with_the_same_address_has_it(kind: type[Record]) -> None:
    for other in kind.kinds_with_its_address():
        taken = other.objects.values_list("slug", flat=True)[0]

        with pytest.raises(ValidationError, match="already that of one"):
            kind(slug=taken).clean()


def test_sections_stand_below_earlier_ones_and_only_attached_tables_have_no_page() -> None:
    for section in Section.objects.with_parents():
        assert section.parent is None or section.parent.position < section.position
        assert (section.page is None) == section.is_attached_table


def test_pages_never_go_back_in_the_report_s_order() -> None:
    pages = Section.objects.exclude(page=None).order_by("position").values_list("page", flat=True)

    assert all(earlier <= later for earlier, later in pairwise(pages))


@pytest.mark.parametrize(("first", "last", "count"), [(2002, 2002, 6), (1998, 1999, 5)])
def test_treaties_of_a_span_of_years(first: int, last: int, count: int) -> None:
    assert Treaty.objects.in_years(first, last).count() == count


def test_dated_records_know_their_first_and_last_day() -> None:
    meeting = Meeting.objects.get(forum="justice-interior", round=1)

    assert (meeting.earliest, meeting.latest) == (datetime.date(1997, 12, 9), datetime.date(1997, 12, 10))


def test_every_kind_has_its_file() -> None:
    assert len({file_name(kind) for kind in ALL_KINDS}) == 19
