"""The reconciliation: every figure one by one, what an edit turns, what the page and the records show of it."""

from __future__ import annotations

import datetime
import functools
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.kinds import PLACED_KINDS, RECORD_KINDS
from records.models import (
    AssistanceByCountry,
    AssistanceByRegion,
    CooperationProject,
    Country,
    Event,
    ExpertDispatch,
    Meeting,
    Membership,
    PeacekeepingMission,
    PrintedFigure,
    Section,
    Topic,
    TrainingCourse,
    Treaty,
)
from records.reconciliation import Figure, Finding, Report, Verdict, comparing, figures_with, printed, reconcile
from records.reconciliation.figures.courses import TRAFFIC_STUDIES
from records.reconciliation.figures.statistics import percentage
from records.reconciliation.report import MOST
from tests.admin_pages import change_url, form_data
from tests.bad_values import BAD
from tests.factories import make_many, make_treaty
from tests.pages import words
from tests.reconciliation.edits import EDITS
from tests.reconciliation.golden import FIGURES

pytestmark = pytest.mark.django_db

PAGE = "/reconciliation/"
ROWS = [(section, *row) for section, rows in FIGURES.items() for row in rows]
TALLY = {"agrees": 231, "differs": 20, "cannot": 28}
ALL = sum(TALLY.values())


@functools.cache
def as_shipped() -> dict[str, Figure]:
    """The figures of the records as the fixtures have them; read once, for nothing that a test changes is kept."""
    return {figure.slug: figure for figure in reconcile(Report())}


def verdicts() -> dict[str, str]:
    """The verdict on every figure as the records stand now."""
    return {figure.slug: str(figure.finding.verdict) for figure in reconcile(Report())}


def turned_by(change: Callable[[], Any]) -> dict[str, str]:
    """The verdicts that ``change`` turns, as they are after it; the printed values must stay as they were."""
    before = {figure.slug: figure for figure in reconcile(Report())}
    change()
    after = {figure.slug: figure for figure in reconcile(Report())}
    assert {slug: figure.printed for slug, figure in after.items()} == {
        slug: figure.printed for slug, figure in before.items()
    }
    return {
        slug: str(figure.finding.verdict)
        for slug, figure in after.items()
        if figure.finding.verdict != before[slug].finding.verdict
    }


# Every figure


@pytest.mark.parametrize(("section", "slug", "text", "recomputed", "verdict"), ROWS, ids=[row[1] for row in ROWS])
def test_a_figure_is_printed_recomputed_and_judged(
    section: str, slug: str, text: str, recomputed: str, verdict: str
) -> None:
    figure = as_shipped()[slug]
    assert (figure.section, figure.printed, figure.finding.recomputed, figure.finding.verdict) == (
        section,
        text,
        recomputed,
        verdict,
    )


def test_there_are_no_others_and_they_stand_in_the_report_s_order() -> None:
    assert list(as_shipped()) == [slug for _, slug, *_ in ROWS]
    positions = {"": 0} | dict(Section.objects.values_list("slug", "position"))
    order = [positions[figure.section] for figure in as_shipped().values()]
    assert order == sorted(order)


def test_most_agree() -> None:
    assert Counter(verdict for *_, verdict in ROWS) == TALLY


DIFFERENCES = {
    "title-to-2003": "2 years later",
    "progress-up-to-2003": "2 years later",
    "courses-criminal-investigation-numeral": "",
    "courses-up-to-2003": "1 year later",
    "told-twice-naples-conference": "1 year earlier",
    "ministers-in-the-host-country": "1 meeting in another country, 1 meeting in none",
    "treaties-in-and-before-2003": "2 years later",
    "treaty-consular-vienna": "4 years later",
    "treaty-bribery": "1 year earlier",
    "treaty-trafficking-in-persons": "2 years later",
    "courses-since-the-mid-1950s": "5 years later",
    "treaty-tokyo-convention-negotiated": "3 years earlier",
    "experts-both-parts-short-term": "+1",
    "experts-both-parts-total": "+1",
    "treaties-by-2003": "2 years later",
    "share-asia-2003": "−0.1",
    "share-south-america-2002": "+0.1",
    "share-south-america-2001": "−0.1",
    "share-oceania-2000": "−0.1",
    "share-africa-1999": "+0.1",
}


