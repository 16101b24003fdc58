"""The checks of the settings."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from django.core.checks import registry
from pytest_django import Settings

from npa_portal import checks

LOCAL = ["localhost", "127.0.0.1", "[::1]"]


def ids(settings: Settings, *, host: str, https: bool = False, allowed: list[str] = LOCAL) -> list[str | None]:
    settings.HOST, settings.HTTPS, settings.ALLOWED_HOSTS = host, https, allowed
    return [message.id for message in checks.check_settings()]


def test_the_check_is_registered() -> None:
    assert checks.check_settings in registry.registry.get_checks()


def test_the_defaults_need_no_word(settings: Settings) -> None:
    assert ids(settings, host=django_settings.HOST, allowed=django_settings.ALLOWED_HOSTS) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_plain_http_may_stay_on_this_machine(host: str, settings: Settings) -> None:
    assert ids(settings, host=host) == []


@pytest.mark.parametrize("host", ["10.0.0.7", "portal.example.org", "2001:db8::7"])
def test_plain_http_beyond_this_machine_is_warned_of(host: str, settings: Settings) -> None:
    assert ids(settings, host=host) == ["records.W001"]
    assert ids(settings, host=host, https=True) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_listening_everywhere_for_nobody_is_warned_of(host: str, settings: Settings) -> None:
    assert ids(settings, host=host, https=True, allowed=[*LOCAL, host]) == ["records.W002"]
    assert ids(settings, host=host, https=True, allowed=["portal.example.org"]) == []
    assert ids(settings, host=host, https=True, allowed=["*"]) == []


@pytest.mark.parametrize("host", ["http://127.0.0.1", "127.0.0.1:8000", "two words", "a/b", "-"])
def test_a_host_that_is_none_is_an_error(host: str, settings: Settings) -> None:
    assert ids(settings, host=host) == ["records.E001"]


@pytest.mark.parametrize(
    "entry", ["https://portal.example.org", "portal.example.org:443", "portal.example.org/", "*.org"]
)
def test_an_allowed_host_that_matches_nothing_is_an_error(entry: str, settings: Settings) -> None:
    assert ids(settings, host="127.0.0.1", allowed=[entry]) == ["records.E002"]


@pytest.mark.parametrize("entry", ["portal.example.org", ".example.org", "*", "10.0.0.7", "[2001:db8::7]", "host_1"])
def test_an_allowed_host_of_any_good_form_passes(entry: str, settings: Settings) -> None:
    assert ids(settings, host="127.0.0.1", allowed=[entry]) == []
