"""The page of components, which only make dev serves."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from records.kinds import RECORD_KINDS
from records.models import Term
from records.views.components import ComponentsView

pytestmark = pytest.mark.django_db


def test_the_public_portal_does_not_serve_it(client: Client) -> None:
    assert client.get("/components/").status_code == 404


def test_it_shows_every_component_once() -> None:
    request = RequestFactory().get("/components/?kind=bilateral")
    response: Any = ComponentsView.as_view()(request)
    html = response.render().content.decode()
    for css in (
        "filter-form",
        "chip",
        "record-table",
        "chart",
        "card",
        "facts",
        "tags",
        "printed-row",
        "outline",
        "kinds",
        "entry",
        "differences",
        "figure-list",
        "checks",
        "corrections",
        "cite",
    ):
        assert f'class="{css}' in html, css


def test_every_include_of_the_templates_exists_and_is_used() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    texts = [path.read_text() for path in [*folder.rglob("*.html"), *folder.rglob("*.svg")]]
    texts += [path.read_text() for path in (Path(settings.BASE_DIR) / "records").rglob("*.py")]
    used = set(re.findall(r'["\'](includes/_[a-z_]+\.html)["\']', "\n".join(texts)))
    assert used == {str(path.relative_to(folder)) for path in (folder / "includes").iterdir()}


def test_every_fragment_exists_and_is_used() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    texts = [path.read_text() for path in [*folder.rglob("*.html"), *folder.rglob("*.svg"), *folder.rglob("*.jinja")]]
    texts += [path.read_text() for path in (Path(settings.BASE_DIR) / "records").rglob("*.py")]
    used = set(re.findall(r'fragment[ (]\s*"([a-z_/]+)"', "\n".join(texts)))
    used |= set(re.findall(r'"([a-z_/]+)\.jinja"', "\n".join(texts)))
    # A record's page names its fragment after its kind.
    used |= {f"records/{one.url_name}" for one in RECORD_KINDS} | {f"records/{Term.url_name}"}
    found = (folder / "fragments").rglob("*.jinja")
    assert used == {str(path.relative_to(folder / "fragments").with_suffix("")) for path in found}