def test_where_a_figure_differs_it_says_by_how_much_and_what_to_know() -> None:
    differing = {slug: figure for slug, figure in as_shipped().items() if figure.finding.verdict == Verdict.DIFFERS}
    assert {slug: figure.finding.difference for slug, figure in differing.items()} == DIFFERENCES
    assert all(figure.note for figure in differing.values())


def test_only_where_it_differs_there_is_a_difference() -> None:
    for figure in as_shipped().values():
        if figure.finding.verdict != Verdict.DIFFERS:
            assert not figure.finding.difference, figure.slug
        if figure.finding.verdict == Verdict.CANNOT:
            assert figure.note, figure.slug


def test_every_figure_names_its_place_its_rule_and_its_rows() -> None:
    events = set(Event.objects.values_list("slug", flat=True))
    for figure in as_shipped().values():
        assert figure.what, figure.slug
        assert figure.locator, figure.slug
        assert figure.rule.endswith("."), figure.slug
        assert not figure.event or figure.event in events, figure.slug
        if figure.finding.verdict != Verdict.CANNOT:
            assert figure.rows or figure.list_address, figure.slug


def test_totals_that_are_printed_are_read_from_the_records_that_hold_them() -> None:
    for total in PrintedFigure.objects.all():
        assert as_shipped()[total.slug].printed == str(total.value)


def test_the_five_percentages_that_differ_make_their_years_add_up_to_a_hundred() -> None:
    for year, recomputed in ((2003, "99.9"), (2002, "100.1"), (2001, "99.9"), (2000, "99.9"), (1999, "100.1")):
        [figure] = [
            figure
            for figure in as_shipped().values()
            if figure.finding.verdict == Verdict.DIFFERS and re.fullmatch(f"share-.*-{year}", figure.slug)
        ]
        assert figure.note == (
            f"The percentages of {year} add up to 100.0 as printed, to {recomputed} recomputed: "
            "one of them seems to have been adjusted so that the column adds up to 100.0."
        )


# An edit of one row in each table


@pytest.mark.parametrize(
    ("kind", "slug", "fields", "turned"),
    EDITS,
    ids=[f"{kind.__name__}-{slug[:30]}-{next(iter(fields))}" for kind, slug, fields, _ in EDITS],
)
def test_an_edit_turns_exactly_the_verdicts_that_rest_on_it(
    kind: type[Any], slug: str, fields: dict[str, Any], turned: dict[str, str]
) -> None:
    def edit() -> None:
        record = kind.objects.get(slug=slug)
        for name, value in fields.items():
            setattr(record, name, value)
        record.full_clean()
        record.save()

    assert turned_by(edit) == turned


def test_one_row_of_each_table_was_edited() -> None:
    assert {kind for kind, *_ in EDITS} | {Membership} == set(PLACED_KINDS)


def test_a_member_taken_away_turns_the_count() -> None:
    assert turned_by(lambda: Membership.objects.filter(slug="fatf-japan").delete()) == {"fatf-countries": "differs"}
    assert turned_by(lambda: Membership.objects.filter(slug="apg-japan").delete()) == {"apg-countries": "differs"}
    gone = Membership.objects.filter(slug="fatf-european-commission")
    assert turned_by(gone.delete) == {"fatf-organizations": "differs"}


def test_a_tag_and_a_country_count_too() -> None:
    treaty = Treaty.objects.get(slug="convention-on-physical-protection-of-nuclear-material")
    terrorism = Topic.objects.get(slug="terrorism")
    assert turned_by(lambda: treaty.topics.remove(terrorism)) == {"treaties-terrorism": "differs"}
    course = TrainingCourse.objects.get(slug="ministry-of-public-security-training-seminar-china")
    thailand = Country.objects.get(slug="thailand")
    assert turned_by(lambda: course.countries.add(thailand)) == {"courses-country-specific": "differs"}
    conference = Event.objects.get(slug="quadripartite-police-conference-october-2000")
    assert turned_by(lambda: conference.countries.add(thailand)) == {"quadripartite-conference": "differs"}


