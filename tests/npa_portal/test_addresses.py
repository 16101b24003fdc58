"""Addresses, worked out once."""

from __future__ import annotations

from django.urls import reverse, set_script_prefix

from npa_portal.addresses import address


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
