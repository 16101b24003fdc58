"""The description as `prepare` leaves it for the servers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from records.api import described

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """An empty DATA_DIR."""
    settings.DATA_DIR = tmp_path
    described.kept.cache_clear()
    yield tmp_path
    described.kept.cache_clear()


def test_what_was_kept_is_answered_as_it_would_be_made(
    folder: Path, client: Client, description: dict[str, Any]
) -> None:
    pages = {address: client.get(address).content for address in ("/api/", "/api/v1/schema/")}
    described.keep()
    described.kept.cache_clear()
    assert [path.name for path in folder.iterdir()] == ["interface.json"]
    assert described.kept() == json.loads(json.dumps(description))
    assert {address: client.get(address).content for address in pages} == pages


def test_it_is_made_anew_where_code_may_change(folder: Path, settings: Settings) -> None:
    (folder / "interface.json").write_text('{"paths": {}}')
    assert described.description() == {"paths": {}}
    settings.DEBUG = True
    described.kept.cache_clear()
    assert described.description()["paths"]


def test_no_server_imports_what_makes_it() -> None:
    imported = "import npa_portal.asgi, npa_portal.urls, sys; print('records.api.schema' in sys.modules)"
    command = [sys.executable, "-c", f"import os; os.environ['DEBUG'] = 'on'; {imported}"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "False"