def test_the_surveys_of_2003_need_one_study_that_goes_on() -> None:
    studies = TrainingCourse.objects.filter(slug__in=TRAFFIC_STUDIES)
    assert len(studies) == 2

    def end_in_2002(study: TrainingCourse) -> None:
        study.date = f"{study.earliest.year}/2002" if study.earliest else ""
        study.save()

    assert turned_by(lambda: end_in_2002(studies[0])) == {}
    assert turned_by(lambda: end_in_2002(studies[1])) == {"courses-traffic-surveys-2003": "differs"}


def test_an_edit_in_the_admin_turns_the_verdict_on_the_page_and_on_the_record(editor_client: Client) -> None:
    visitor = Client()
    mission = PeacekeepingMission.objects.get(slug="cambodia-1992")
    assert "Agrees Police personnel dispatched to Cambodia" in words(visitor, mission.get_absolute_url())
    url = change_url(mission)
    data = form_data(editor_client, url) | {"personnel": "76"}
    assert editor_client.post(url, data).status_code == 302
    text = words(visitor, mission.get_absolute_url())
    assert (
        "Differs Police personnel dispatched to Cambodia : printed “75 police personnel”, recomputed “76” (+1)" in text
    )
    assert f"{TALLY['differs'] + 1} differ" in words(visitor, PAGE)
    assert "peacekeeping-cambodia" in visitor.get(f"{PAGE}?verdict=differs").content.decode()


# What is not there


def test_nothing_is_a_fault_where_there_are_no_records(empty_database: None, client: Client) -> None:
    assert client.get(PAGE).status_code == 200
    assert "agrees" not in {figure.finding.verdict for figure in reconcile(Report()) if figure.rows}


@pytest.mark.parametrize("kind", PLACED_KINDS, ids=lambda kind: kind.__name__)
def test_no_table_that_is_empty_is_a_fault(client: Client, kind: type[Any]) -> None:
    kind.objects.all().delete()
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("kind", PLACED_KINDS, ids=lambda kind: kind.__name__)
def test_no_row_without_a_printed_row_or_a_date_is_a_fault(client: Client, kind: type[Any]) -> None:
    for record in kind.objects.all():
        record.as_printed = [["", ""]]
        if hasattr(record, "date"):
            record.date = ""
        record.save()
    assert client.get(PAGE).status_code == 200


def test_a_printed_value_that_is_no_number_cannot_be_compared() -> None:
    row = ExpertDispatch.objects.get(slug="china")
    row.as_printed = [["Total", "sixty-six"]]
    row.save()
    figure = next(figure for figure in figures_with(row) if figure.slug == "experts-row-china")
    assert figure.finding == Finding(Verdict.CANNOT, "66")


def test_an_attached_table_without_a_title_cannot_be_compared_with_it() -> None:
    Section.objects.filter(slug="attached-table-5").update(as_printed=[])
    assert verdicts()["assistance-title-1"] == "cannot"


def test_more_rows_than_any_list_of_the_report_has_are_not_read(client: Client) -> None:
    for _ in range(MOST):
        make_treaty()
    report = Report()
    assert len(report.treaties) == MOST
    assert report.cut == ["treaties"]
    assert "There are too many treaties; only the first in the report’s order count." in words(client, PAGE)


@pytest.mark.parametrize("kind", [TrainingCourse, CooperationProject, Treaty], ids=lambda kind: kind.__name__)
def test_the_rows_are_read_in_the_report_s_order(kind: type[Any]) -> None:
    first = kind.objects.first()
    first.position = 1000
    first.save()
    report = Report()
    rows = {TrainingCourse: report.courses, CooperationProject: report.projects, Treaty: report.treaties}[kind]
    assert rows[-1] == first


