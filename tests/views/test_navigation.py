"""The navigation: its groups, its counts, and what is marked in it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from records.corrections.editing import withdraw
from records.models import Section, Treaty
from records.views import frame
from records.views.navigation import GROUPS, counts_in, groups_at, place_of
from tests.factories import make_treaty

pytestmark = pytest.mark.django_db


def counts(client: Client, address: str = "/about/") -> dict[str, int]:
    """The counts that the navigation of a page shows, by the address that each leads to."""
    html = client.get(address).content.decode()
    found = re.findall(r'<a href="([^"]+)"[^>]*>[^<]+ <span class="count">(\d+)</span>', html[: html.index("</nav>")])
    return {entry: int(count) for entry, count in found}


def test_each_entry_says_what_its_list_counts(client: Client) -> None:
    shown = counts(client)
    assert len(shown) == sum(len(lists) for lists in GROUPS.values())
    for address, count in shown.items():
        context: Any = client.get(address).context
        if address == "/sections/#attached-tables":
            assert count == len(context["outline"].attached_tables)
        else:
            assert count == context["match_count"], address


def test_a_count_is_right_at_once_after_an_edit(client: Client) -> None:
    assert counts(client)["/treaties/"] == 31
    treaty = make_treaty()
    after = counts(client)
    assert (after["/treaties/"], after["/timeline/"]) == (32, 389)
    withdraw(treaty, reason="Nothing of it is printed.")
    assert counts(client)["/treaties/"] == 31
    Treaty.objects.all()[0].delete()
    assert counts(client)["/treaties/"] == 30


def test_the_counts_of_a_state_are_counted_once(client: Client) -> None:
    frame.forget()
    counts_in.cache_clear()
    for address in ("/about/", "/treaties/", "/no-such-page/"):
        assert counts(client, address)["/treaties/"] == 31
    assert counts_in.cache_info().misses == 1


def test_an_error_of_which_nothing_is_known_leads_on_without_counts() -> None:
    html = render_to_string("500.html")
    for lists in GROUPS.values():
        for label in lists.values():
            assert f">{label}</a>" in html


@pytest.mark.parametrize(
    ("path", "group", "label", "current"),
    [
        ("/sections/", "The report", "Sections", "page"),
        ("/sections/2-1-b/", "The report", "Sections", "true"),
        ("/sections/attached-table-4/", "The report", "Attached tables", "true"),
        ("/courses/", "Activities", "Courses", "page"),
        ("/treaties/convention-on-cybercrime/", "Diplomacy", "Treaties", "true"),
        ("/reconciliation/relief-personnel/", "Figures", "Reconciliation", "true"),
        ("/timeline/", "Explore", "Timeline", "page"),
        ("/glossary/fatf/", "Explore", "Glossary", "true"),
    ],
)
def test_the_page_marks_its_group_and_its_entry(path: str, group: str, label: str, current: str) -> None:
    groups = groups_at(place_of(path), {})
    assert [one.title for one in groups if one.is_current] == [group]
    marked = {entry.label: entry.current for one in groups for entry in one.entries if entry.current}
    assert marked == {label: current}


@pytest.mark.parametrize("path", ["/", "/about/", "/changes/", "/search/", "/no-such-page/"])
def test_other_pages_mark_nothing_in_it(path: str) -> None:
    assert not any(group.is_current for group in groups_at(place_of(path), {}))


def test_every_attached_table_lies_where_the_navigation_knows_it() -> None:
    tables = Section.objects.exclude(cited_in=None)
    assert tables
    for table in tables:
        assert groups_at(place_of(table.get_absolute_url()), {})[0].entries[1].current, table


def test_what_it_leaves_out_is_in_the_footer(client: Client) -> None:
    html = client.get("/changes/").content.decode()
    footer = html[html.index("<footer") :]
    for name in ("about", "change-list", "data", "interface"):
        assert f'href="{reverse(name)}"' in footer
    assert '<a href="/changes/" aria-current="page">Changes</a>' in footer
