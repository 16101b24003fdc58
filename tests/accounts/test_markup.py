"""The HTML of the admin's pages, read by the Nu checker."""

from __future__ import annotations

from pathlib import Path

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client

from tests.admin_pages import change_url, correct, form_data, treaty
from tests.checker import CHECKED, errors_in

pytestmark = [pytest.mark.django_db, *CHECKED]

READ = (
    *("/admin/", "/admin/account/", "/admin/account/second-factor/", "/admin/account/second-factor/set-up/"),
    *("/admin/records/auditline/", "/admin/withdrawn/"),
)


def test_the_nu_checker_finds_no_error(
    client: Client, editor: User, editor_client: Client, superuser_client: Client, tmp_path: Path
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    AccessAttempt.objects.create(username="somebody", ip_address="192.0.2.1", failures_since_start=10)
    typed = form_data(editor_client, change_url(treaty()))
    correct(superuser_client, treaty(), short_name="Changed meanwhile")
    answers = {address: superuser_client.get(address) for address in READ} | {
        "log-in": client.get("/admin/login/?next=/admin/"),
        "locked-out": client.post("/admin/login/", {"username": "somebody", "password": "guessed"}),
        "not-allowed": editor_client.get("/admin/auth/user/"),
        "form-refused": strict.post(change_url(treaty())),
        "conflict": editor_client.post(change_url(treaty()), typed),
        "logged-out": editor_client.post("/admin/logout/"),
    }
    found = {name: answer.status_code for name, answer in answers.items() if answer.status_code != 200}
    assert found == {"locked-out": 429, "not-allowed": 403, "form-refused": 403}
    assert errors_in({name: answer.content.decode() for name, answer in answers.items()}, tmp_path) == ""