# The page


def test_the_page_shows_every_figure_under_the_section_that_prints_it(client: Client) -> None:
    response = client.get(PAGE)
    shown = {group.slug: [line.figure.slug for line in group.lines] for group in response.context["groups"]}
    assert shown == {section: [slug for slug, *_ in rows] for section, rows in FIGURES.items()}
    html = response.content.decode()
    for figure in as_shipped().values():
        assert f'<tr id="{figure.slug}"' in html
    text = words(client, PAGE)
    agree, differ, cannot = TALLY.values()
    assert f"{ALL} figures {agree} agree {differ} differ {cannot} cannot be recomputed" in text
    assert f"{ALL} of {ALL} figures" in text


def test_a_caveat_is_shown_whatever_the_verdict_and_a_note_unless_it_agrees(client: Client) -> None:
    text = words(client, PAGE)
    for figure in as_shipped().values():
        assert figure.caveat in text, figure.slug
        if figure.finding.verdict != Verdict.AGREES:
            assert figure.note in text, figure.slug
    assert as_shipped()["courses-first-year"].finding.verdict == Verdict.AGREES
    assert as_shipped()["courses-first-year"].caveat
    assert as_shipped()["assistance-increase"].note not in text


def test_the_cover_s_figure_leads_to_the_home_page(client: Client) -> None:
    group = client.get(PAGE).context["groups"][0]
    assert (group.slug, group.section, group.lines[0].place_address) == ("", None, "/")
    assert "Cover 1 figure, 1 differs" in words(client, PAGE)


def test_no_anchor_stands_twice(client: Client) -> None:
    anchors = re.findall(r' id="([^"]+)"', client.get(PAGE).content.decode())
    assert [anchor for anchor, count in Counter(anchors).items() if count > 1] == []


def test_every_link_of_the_page_leads_somewhere(client: Client) -> None:
    html = client.get(PAGE).content.decode()
    results = html[html.index('id="results"') : html.index("<footer")]
    addresses = {address.replace("&amp;", "&") for address in re.findall(r'href="([^"]*)"', results)}
    assert "" not in addresses
    anchors = {address for address in addresses if address.startswith("#")}
    assert anchors == {f"#{slug}" for slug in as_shipped()}
    for address in addresses - anchors:
        response = client.get(address)
        assert response.status_code == 200, address
        if "?" in address and "filterset" in response.context:
            assert not response.context["filterset"].form.errors, address
            assert response.context["match_count"], address


def test_a_list_holds_as_many_rows_as_the_link_to_it_says(client: Client) -> None:
    for figure in as_shipped().values():
        # The list of statistics shows several tables at once, and that of Attached Table 4 sorts it.
        whole = figure.list_address.startswith(("/statistics/", "/courses/?sort", "/courses/?category=npa-oda&sort"))
        if figure.list_address and not whole and len(figure.rows) > 1 and figure.slug != "fatf-countries":
            rows = [row for row in figure.rows if not isinstance(row, PrintedFigure)]
            if rows:
                assert client.get(figure.list_address).context["match_count"] == len(rows), figure.slug


@pytest.mark.parametrize(("verdict", "count"), TALLY.items())
def test_figures_are_filtered_by_verdict(client: Client, verdict: str, count: int) -> None:
    response = client.get(f"{PAGE}?verdict={verdict}")
    assert response.context["match_count"] == count
    found = [line.figure for group in response.context["groups"] for line in group.lines]
    assert {figure.finding.verdict for figure in found} == {verdict}


