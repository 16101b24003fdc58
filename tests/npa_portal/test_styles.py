"""The stylesheets that every page needs, and scripts: as they are written, and as they are collected to be sent."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from npa_portal.styles import SCRIPTS, STYLES

SCRIPT = re.compile(r'<script src="/static/([^"]+)" defer>')
LINK = re.compile(r'<link rel="stylesheet" href="/static/([^"]+)">')


def linked(client: Client) -> list[str]:
    """The stylesheets of a page that needs no others."""
    return LINK.findall(client.get("/about/").content.decode())


def test_each_is_linked_by_itself_where_nothing_is_collected(client: Client, db: None) -> None:
    assert linked(client) == list(STYLES)
    assert SCRIPT.findall(client.get("/about/").content.decode()) == list(SCRIPTS)


def test_they_are_collected_into_one_in_their_order(
    client: Client, db: None, settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {"staticfiles": {"BACKEND": "npa_portal.styles.StaticFilesStorage"}}
    call_command("collectstatic", verbosity=0, interactive=False)
    [name] = linked(client)
    assert re.fullmatch(r"css/together\.[0-9a-f]{12}\.css", name)
    text = (tmp_path / name).read_text()
    first_lines = [source(style).splitlines()[0] for style in STYLES]
    assert [line for line in text.splitlines() if line in first_lines] == first_lines
    assert (tmp_path / f"{name}.br").exists()
    [name] = SCRIPT.findall(client.get("/about/").content.decode())
    assert re.fullmatch(r"js/together\.[0-9a-f]{12}\.js", name)
    alone = [next((tmp_path / "js").glob(f"{Path(script).stem}.????????????.js")) for script in SCRIPTS]
    assert (tmp_path / name).read_text() == "".join(script.read_text() for script in alone)


def test_scripts_are_collected_without_comments_and_all_else_of_them(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {"staticfiles": {"BACKEND": "npa_portal.styles.StaticFilesStorage"}}
    call_command("collectstatic", verbosity=0, interactive=False)
    scripts = sorted((Path(settings.BASE_DIR) / "static" / "js").glob("*.js"))
    assert scripts
    for script in scripts:
        lines = [line.strip() for line in script.read_text().splitlines()]
        [collected] = (tmp_path / "js").glob(f"{script.stem}.????????????.js")
        assert collected.read_text().splitlines() == [line for line in lines if line and not line.startswith("//")]
        # Inside a text of several lines a line may not be touched.
        assert not [line for line in lines if line.count("`") % 2], script


def source(style: str) -> str:
    return (Path(settings.BASE_DIR) / "static" / style).read_text()
