"""The addresses that a search engine may visit."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from records.kinds import RECORD_KINDS
from records.models import Country, Section, Topic
from tests.pages import LISTS

pytestmark = pytest.mark.django_db


def test_the_sitemap_holds_every_record_once(client: Client) -> None:
    addresses = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", client.get("/sitemap.xml").content.decode())
    referred = Section.objects.count() + Country.objects.count() + Topic.objects.count()
    records = sum(kind.objects.count() for kind in RECORD_KINDS)
    assert (
        len(addresses) == len(set(addresses)) == records + referred + len(LISTS) + 4
    )  # Home, about, reconciliation, changes.
