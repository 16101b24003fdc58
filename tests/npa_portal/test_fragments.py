"""Fragments: what pages draw by the hundred."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import engines
from django.utils.safestring import SafeString
from jinja2 import UndefinedError

from npa_portal.fragments import fragment


def test_a_fragment_escapes_what_is_no_html() -> None:
    template = engines["fragments"].from_string("{{ text }} {{ html }}")
    assert template.render({"text": "<b> & “", "html": SafeString("<b>")}) == "&lt;b&gt; &amp; “ <b>"


def test_a_fragment_that_is_not_given_all_it_needs_is_a_fault() -> None:
    with pytest.raises(UndefinedError):
        fragment("table", table=SimpleNamespace(sorter=None))
