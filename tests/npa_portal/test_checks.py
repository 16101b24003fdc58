"""The checks of the settings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.checks import registry
from pytest_django import Settings

from npa_portal import checks
from npa_portal.environment import BASE_DIR
from tools.scratch_portal import environment_in

LOCAL = ["localhost", "127.0.0.1", "[::1]"]


def ids(
    settings: Settings,
    *,
    host: str,
    https: bool = False,
    allowed: list[str] = LOCAL,
    plain_http: bool = False,
    debug: bool = False,
) -> list[str | None]:
    settings.HOST, settings.HTTPS, settings.ALLOWED_HOSTS = host, https, allowed
    settings.PLAIN_HTTP, settings.DEBUG = plain_http, debug
    return [message.id for message in checks.check_settings()]


def test_the_check_is_registered() -> None:
    assert checks.check_settings in registry.registry.get_checks()


def test_the_defaults_need_no_word(settings: Settings) -> None:
    assert ids(settings, host=django_settings.HOST, allowed=django_settings.ALLOWED_HOSTS) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_plain_http_may_stay_on_this_machine(host: str, settings: Settings) -> None:
    assert ids(settings, host=host) == []


@pytest.mark.parametrize("host", ["10.0.0.7", "portal.example.org", "2001:db8::7"])
def test_plain_http_beyond_this_machine_has_to_be_allowed(host: str, settings: Settings) -> None:
    assert ids(settings, host=host) == ["records.E005"]
    assert ids(settings, host=host, https=True) == []
    assert ids(settings, host=host, plain_http=True) == []


def test_debug_stays_on_this_machine(settings: Settings) -> None:
    assert ids(settings, host="127.0.0.1", debug=True) == []
    assert ids(settings, host="10.0.0.7", https=True, debug=True) == ["records.E004"]


@pytest.mark.parametrize("path", ["/treaties/", "/sections/desk/", "/api/", "/api/v1/", "/static/", "/healthz/"])
def test_the_admin_hides_no_public_page(path: str, settings: Settings) -> None:
    settings.ADMIN_PATH = path
    assert ids(settings, host="127.0.0.1") == ["records.E006"]


@pytest.mark.parametrize("path", ["/admin/", "/desk/", "/desk/treaties/", ""])
def test_it_stands_anywhere_else(path: str, settings: Settings) -> None:
    settings.ADMIN_PATH = path
    assert ids(settings, host="127.0.0.1") == []


def test_any_name_is_refused_but_under_debug(settings: Settings) -> None:
    """A name that a visitor makes up would stand in citations, the sitemap and the feed."""
    assert ids(settings, host="127.0.0.1", https=True, allowed=["*"]) == ["records.E003"]
    assert ids(settings, host="127.0.0.1", allowed=["*"], debug=True) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_listening_everywhere_for_nobody_is_warned_of(host: str, settings: Settings) -> None:
    assert ids(settings, host=host, https=True, allowed=[*LOCAL, host]) == ["records.W002"]
    assert ids(settings, host=host, https=True, allowed=["portal.example.org"]) == []


@pytest.mark.parametrize("host", ["http://127.0.0.1", "127.0.0.1:8000", "two words", "a/b", "-"])
def test_a_host_that_is_none_is_an_error(host: str, settings: Settings) -> None:
    assert ids(settings, host=host) == ["records.E001"]


@pytest.mark.parametrize(
    "entry", ["https://portal.example.org", "portal.example.org:443", "portal.example.org/", "*.org"]
)
def test_an_allowed_host_that_matches_nothing_is_an_error(entry: str, settings: Settings) -> None:
    assert ids(settings, host="127.0.0.1", allowed=[entry]) == ["records.E002"]


@pytest.mark.parametrize("entry", ["portal.example.org", ".example.org", "10.0.0.7", "[2001:db8::7]", "host_1"])
def test_an_allowed_host_of_any_good_form_passes(entry: str, settings: Settings) -> None:
    assert ids(settings, host="127.0.0.1", allowed=[entry]) == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS=* lets a visitor name the portal"),
        ({"HOST": "0.0.0.0", "ALLOWED_HOSTS": "portal.example.org"}, "set PLAIN_HTTP=on"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY must have 50 characters or more"),
        ({"HSTS": "everywhere"}, "HSTS must be host, subdomains or preload"),
        ({"ADMIN_URL": "treaties/"}, "where it would hide public pages beneath /treaties/"),
    ],
)
def test_nothing_is_prepared_or_served_with_settings_unsafe_for_the_world(
    tmp_path: Path, given: dict[str, str], said: str
) -> None:
    environment = environment_in(str(tmp_path)) | given
    command = [sys.executable, "manage.py", "prepare"]
    found = subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert found.returncode
    assert said in found.stderr
    assert "Traceback" not in found.stderr
    # It comes before any database is opened, of whatever kind.
    assert not [*tmp_path.glob("*.sqlite3*")]
