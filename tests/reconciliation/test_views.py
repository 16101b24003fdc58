"""The reconciliation page: every figure in its place, its links, what leads to it."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.kinds import ALL_KINDS
from records.models import DisasterReliefMission, PeacekeepingMission, PrintedFigure
from records.reconciliation import Verdict
from records.reconciliation.telling import RULE, most_telling_first
from tests.admin_pages import change_url, form_data
from tests.factories import make_many
from tests.pages import context_of, words
from tests.reconciliation.golden import FIGURES
from tests.reconciliation.renames import rename_all
from tests.reconciliation.shipped import ALL, DIFFERENCES, PAGE, TALLY, as_shipped
from tests.sampling import every_nth, some_or_all, thorough

pytestmark = pytest.mark.django_db


def test_the_page_opens_on_what_differs_and_shows_all_else_under_the_section_that_prints_it(client: Client) -> None:
    response = client.get(PAGE)
    shown = {group.slug: [line.figure.slug for line in group.lines] for group in response.context["groups"]}
    others = {section: [slug for slug, *_ in rows if slug not in DIFFERENCES] for section, rows in FIGURES.items()}
    assert shown == {section: slugs for section, slugs in others.items() if slugs}
    differing = [line.figure.slug for line in response.context["differing"]]
    assert differing == [figure.slug for figure in most_telling_first(as_shipped().values())]
    html = response.content.decode()
    places = [html.index(f'<li class="difference" id="{slug}"') for slug in differing]
    assert places == sorted(places)
    assert places[-1] < html.index('<details class="figures"')
    for figure in as_shipped().values():
        assert html.count(f' id="{figure.slug}"') == 1
    text = words(client, PAGE)
    agree, differ, cannot = TALLY.values()
    assert f"{ALL} figures {agree} agree {differ} differ {cannot} cannot be recomputed" in text
    assert f"{ALL} of {ALL} figures" in text
    assert f"What differs {RULE}" in text


def test_what_differs_is_a_line_each_with_what_is_printed_and_recomputed_why_and_from_what(client: Client) -> None:
    text = words(client, PAGE)
    assert (
        "Differs 4 years later Vienna Convention on Consular Relations: date in the text Printed By the 1970s → "
        "recomputed November 2, 1983 The text and Attached Table 4, row 9, contradict each other. "
        "Section 4 (1), paragraph 3 · 1 record behind it"
    ) in text
    html = client.get(PAGE).content.decode()
    assert '<a href="/reconciliation/treaty-consular-vienna/#working">1 record<' in html


def test_the_others_are_folded_by_section_with_their_counts_unless_they_were_asked_for(client: Client) -> None:
    response = client.get(PAGE)
    folds = re.findall(r'<details class="figures" id="in-([a-z0-9-]+)">', response.content.decode())
    assert folds == [group.slug for group in response.context["groups"]]
    assert "2 (1) A History of ODA involving Japanese Police 6 agree, 7 cannot be recomputed" in words(client, PAGE)
    assert '<details class="figures" id="in-2-1-a" open>' in client.get(f"{PAGE}?section=2-1-a").content.decode()


def test_where_nothing_differs_all_else_is_shown(client: Client) -> None:
    response = client.get(f"{PAGE}?verdict=agrees")
    assert response.context["differing"] == []
    assert "What differs" not in words(client, f"{PAGE}?verdict=agrees")


def test_the_page_weighs_less_than_when_it_showed_all_at_once(client: Client) -> None:
    """It had 127,000 bytes when a table of all rows stood on it."""
    assert len(client.get(PAGE).content) < 120_000


def test_a_caveat_is_shown_whatever_the_verdict_and_a_note_unless_it_agrees(client: Client) -> None:
    told = [figure for figure in as_shipped().values() if figure.note or figure.caveat]
    for figure in told[::4]:
        text = words(client, figure.get_absolute_url())
        assert figure.caveat in text, figure.slug
        assert (figure.note in text) == (figure.finding.verdict != Verdict.AGREES or not figure.note), figure.slug
    assert as_shipped()["courses-first-year"].finding.verdict == Verdict.AGREES
    assert as_shipped()["courses-first-year"].caveat in words(client, "/reconciliation/courses-first-year/")
    assert as_shipped()["assistance-increase"].note not in words(client, "/reconciliation/assistance-increase/")


def test_among_all_figures_the_first_words_say_why_one_does_not_agree(client: Client) -> None:
    text = words(client, PAGE)
    for figure in as_shipped().values():
        if figure.finding.verdict != Verdict.AGREES and figure.note:
            assert figure.note.startswith(figure.note_in_short.removesuffix(" …")), figure.slug
            assert f" {figure.note_in_short} " in text, figure.slug
            assert 0 < len(figure.note_in_short) <= 110, figure.slug
        else:
            assert figure.note_in_short == ""
            assert f"{figure.what} {figure.printed} → {figure.finding.recomputed}" in text, figure.slug


def test_the_cover_s_figure_leads_to_the_home_page(client: Client) -> None:
    [line] = [line for line in client.get(PAGE).context["differing"] if not line.figure.section]
    assert (line.figure.slug, line.place_address) == ("title-to-2003", "/")
    assert '<a href="/">Cover, title</a>' in client.get(PAGE).content.decode()


def test_no_anchor_stands_twice(client: Client) -> None:
    anchors = re.findall(r' id="([^"]+)"', client.get(PAGE).content.decode())
    assert [anchor for anchor, count in Counter(anchors).items() if count > 1] == []


@thorough
def test_every_link_of_the_page_leads_somewhere(client: Client) -> None:
    html = client.get(PAGE).content.decode()
    results = html[html.index('id="results"') : html.index("<footer")]
    addresses = {address.replace("&amp;", "&") for address in re.findall(r'href="([^"]*)"', results)}
    assert "" not in addresses
    assert {figure.get_absolute_url() for figure in as_shipped().values()} <= addresses
    files = {address for address in addresses if re.search(r"^/api/|\.(bib|ris|json)$", address)}
    assert {client.head(address).status_code for address in files} == {200}
    for address in addresses - files:
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
    assert f'href="{PAGE}treaty-bribery/"' in html


def test_a_record_with_which_nothing_is_checked_says_nothing_of_it(client: Client) -> None:
    assert "What is checked" not in words(client, "/timeline/shenyang-consulate-incident-2002/")


def test_a_figure_s_page_writes_the_sum_out_and_names_each_row(client: Client) -> None:
    html = client.get("/reconciliation/relief-personnel/").content.decode()
    text = words(client, "/reconciliation/relief-personnel/")
    assert "Printed “116 personnel” Recomputed 116 Verdict Agrees" in text
    assert "Sum of the column Number of personnel dispatched." in text
    assert "6 + 11 + 11 + 9 + 15 + 45 + 19 = 116" in text
    for mission in DisasterReliefMission.objects.all():
        assert html.count(f'<a href="{mission.get_absolute_url()}"') == 2
        assert f"{mission} {mission.personnel}" in text
    assert '<a href="/missions/?type=relief">' in html
    assert '<a href="/timeline/relief-personnel-sent-1990-2003/">Section 2 (2), paragraph 2</a>' in html
    assert '<a href="/reconciliation/#relief-personnel">' in html
    assert "2 (2) International disaster relief activities Page 5" in text
    assert "Home Reconciliation Personnel dispatched for search and rescue" in text


def test_hundreds_of_rows_are_all_written_out_and_cost_no_query_more(client: Client) -> None:
    address = "/reconciliation/relief-personnel/"
    # The figures are recomputed once for each state of the records.
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    make_many(DisasterReliefMission, 200)
    client.get("/reconciliation/")
    with CaptureQueriesContext(connection) as many:
        html = client.get(address).content.decode()
    assert len(few) == len(many)
    for mission in DisasterReliefMission.objects.all():
        assert html.count(f'<a href="{mission.get_absolute_url()}"') == 2
    assert len(gzip.compress(html.encode())) < 15_000


def test_a_figure_s_page_shows_the_row_that_prints_it_and_how_far_it_differs(client: Client) -> None:
    text = words(client, "/reconciliation/share-asia-2003/")
    assert "Printed “63.0” Recomputed 62.9 Verdict Differs −0.1 The percentages of 2003 add up to 100.0" in text
    assert "523 ÷ 831 = 62.9%" in text
    assert "Region 2003 % Asia 523 63.0" in text
    html = client.get("/reconciliation/share-asia-2003/").content.decode()
    assert '<a href="/statistics/asia-2003/">Attached Table 5 (2), row Asia, column 2003</a>' in html


def test_a_figure_that_nothing_recomputes_has_a_page_that_says_so(client: Client) -> None:
    text = words(client, "/reconciliation/fbi-agents/")
    assert "Printed “five FBI agents” Recomputed – Verdict Cannot be recomputed The report names none of them." in text
    assert "No table or list of the report holds what it would be recomputed from. This figure as JSON Where" in text


@some_or_all
def test_every_figure_has_a_page_with_a_title_and_a_description_of_its_own(client: Client, part: slice) -> None:
    titles, descriptions = set(), set()
    for slug, figure in list(as_shipped().items())[part]:
        html = unescape(client.get(f"{PAGE}{slug}/").content.decode())
        [title] = re.findall(r"<title>(.*?)</title>", html)
        [description] = re.findall(r'<meta name="description" content="(.*?)">', html)
        assert figure.what in title
        assert figure.locator in title
        assert f"printed “{figure.printed}”" in description
        titles.add(title)
        descriptions.add(description)
    assert len(titles) == len(descriptions) == len(list(as_shipped())[part])


@pytest.mark.parametrize("slug", ["no-such-figure", "share-", "share-atlantis-2003", "persons", "x" * 300])
@pytest.mark.parametrize("ending", ["/", ".bib", ".ris", ".json"])
def test_another_slug_is_not_found(client: Client, slug: str, ending: str) -> None:
    assert client.get(f"{PAGE}{slug}{ending}").status_code == 404


def test_a_figure_is_cited_in_every_format(client: Client) -> None:
    response = client.get(f"{PAGE}share-asia-2003.json")
    [item] = response.json()
    assert response["Content-Disposition"] == 'inline; filename="npa-figure-share-asia-2003.json"'
    assert item["id"] == "npa-figure-share-asia-2003"
    assert item["title"] == "Persons from Asia, 2003: percentage: ‘63.0’ as printed, ‘62.9’ recomputed, differs"
    assert item["section"].startswith("Attached Table 5 (2), row Asia, column 2003 (")
    assert item["URL"] == "http://testserver/reconciliation/share-asia-2003/"
    assert client.get(f"{PAGE}share-asia-2003.bib").content.startswith(b"@incollection{npa-figure-share-asia-2003,")
    assert client.get(f"{PAGE}share-asia-2003.ris").content.startswith(b"TY  - CHAP")
    html = client.get(f"{PAGE}share-asia-2003/").content.decode()
    assert "http://testserver/reconciliation/share-asia-2003/" in html
    for form in ("bib", "ris", "json"):
        assert f'<a href="{PAGE}share-asia-2003.{form}"' in html
    assert '<meta name="citation_title" content="Persons from Asia, 2003: percentage:' in html


def test_a_figure_s_page_leads_to_the_figures_before_and_after_it(client: Client) -> None:
    html = client.get(f"{PAGE}relief-personnel/").content.decode()
    assert f'<a rel="prev" href="{PAGE}relief-since-1987/">' in html
    assert f'<a rel="next" href="{PAGE}relief-disasters/">' in html
    assert 'rel="prev"' not in client.get(f"{PAGE}title-to-2003/").content.decode()


@pytest.mark.parametrize("kind", every_nth(ALL_KINDS, 18), ids=lambda kind: kind.__name__)
def test_a_rename_leaves_the_addresses_of_figures_as_they_were(client: Client, kind: type[Any]) -> None:
    chosen = [slug for slug, figure in as_shipped().items() if any(type(row) is kind for row in figure.records)][:6]
    rename_all(kind)
    for slug in chosen or ["fbi-agents"]:
        html = client.get(f"{PAGE}{slug}/").content.decode()
        assert as_shipped()[slug].printed in unescape(html), slug
        for address in set(re.findall(r'<a href="(/[a-z]+/renamed-[^"]*)"', html)):
            assert client.get(address).status_code == 200
    page = client.get(PAGE).content.decode()
    assert all(f' id="{slug}"' in page for slug in chosen)
