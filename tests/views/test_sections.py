"""The report's outline, and a section's page."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from records.models import Section
from tests.sampling import thorough

pytestmark = pytest.mark.django_db


def test_sections_stand_as_a_tree_with_the_pages_of_the_contents_page(client: Client) -> None:
    html = client.get("/sections/").content.decode()
    listed = re.findall(r'class="outline__entry">\s*<a href="/sections/([^/]+)/"', html)
    assert listed == list(Section.objects.order_by("position").values_list("slug", flat=True))
    assert "page </span>18</span>" in html


def test_a_section_shows_its_summary_its_records_and_its_neighbours(client: Client) -> None:
    response = client.get("/sections/2-1-b/")
    kinds = [table.caption for table in response.context["tables"]]
    assert kinds == ["Expert dispatches by country", "Expert dispatches by field", "Events"]
    assert response.context["section"].summary in unescape(response.content.decode())
    assert (response.context["before"].slug, response.context["after"].slug) == ("2-1-a", "2-1-c")


@thorough
def test_previous_and_next_lead_through_the_whole_report(client: Client) -> None:
    section, way = client.get("/sections/1/").context, []
    while section["after"]:
        way.append(section["section"].slug)
        section = client.get(section["after"].get_absolute_url()).context
    assert way == list(Section.objects.order_by("position").values_list("slug", flat=True))[:-1]
