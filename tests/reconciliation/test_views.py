"""The reconciliation page: every figure in its place, its links, what leads to it."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.test import Client

from records.models import (
    PeacekeepingMission,
    PrintedFigure,
)
from records.reconciliation import Verdict
from tests.admin_pages import change_url, form_data
from tests.pages import context_of, words
from tests.reconciliation.golden import FIGURES
from tests.reconciliation.shipped import ALL, PAGE, TALLY, as_shipped
from tests.sampling import every_nth, thorough

pytestmark = pytest.mark.django_db


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


@thorough
def test_every_link_of_the_page_leads_somewhere(client: Client) -> None:
    html = client.get(PAGE).content.decode()
    results = html[html.index('id="results"') : html.index("<footer")]
    addresses = {address.replace("&amp;", "&") for address in re.findall(r'href="([^"]*)"', results)}
    assert "" not in addresses
    anchors = {address for address in addresses if address.startswith("#")}
    assert anchors == {f"#{slug}" for slug in as_shipped()}
    for address in addresses - anchors:
        # Raises 404 where nothing is.
        context = context_of(address)
        if "?" in address and "filterset" in context:
            assert not context["filterset"].form.errors, address
            assert context["match_count"], address


@pytest.mark.parametrize("number", every_nth(range(10), 10))
def test_a_list_holds_as_many_rows_as_the_link_to_it_says(client: Client, number: int) -> None:
    for figure in list(as_shipped().values())[number::10]:
        # The list of statistics shows several tables at once, and that of Attached Table 4 sorts it.
        whole = figure.list_address.startswith(("/statistics/", "/courses/?sort", "/courses/?category=npa-oda&sort"))
        if figure.list_address and not whole and len(figure.rows) > 1 and figure.slug != "fatf-countries":
            rows = [row for row in figure.rows if not isinstance(row, PrintedFigure)]
            if rows:
                assert client.get(figure.list_address).context["match_count"] == len(rows), figure.slug


def test_the_footer_and_the_lists_lead_to_it(client: Client) -> None:
    for address in ("/", "/experts/", "/statistics/", "/about/"):
        assert f'href="{PAGE}' in client.get(address).content.decode()


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


def test_a_record_leads_to_its_verdicts(client: Client) -> None:
    html = client.get("/treaties/convention-on-combating-bribery-of-foreign-public-officials/").content.decode()
    assert "What is checked with this record" in html
    assert f'href="{PAGE}#treaty-bribery"' in html


def test_a_record_with_which_nothing_is_checked_says_nothing_of_it(client: Client) -> None:
    assert "What is checked" not in words(client, "/timeline/shenyang-consulate-incident-2002/")
