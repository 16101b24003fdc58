"""An instance without an admin has nothing of it; another place than the usual one is told on no public page."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tests.sampling import thorough

# What a process of its own, with settings of its own, sees of a portal with an empty database.
LOOK = """
import json, sys, django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.test import Client
call_command("migrate", verbosity=0)
client = Client()
asked = json.loads(sys.argv[1])
answers = {path: client.get(path, HTTP_HOST="localhost") for path in asked}
print(json.dumps({
    "status": {path: answer.status_code for path, answer in answers.items()},
    "cookies": sorted({name for answer in answers.values() for name in answer.cookies}),
    "pages": [answer.content.decode() for path, answer in answers.items() if path in ("/about/", "/robots.txt")],
    "modules": sorted(sys.modules),
    "tables": connection.introspection.table_names(),
}))
"""
PUBLIC = ["/", "/treaties/", "/about/", "/robots.txt", "/search/?q=drugs", "/api/v1/treaties/", "/healthz/"]
ADMIN = ["/admin/", "/admin/login/", "/admin/withdrawn/", "/admin/auth/user/", "/admin/autocomplete/", "/admin/jsi18n/"]


def seen(scratch: dict[str, str], paths: list[str], **settings: str) -> Any:
    asked = [sys.executable, "-c", LOOK, json.dumps(paths)]
    done = subprocess.run(asked, env={**scratch, "DEBUG": "on", **settings}, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


@thorough
def test_an_instance_without_an_admin_has_nothing_of_it(scratch: dict[str, str]) -> None:
    found = seen(scratch, [*PUBLIC, *ADMIN], ADMIN_ENABLED="0")

    assert found["status"] == dict.fromkeys(PUBLIC, 200) | dict.fromkeys(ADMIN, 404)
    assert found["cookies"] == []
    assert not [page for page in found["pages"] if "/admin/" in page]
    # The admin's own classes are, for django-simple-history imports them; no address leads there.
    absent = ("axes", "records.accounts", "records.admin", "django.contrib.sessions", "django.contrib.auth.middleware")
    assert not [name for name in found["modules"] if name.startswith((*absent, "django.contrib.auth.views"))]
    assert not [table for table in found["tables"] if table.startswith(("django_session", "django_admin", "axes"))]


@thorough
def test_the_admin_stands_where_it_is_put_and_no_page_tells(scratch: dict[str, str]) -> None:
    found = seen(scratch, [*PUBLIC, "/desk/login/", "/admin/"], ADMIN_URL="desk/")

    assert found["status"] == dict.fromkeys([*PUBLIC, "/desk/login/"], 200) | {"/admin/": 404}
    assert not [page for page in found["pages"] if "/desk/" in page or "/admin/" in page]