def test_figures_are_filtered_by_section_with_what_stands_below_it_and_the_tables_that_it_cites(client: Client) -> None:
    groups = client.get(f"{PAGE}?section=4").context["groups"]
    assert [group.section.slug for group in groups] == ["4", "4-1", "4-2", "attached-table-4"]
    groups = client.get(f"{PAGE}?section=attached-table-1&section=3-4").context["groups"]
    assert [group.section.slug for group in groups] == ["3-4", "attached-table-1"]


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("q=bribery", ["treaty-bribery"]),
        ("q=BRIBERY+1998", ["treaty-bribery"]),
        ("q=moscow+1999&verdict=differs", ["ministers-in-the-host-country"]),
        ("q=percentage&verdict=differs&section=attached-table-5", [slug for slug in DIFFERENCES if "share" in slug]),
        ("q=bribery&verdict=agrees", []),
    ],
)
def test_figures_are_filtered_by_words_too(client: Client, query: str, slugs: list[str]) -> None:
    groups = client.get(f"{PAGE}?{query}").context["groups"]
    assert sorted(line.figure.slug for group in groups for line in group.lines) == sorted(slugs)


def test_only_sections_that_print_figures_are_offered(client: Client) -> None:
    offered = client.get(PAGE).context["filterset"].form.fields["section"].choices
    slugs = [slug for slug, _ in offered]
    assert {"1", "4-2", "attached-table-5", "6"} <= set(slugs)
    assert "6-2" not in slugs


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("verdict=perhaps", "“perhaps” is none of: agrees, differs, cannot."),
        ("section=7", "The report has no section “7”."),
        ("q=%00", "Null characters are not allowed."),
        (f"q={'x' * 10_000}", "Ensure this value has at most 200 characters (it has 10000)."),
    ],
)
def test_a_value_that_does_not_fit_is_answered_with_no_figures_and_the_reason(
    client: Client, query: str, reason: str
) -> None:
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 200
    assert (response.context["match_count"], response.context["total_count"]) == (0, ALL)
    assert reason in words(client, f"{PAGE}?{query}")


@pytest.mark.parametrize("value", BAD, ids=lambda value: ascii(value[:12]))
def test_no_value_is_a_fault(client: Client, value: str) -> None:
    for name in ("q", "verdict", "section", "sort", "page", "unknown"):
        response = client.get(f"{PAGE}?{urlencode({name: value})}")
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


def test_the_footer_and_the_lists_lead_to_it(client: Client) -> None:
    for address in ("/", "/experts/", "/statistics/", "/about/"):
        assert f'href="{PAGE}' in client.get(address).content.decode()


# The records


@pytest.mark.parametrize("kind", RECORD_KINDS, ids=lambda kind: kind.__name__)
def test_a_record_s_figures_are_all_that_concern_it(kind: type[Any]) -> None:
    everything = as_shipped().values()
    for record in kind.objects.select_related("section"):
        concerned = {figure.slug for figure in everything if figure.concerns(record)}
        assert {figure.slug for figure in figures_with(record)} == concerned, record


def test_a_record_leads_to_its_verdicts(client: Client) -> None:
    html = client.get("/treaties/convention-on-combating-bribery-of-foreign-public-officials/").content.decode()
    assert "What is checked with this record" in html
    assert f'href="{PAGE}#treaty-bribery"' in html


def test_a_record_with_which_nothing_is_checked_says_nothing_of_it(client: Client) -> None:
    assert "What is checked" not in words(client, "/timeline/shenyang-consulate-incident-2002/")


# The cost


def test_the_whole_reconciliation_costs_a_fixed_number_of_queries() -> None:
    with CaptureQueriesContext(connection) as captured:
        reconcile(Report())
    before = len(captured)
    for kind in (ExpertDispatch, Treaty, Meeting, AssistanceByRegion, AssistanceByCountry, Event, TrainingCourse):
        make_many(kind, 40)
    with CaptureQueriesContext(connection) as captured:
        reconcile(Report())
    assert len(captured) == before == 19


# Comparing and reading


