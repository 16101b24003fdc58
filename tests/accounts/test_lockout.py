"""Passwords are not guessed without end: who fails too often is locked out, and the log says so."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from records.accounts.lockout import address_of

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
RIGHT, WRONG = "quite a long pass phrase", "wrong"


@pytest.fixture(autouse=True)
def few_failures(settings: Settings) -> None:
    settings.AXES_FAILURE_LIMIT = 3


@pytest.fixture
def root() -> User:
    return User.objects.create_superuser("root", password=RIGHT)


def log_in(client: Client, name: str = "root", password: str = WRONG, **headers: Any) -> Any:
    return client.post(LOGIN, {"username": name, "password": password, "next": "/admin/"}, **headers)


def test_guessing_ends(client: Client, root: User) -> None:
    assert [log_in(client).status_code for _ in range(5)] == [200, 200, 429, 429, 429]


def test_the_right_password_does_not_help_meanwhile(client: Client, root: User) -> None:
    for _ in range(3):
        log_in(client)
    assert log_in(client, password=RIGHT).status_code == 429


def test_the_page_is_the_portal_s_and_says_for_how_long(client: Client, root: User) -> None:
    for _ in range(3):
        response = log_in(client)
    page = response.content.decode()
    assert "for 15 minutes" in page
    assert "css/admin.css" in page
    assert "style=" not in page
    assert response["Retry-After"] == "900"


def test_an_account_is_locked_from_everywhere(client: Client, root: User) -> None:
    for number in range(3):
        log_in(client, REMOTE_ADDR=f"192.0.2.{number}")
    assert log_in(client, password=RIGHT, REMOTE_ADDR="192.0.2.77").status_code == 429


def test_an_address_is_locked_for_every_account(client: Client, root: User) -> None:
    for number in range(3):
        log_in(client, f"name{number}", REMOTE_ADDR="192.0.2.1")
    assert log_in(client, password=RIGHT, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert log_in(client, password=RIGHT, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_it_ends_by_itself(client: Client, root: User, settings: Settings) -> None:
    for _ in range(3):
        log_in(client)
    AccessAttempt.objects.update(attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME * 2)
    assert log_in(client, password=RIGHT).status_code == 302


def test_who_comes_in_begins_anew(client: Client, root: User) -> None:
    for _ in range(2):
        log_in(client)
    assert log_in(client, password=RIGHT).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_every_failure_is_a_line_and_the_lock_out_is_one(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            log_in(client, "ro\not", REMOTE_ADDR="192.0.2.1")
    said = [record.getMessage() for record in caplog.records if record.name.startswith("records.")]
    assert said == [
        *["Log-in failed: account 'ro\\not', from 192.0.2.1."] * 2,
        "Locked out for 15 minutes: account 'ro\\not', from 192.0.2.1.",
    ]


def test_no_password_is_kept(client: Client) -> None:
    log_in(client, password="what I typed")
    assert "what I typed" not in str(list(AccessAttempt.objects.values()))


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "10.0.0.1, 203.0.113.9, 192.0.2.7", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "unknown", "192.0.2.1"),
    ],
)
def test_the_visitor_is_whom_our_own_proxies_name(proxies: int, told: str, address: str, settings: Settings) -> None:
    """What stands further left in the header anybody can write."""
    settings.PROXIES = proxies
    request = RequestFactory().get(LOGIN, REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=told)
    assert address_of(request) == address
