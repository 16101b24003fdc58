"""The fixtures tell no more than the report, once, under the topics that it is about."""

from __future__ import annotations

import pytest
from django.db.models import Q

from records.models import (
    AssistanceByCountry,
    AssistanceByRegion,
    AssistanceYear,
    CooperationProject,
    Country,
    CourtesyVisit,
    Event,
    Meeting,
    Record,
    Treaty,
)

pytestmark = pytest.mark.django_db


def topics_of(record: Record) -> list[str]:
    return [topic.slug for topic in record.topics.order_by("slug")]


def test_every_country_says_how_the_report_prints_it() -> None:
    assert not Country.objects.filter(printed_names=[])
    # Of these two it prints nothing but the adjective.
    assert Country.objects.get(slug="chile").printed_names == ["Chilean"]
    assert Country.objects.get(slug="north-korea").printed_names == ["North Korean"]


def test_what_the_report_tells_with_by_or_until_is_no_later_than_that() -> None:
    told = Event.objects.filter(Q(slug__contains="-by-") | Q(slug__contains="-until-"))
    assert {event.slug: event.date for event in told} == {
        "consular-treaties-concluded-by-the-1970s": "../197X",
        "vienna-consular-convention-by-the-1970s": "../197X",
        "director-of-planning-inspection-contact-point-until-1981": "../1981",
        "heads-of-foreign-police-welcomed-by-end-of-2003": "../2003",
        "four-japan-russia-meetings-by-2003": "../2003",
        "five-fbi-agents-trained-in-japan-by-2003": "../2003",
    }


def test_of_three_years_that_are_planned_no_end_is_computed() -> None:
    plan = Event.objects.get(slug="singapore-traffic-management-plan-fy-1985")
    project = CooperationProject.objects.get(letter="f")
    assert (plan.date, plan.date_in_words) == ("1985-04/", "from FY 1985 (from April 1985)")
    assert (project.date, project.date_in_words) == ("2002/", "from 2002")
    assert not plan.ongoing
    assert not project.ongoing


def test_the_second_half_of_a_century_is_its_century_and_the_words_say_which_half() -> None:
    event = Event.objects.get(slug="international-penal-commission-founded-19th-century")
    assert (event.date, event.date_in_words) == ("18XX", "19th century")
    assert "second half of the 19th century" in event.title


def test_a_told_fact_without_a_date_is_an_event_without_one() -> None:
    event = Event.objects.get(date="")
    assert (event.slug, event.locator) == ("joint-drills-for-disaster-relief", "Section 2 (2), paragraph 3")
    assert (event.earliest, event.latest, event.ongoing) == (None, None, False)


@pytest.mark.parametrize("slug", ["extradition-treaty-united-states-1980", "extradition-treaty-south-korea-2002"])
def test_the_director_took_part_in_negotiating_both_extradition_treaties(slug: str) -> None:
    text = Event.objects.get(slug=slug).text
    assert "director of what was then the No. 2 International Affairs Division and further police personnel" in text


@pytest.mark.parametrize("kind", [AssistanceYear, AssistanceByRegion, AssistanceByCountry, CourtesyVisit])
def test_assistance_and_visits_are_exchange(kind: type[Record]) -> None:
    assert all("exchange" in topics_of(record) for record in kind.objects.all())


def test_the_financing_of_terrorism_is_a_matter_of_money_laundering() -> None:
    of_agendas = Meeting.objects.filter(agenda__iregex="terrorism financing|terrorism funds|terrorist fundraising")
    of_names = Treaty.objects.filter(name__icontains="financing of terrorism")
    told = Event.objects.filter(title__iregex="financing of terrorism|terrorist financing|terrorism-financing")
    found = [*of_agendas, *of_names, *told]
    assert len(found) == 5 + 1 + 3
    assert all({"money-laundering", "terrorism"} <= set(topics_of(record)) for record in found)


def test_credit_card_and_economic_crime_are_financial_crime() -> None:
    qualify = Meeting.objects.filter(agenda__iregex="credit card|financial crime|financial and economic crime")
    assert set(qualify) == set(Meeting.objects.filter(topics__slug="financial-crime"))
    assert qualify.count() == 3


def test_the_police_center_s_seminars_with_jica_are_development_assistance() -> None:
    assert "oda" in topics_of(Event.objects.get(slug="international-police-center-seminars-since-1985"))


def test_the_visit_of_the_united_nations_drug_office_is_about_both() -> None:
    visit = CourtesyVisit.objects.get(visitor__contains="Drug Control")
    assert topics_of(visit) == ["drugs", "exchange", "united-nations"]