@pytest.mark.parametrize(
    ("told", "earliest", "latest", "apart"),
    [
        ("1999", "1999-10-13", "1999-10-13", ""),
        ("1999", "1998-10-13", "1998-10-13", "1 year earlier"),
        ("2000", "2002-12-09", "2002-12-09", "2 years later"),
        ("2002-05", "2002-04-26", "2002-05-02", ""),
        ("2002-05", "2002-04-26", "2002-04-30", "1 month earlier"),
        ("1999-08-24", "1999-08-26", "1999-08-26", "2 days later"),
        ("1974", "1962-01-01", None, ""),
        ("197X", "1983-11-02", "1983-11-02", "4 years later"),
        ("1975/..", "1983-11-02", "1983-11-02", ""),
    ],
)
def test_the_time_between_two_dates_is_said_in_its_largest_unit(
    told: str, earliest: str, latest: str | None, apart: str
) -> None:
    days = datetime.date.fromisoformat(earliest), datetime.date.fromisoformat(latest) if latest else None
    assert comparing.time_apart(told, *days) == apart


@pytest.mark.parametrize(
    ("text", "recomputed", "finding"),
    [
        (66, 66, Finding(Verdict.AGREES, "66")),
        (371, 372, Finding(Verdict.DIFFERS, "372", "+1")),
        (Decimal("63.0"), Decimal("62.9"), Finding(Verdict.DIFFERS, "62.9", "−0.1")),
        (None, 5, Finding(Verdict.CANNOT, "5")),
        (5, None, Finding(Verdict.CANNOT)),
    ],
)
def test_numbers_are_compared(text: Any, recomputed: Any, finding: Finding) -> None:
    assert comparing.numbers(text, recomputed) == finding


@pytest.mark.parametrize(
    ("date", "finding"),
    [
        ("1988/2004", Finding(Verdict.AGREES, "1988")),
        ("1989/..", Finding(Verdict.AGREES, "1989")),
        ("1987/..", Finding(Verdict.DIFFERS, "1987", "1 year earlier")),
        ("1990", Finding(Verdict.DIFFERS, "1990", "1 year later")),
        ("", comparing.NO_ROWS),
    ],
)
def test_a_year_of_beginning_is_compared_with_a_fiscal_year_that_it_may_share(date: str, finding: Finding) -> None:
    course = TrainingCourse.objects.get(slug="study-on-transfer-of-traffic-management-techniques")
    course.date = date
    course.save()
    assert comparing.beginning_year("1988-04/1989-03", course) == finding


def test_two_comparisons_must_both_agree() -> None:
    agrees, differs = Finding(Verdict.AGREES, "1994"), Finding(Verdict.DIFFERS, "2004", "1 year later")
    assert comparing.both(agrees, agrees) == Finding(Verdict.AGREES, "1994; 1994")
    assert comparing.both(agrees, differs) == Finding(Verdict.DIFFERS, "1994; 2004", "1 year later")
    assert comparing.both(differs, comparing.NO_ROWS) == comparing.NO_ROWS


def test_a_bound_contradicts_but_does_not_prove() -> None:
    differs = Finding(Verdict.DIFFERS, "38", "not more than 39")
    assert comparing.unproven(differs) == differs
    assert comparing.unproven(Finding(Verdict.AGREES, "45")) == Finding(Verdict.CANNOT, "45")


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(523, 831, "62.9"), (63, 959, "6.6"), (1, 2000, "0.1"), (13, 745, "1.7"), (0, 5, "0.0"), (5, 0, None)],
)
def test_percentages_are_rounded_half_up_to_one_decimal(part: int, whole: int, share: str | None) -> None:
    assert percentage(part, whole) == (None if share is None else Decimal(share))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("831", 831),
        ("0", 0),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("\uff18", None),
        ("9" * 40, None),
        ("12 *", None),
    ],
)
def test_a_whole_number_is_read_from_digits_alone(text: str, number: int | None) -> None:
    assert printed.whole_number(text) == number


@pytest.mark.parametrize(("text", "change"), [("109 (-41)", "-41"), ("150 (+26)", "+26"), ("120", ""), ("120 (x)", "")])
def test_a_change_is_read_from_brackets(text: str, change: str) -> None:
    assert printed.change(text) == change
