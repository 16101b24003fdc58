"""Addresses, worked out once."""

from __future__ import annotations

import pytest
from django.urls import Resolver404, resolve, reverse, set_script_prefix

from npa_portal.addresses import address, leads_to


def test_an_address_is_that_of_django() -> None:
    assert address("treaty-list") == reverse("treaty-list")
    assert address("treaty-detail", "x-1") == reverse("treaty-detail", args=["x-1"])
    assert address("treaty-citation", "x-1", "bib") == reverse("treaty-citation", args=["x-1", "bib"])


def test_an_address_stands_where_the_portal_stands() -> None:
    set_script_prefix("/below/")
    try:
        assert address("treaty-detail", "x-1") == "/below/treaties/x-1/"
    finally:
        set_script_prefix("/")


def test_an_address_leads_where_django_says() -> None:
    for path in ("/treaties/", "/treaties/x-1/", "/treaties/x-2/", "/api/v1/treaties/"):
        found, expected = leads_to(path), resolve(path)
        assert (found.func, found.kwargs, found.view_name) == (expected.func, expected.kwargs, expected.view_name)
    for _ in range(2):
        with pytest.raises(Resolver404):
            leads_to("/nowhere/")
