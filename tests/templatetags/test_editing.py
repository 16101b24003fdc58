"""The admin's index: the kinds under the report's headings, in its order."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from records.kinds import ALL_KINDS
from records.models import Placed, Section

pytestmark = pytest.mark.django_db


def test_the_index_has_the_kinds_in_the_report_s_order_under_its_headings(editor_client: Client) -> None:
    page = editor_client.get(reverse("admin:index")).content.decode()
    captions = re.findall(r"<caption>(.*?)</caption>", page)
    kinds = re.findall(r'<th scope="row" id="records-(\w+)">', page)

    assert captions == [
        "The report",
        "2 International Cooperation",
        "3 Handling of International Conferences",
        "4 Handling of Treaty Negotiations",
        "5 Exchange with Overseas Law Enforcement and Security Organizations",
        "All sections",
        "What records refer to",
    ]
    in_order = [kind._meta.model_name for kind in ALL_KINDS if issubclass(kind, Placed)]
    assert [name for name in kinds if name in in_order] == in_order
    assert set(kinds) == {kind._meta.model_name for kind in ALL_KINDS}
    for title in captions[1:5]:
        number, _, heading = title.partition(" ")
        assert Section.objects.get(number=number).title == heading


def test_a_superuser_finds_the_accounts_after_the_records(superuser_client: Client) -> None:
    page = superuser_client.get(reverse("admin:index")).content.decode()

    assert page.index("What records refer to") < page.index("Authentication and Authorization")
