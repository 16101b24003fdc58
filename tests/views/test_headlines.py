"""What home tells first: computed from the records, and so another where these are others."""

from __future__ import annotations

import pytest
from django.test import Client

from records.models import AssistanceYear, ExpertDispatch, PeacekeepingMission, Treaty
from records.reconciliation import Verdict
from records.reconciliation.remembering import Reconciliation, reconciliation
from records.views.headlines import Headline, disagreements, experts, headlines, treaties, visitors
from tests.factories import make_expert_dispatch, make_treaty

pytestmark = pytest.mark.django_db


def said(headline: Headline | None) -> str:
    assert headline
    return f"{headline.number} {headline.words}"


def test_they_say_what_the_report_s_records_give() -> None:
    assert [said(headline) for headline in headlines()] == [
        "27 countries received 416 experts from Japan’s police, China alone 66.",
        "12 of 31 treaties were signed or ratified in 2000 or later.",
        "959 visitors were helped in 2002, up from 596 in 1999, then 831 in 2003.",
        "18 of 266 printed figures disagree with the rest of the report.",
    ]


def test_each_leads_to_the_records_that_it_counts(client: Client) -> None:
    to_experts, to_treaties, to_statistics, to_figures = headlines()
    [by_country, _] = client.get(to_experts.address).context["tables"]
    assert by_country.match_count == int(to_experts.number)
    assert client.get(to_treaties.address).context["match_count"] == int(to_treaties.number)
    assert client.get(to_figures.address).context["match_count"] == int(to_figures.number)
    assert to_statistics.number in client.get(to_statistics.address).content.decode()


def test_they_stand_on_home_with_a_chart_each_that_is_said_in_words(client: Client) -> None:
    html = client.get("/").content.decode()
    for headline in headlines():
        assert f'<a href="{headline.address}"><strong>{headline.number}</strong> {headline.words}</a>' in html
        assert f'role="img" aria-label="{headline.spark.says}"' in html
        assert headline.spark.marked in html


def test_a_country_that_received_more_takes_the_lead() -> None:
    nepal = ExpertDispatch.objects.get(slug="nepal")
    nepal.total = 1000
    nepal.save()
    assert said(experts()) == "27 countries received 1,410 experts from Japan’s police, Nepal alone 1,000."


def test_a_treaty_of_2003_more_is_counted() -> None:
    make_treaty(date="2003-08-05")
    assert said(treaties()) == "13 of 32 treaties were signed or ratified in 2000 or later."


def test_a_treaty_that_may_be_of_2000_is_counted_as_the_list_counts_it(client: Client) -> None:
    make_treaty(date="1999/2001")
    make_treaty(date="")
    headline = treaties()
    assert said(headline) == "13 of 33 treaties were signed or ratified in 2000 or later."
    assert headline
    assert client.get(headline.address).context["match_count"] == 13


def test_the_year_of_most_visitors_may_be_the_first_or_the_last() -> None:
    last = AssistanceYear.objects.get(year=2003)
    last.persons = 1200
    last.save()
    assert said(visitors()) == "1,200 visitors were helped in 2003, up from 596 in 1999."
    first = AssistanceYear.objects.get(year=1999)
    first.persons = 1300
    first.save()
    assert said(visitors()) == "1,300 visitors were helped in 1999, then 1,200 in 2003."


def test_an_edit_that_turns_a_verdict_turns_the_headline(client: Client) -> None:
    mission = PeacekeepingMission.objects.get(slug="cambodia-1992")
    mission.personnel += 1
    mission.save()
    assert reconciliation().verdicts.count(Verdict.DIFFERS) == 19
    assert "<strong>19</strong> of 266 printed figures disagree" in client.get("/").content.decode()


def test_where_none_is_left_it_says_so() -> None:
    for treaty in Treaty.objects.in_years(2000, None):
        treaty.delete()
    headline = treaties()
    assert said(headline) == "None of 19 treaties were signed or ratified in 2000 or later."
    assert headline
    assert headline.address == "/treaties/"


def test_where_nothing_differs_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reconciliation, "verdicts", (Verdict.AGREES,) * 3)
    headline = disagreements()
    assert said(headline) == "None of 3 printed figures disagree with the rest of the report."
    assert headline
    assert headline.address == "/reconciliation/"


def test_without_records_there_is_nothing_to_tell(client: Client, empty_database: None) -> None:
    assert [tell() for tell in (experts, treaties, visitors)] == [None, None, None]
    assert client.get("/").status_code == 200


def test_one_record_makes_a_sentence(empty_database: None) -> None:
    row = make_expert_dispatch(total=1)
    assert said(experts()) == f"1 country received 1 expert from Japan’s police, {row.country} alone 1."
    make_treaty(date="2001-01-01")
    assert said(treaties()) == "1 of 1 treaty was signed or ratified in 2000 or later."
