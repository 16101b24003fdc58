"""The timeline: every dated record once, in order, by decade and year, with its span and its picture."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from records.charts import lanes
from records.kinds import DATED_KINDS
from records.models import (
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    Country,
    Event,
    ExpertDispatch,
    ExpertField,
    Membership,
    Topic,
    TrainingCourse,
    Treaty,
)
from records.views import timeline
from tests.factories import make_country, make_many, make_treaty
from tests.pages import words
from tests.sampling import thorough

pytestmark = pytest.mark.django_db


def entries(client: Client, query: str = "") -> list[timeline.Entry]:
    """The entries of the page, whatever decade and year they stand under."""
    periods = client.get(f"/timeline/{query}").context["periods"]
    return [entry for period in periods for year in period.years for entry in year.entries]


def records(client: Client, query: str = "") -> list[Any]:
    return [record for entry in entries(client, query) for record in entry.records]


def test_every_dated_record_stands_in_it_once(client: Client) -> None:
    """Counted in the fixture files, past the models."""
    dated = set()
    for file in (settings.BASE_DIR / "fixtures").glob("*.json"):
        for row in json.loads(file.read_text(encoding="utf-8")):
            if row["fields"].get("date") or "year" in row["fields"]:
                dated.add((row["model"], row["fields"]["slug"]))
    found = [(record._meta.label_lower, record.slug) for record in records(client)]
    assert len(found) == len(dated) == 388
    assert set(found) == dated


def test_only_what_the_report_does_not_date_is_left_out() -> None:
    assert {ExpertDispatch, ExpertField}.isdisjoint(DATED_KINDS)
    undated = [record for kind in DATED_KINDS for record in kind.objects.all() if not record.date_in_words]
    assert [(type(record), record.slug) for record in undated] == [
        (CooperationProject, "support-for-reform-of-indonesian-state-police"),
        (Event, "joint-drills-for-disaster-relief"),
    ]


def test_records_stand_in_the_order_of_their_first_days(client: Client) -> None:
    days = [record.earliest for record in records(client)]
    assert days == sorted(days)


def test_a_record_stands_under_its_decade_and_year(client: Client) -> None:
    for period in client.get("/timeline/").context["periods"]:
        for year in period.years:
            for entry in year.entries:
                assert year.number == (None if entry.record.is_vague else entry.record.earliest.year)
                if period.name != "19th century":
                    assert period.name == f"{entry.record.earliest.year // 10}0s"
        assert period.count == sum(len(entry.records) for year in period.years for entry in year.entries)


def test_the_decades_are_those_of_the_report(client: Client) -> None:
    periods = client.get("/timeline/").context["periods"]
    assert [(period.name, period.count) for period in periods] == [
        ("19th century", 1),
        ("1940s", 1),
        ("1950s", 5),
        ("1960s", 13),
        ("1970s", 13),
        ("1980s", 30),
        ("1990s", 105),
        ("2000s", 220),
    ]
    html = client.get("/timeline/").content.decode()
    for period in periods:
        assert f'href="#{period.anchor}"' in html
        assert html.count(f'id="{period.anchor}"') == 1


def test_a_decade_stands_before_its_first_year(client: Client) -> None:
    fifties = next(period for period in client.get("/timeline/").context["periods"] if period.name == "1950s")
    assert [year.number for year in fifties.years] == [None, 1950, 1954, 1955]


def test_what_began_before_the_years_asked_for_comes_first_and_says_so(client: Client) -> None:
    periods = client.get("/timeline/?year=2003").context["periods"]
    assert [period.name for period in periods] == ["Begun before 2003", "2000s"]
    assert all(record.earliest.year < 2003 for year in periods[0].years for e in year.entries for record in e.records)
    assert [year.number for year in periods[1].years] == [2003]
    assert client.get("/timeline/?year_min=1999&year_max=2000").context["periods"][0].name == "Begun before 1999"


@pytest.mark.parametrize(
    ("date", "start", "width"),
    [
        # Of the 60 years from 1945 to 2004.
        ("1962/..", 28.3, 71.7),
        ("1988/2001", 71.7, 23.3),
        ("1930/1974", 0, 50),
        ("1900/1930", 0, 0),
        ("2010/..", 100, 0),
        ("1975/9999", 50, 50),
    ],
)
def test_a_span_is_a_share_of_the_report_s_years(date: str, start: float, width: float) -> None:
    assert timeline.Entry([make_treaty(date=date)]).span == timeline.Span(start, width)


@pytest.mark.parametrize(
    ("date", "is_span", "is_vague"),
    [
        ("1990-06-21", False, False),
        ("1990", False, False),
        ("1988-04/1989-03", False, False),
        ("1990-12-30/1991-01-02", False, False),
        ("1988/1989", True, False),
        ("1975/..", True, False),
        ("197X", False, True),
        ("196X/198X", False, True),
        ("18XX", False, True),
        ("1990~", False, True),
    ],
)
def test_a_span_goes_on_for_more_than_a_year_and_a_vague_date_is_none(date: str, is_span: bool, is_vague: bool) -> None:
    treaty = make_treaty(date=date)
    assert (treaty.is_span, treaty.is_vague) == (is_span, is_vague)
    assert (timeline.Entry([treaty]).span is not None) == is_span


def test_a_span_shows_on_the_page_as_a_bar(client: Client) -> None:
    html = client.get("/timeline/?kind=training-courses").content.decode()
    spans = sum(course.is_span for course in TrainingCourse.objects.all())
    assert html.count('<svg class="span"') == spans == 34
    for start, width in re.findall(r'<rect x="([\d.]+)" width="([\d.]+)"', html):
        assert 0 <= float(start) < float(start) + float(width) <= 100.1


def test_members_and_yearly_counts_stand_together_and_members_as_of_a_day(client: Client) -> None:
    folded = [entry for entry in entries(client) if entry.is_folded]
    assert sorted((entry.title, entry.date, len(entry.records)) for entry in folded) == sorted(
        [
            ("Memberships: Financial Action Task Force (FATF)", "as of November 30, 2004", 33),
            ("Memberships: Asia-Pacific Group on Money Laundering (APG)", "as of June 30, 2004", 28),
            *(("Assistance by region", str(year), 7) for year in range(1999, 2004)),
            *(("Assistance by country", str(year), 10) for year in range(1999, 2004)),
        ]
    )
    text = words(client, "/timeline/?country=japan&kind=memberships")
    assert "as of November 30, 2004 Japan in FATF" in text


def test_a_project_and_the_event_that_tells_its_beginning_stand_in_one_entry(client: Client) -> None:
    together = {entry.record.letter: entry.told_by for entry in entries(client) if entry.told_by}
    assert {letter: [event.slug for event in told_by] for letter, told_by in together.items()} == {
        "a": ["philippines-criminal-identification-experts-1979"],
        "b": ["singapore-police-box-cooperation-begins-1981"],
        "c": ["wuxi-traffic-institute-project-1989-1993"],
        "d": ["pakistan-police-reform-study-team-1996"],
        "f": ["golden-triangle-drug-control-project-2002"],
    }
    text = words(client, "/timeline/?q=golden+triangle")
    assert "from 2002 Regional drug control cooperation project for Thailand" in text
    assert "It began: A three-year regional drug control project for the Golden Triangle was launched" in text


def test_a_later_event_of_a_project_and_one_whose_project_does_not_match_stand_by_themselves(client: Client) -> None:
    alone = [entry.record.slug for entry in entries(client) if not entry.told_by]
    assert "pakistan-police-order-2002" in alone
    assert [entry.record.slug for entry in entries(client, "?country=thailand&kind=events&year=2002")] == [
        "golden-triangle-drug-control-project-2002"
    ]


def test_what_is_told_by_one_end_alone_stands_in_the_year_of_that_end(client: Client) -> None:
    by_slug = {entry.record.slug: entry for entry in entries(client)}
    for slug, date in (
        ("director-of-planning-inspection-contact-point-until-1981", "by 1981"),
        ("five-fbi-agents-trained-in-japan-by-2003", "by 2003"),
        ("four-japan-russia-meetings-by-2003", "by 2003"),
        ("heads-of-foreign-police-welcomed-by-end-of-2003", "by 2003"),
        ("consular-treaties-concluded-by-the-1970s", "by the 1970s"),
        ("vienna-consular-convention-by-the-1970s", "by the 1970s"),
        ("singapore-traffic-management-plan-fy-1985", "from FY 1985 (from April 1985)"),
        ("regional-drug-control-cooperation-project-for-thailand", "from 2002"),
    ):
        assert by_slug[slug].date == date
        assert not by_slug[slug].record.ongoing
        assert by_slug[slug].span is None
    found = client.get("/timeline/?year=1981").context["periods"]
    assert "director-of-planning-inspection-contact-point-until-1981" in [
        record.slug for period in found for year in period.years for entry in year.entries for record in entry.records
    ]


def test_a_year_that_is_counted_has_a_first_and_a_last_day() -> None:
    found = AssistanceYear.objects.get(year=2003)
    assert (found.earliest, found.latest) == (datetime.date(2003, 1, 1), datetime.date(2003, 12, 31))
    assert AssistanceByRegion(year=1999).date_in_words == "1999"


def test_the_timeline_of_a_country_a_topic_or_a_section_holds_only_what_belongs_to_it(client: Client) -> None:
    for record in records(client, "?country=china"):
        assert "china" in [country.slug for country in record.country_list]
    for record in records(client, "?topic=drugs"):
        assert "drugs" in [topic.slug for topic in record.topics.all()]
    for record in records(client, "?section=3-1"):
        assert record.section.slug.startswith("3-1") or record.section.cited_in.slug.startswith("3-1")


def test_the_picture_has_all_records_of_the_page_with_a_mark_for_each_or_for_those_of_one_entry(client: Client) -> None:
    response = client.get("/timeline/")
    drawing = response.context["charts"][0].drawing
    folded = [entry for entry in entries(client) if entry.is_folded]
    assert len(drawing.rows) == response.context["match_count"] == 388
    assert len(drawing.marks) == 388 - sum(len(entry.records) - 1 for entry in folded)
    assert "388 dated records, a mark for each; or one for the members listed as of a day" in words(
        client, "/timeline/"
    )
    titles = [mark.title for mark in drawing.marks if mark.href == "/memberships/?body=fatf"]
    assert titles == ["Memberships: Financial Action Task Force (FATF): as of November 30, 2004, 33 records"]


def test_on_a_phone_its_decades_are_counted_as_the_page_counts_them(client: Client) -> None:
    response = client.get("/timeline/?country=china")
    periods, decades = response.context["periods"], response.context["charts"][0].drawing.decades
    assert [(decade.name, decade.count) for decade in decades] == [(period.name, period.count) for period in periods]
    html = response.content.decode()
    for decade in decades:
        assert sum(year.count for year in decade.years) == decade.count
        for year in decade.years:
            assert f'href="/timeline/?country=china#{year.anchor}"' in html
            assert html.count(f'id="{year.anchor}"') == 1


def test_marks_of_a_lane_do_not_lie_on_each_other(client: Client) -> None:
    for query in ("", "?country=china", "?year=2003", "?topic=drugs"):
        boxes = []
        for mark in client.get(f"/timeline/{query}").context["charts"][0].drawing.marks:
            x, y, width, height = map(float, re.findall(r"[\d.]+", mark.shapes[0].d)[:4])
            boxes.append((x, y, x + width, y + height))
        for index, (x0, y0, x1, y1) in enumerate(boxes):
            for other in boxes[index + 1 :]:
                apart = x1 <= other[0] or other[2] <= x0 or y1 <= other[1] or other[3] <= y0
                assert apart, (query, (x0, y0, x1, y1), other)


@pytest.mark.parametrize("date", ["9999", "0001", "0001/9999", "9999/..", "0001-01-01", "9999-12-31", "99XX"])
def test_no_date_that_a_record_can_have_is_a_fault(client: Client, date: str) -> None:
    country = make_country()
    make_treaty(date=date).countries.add(country)
    for address in ("/timeline/", f"/timeline/?country={country.slug}", country.get_absolute_url()):
        assert client.get(address).status_code == 200


@thorough
def test_every_name_stands_beside_its_lane_s_heading_and_within_the_picture(client: Client) -> None:
    for thing in (*Country.objects.all(), *Topic.objects.all()):
        for chart in client.get(thing.get_absolute_url()).context["charts"]:
            for mark in chart.drawing.marks:
                x, _, width, _ = map(float, re.findall(r"[\d.]+", mark.shapes[0].d)[:4])
                assert x + 0.1 >= lanes.LEFT, (thing, mark.title)
                assert x + width <= chart.drawing.width + 0.1, (thing, mark.title)


def test_a_long_timeline_has_pages(client: Client) -> None:
    make_many(Treaty, 112)
    assert len(records(client)) == timeline.TOGETHER
    make_many(Treaty, 113)
    assert len(records(client)) == timeline.PER_PAGE
    assert len(records(client, "?page=7")) == 13
    assert "Page 7 of 7" in words(client, "/timeline/?page=7")


def test_an_event_s_page_and_its_list_lead_to_the_timeline(client: Client) -> None:
    event = Event.objects.get(slug="colombo-plan-joined-1954")
    assert 'href="/timeline/"' in client.get(event.get_absolute_url()).content.decode()
    assert client.get("/timeline/?kind=events").context["match_count"] == Event.objects.dated().count() == 111
    assert 'href="/timeline/?kind=events"' in client.get("/").content.decode()


def test_memberships_are_labelled_on_their_own_pages_too() -> None:
    assert all(not member.is_span for member in Membership.objects.all())
