"""Who may do what: a stranger, an editor and a superuser at every address, by every method, as `tests.access` says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import reverse

from records.kinds import ALL_KINDS
from records.models import AuditLine, Change, Revision
from tests.access import (
    ASKED,
    BY_THEMSELVES,
    FORMS,
    INTERFACE_NAMES,
    METHODS,
    PUBLIC_NAMES,
    READING,
    May,
    Rule,
    addresses,
    rule_of,
)
from tests.sampling import case
from tests.visitors import logged_in, make_editor, make_superuser

pytestmark = pytest.mark.django_db

ALL = [(name, route) for name, route in addresses() if name.removeprefix("admin:") not in BY_THEMSELVES]
IN_ADMIN = [(name, route) for name, route in ALL if route.startswith("admin/")]
OUTSIDE = [(name, route) for name, route in ALL if not route.startswith("admin/")]
LOGIN = "/admin/login/?next="
VISITORS = ("stranger", "editor", "superuser")


def sampled(places: list[tuple[str, str]], step: int) -> pytest.MarkDecorator:
    """All of them; one of each ``step`` in every run."""
    cases = [case(place, number % step == 0) for number, place in enumerate(places)]
    return pytest.mark.parametrize(("name", "route"), cases, ids=[name or route for name, route in places])


@pytest.fixture(scope="module")
def sessions(made_for_all: Callable[..., Any]) -> dict[str, str]:
    """The key of the session of each who is logged in."""
    made = {"editor": make_editor, "superuser": make_superuser}
    return {who: made_for_all(lambda make: logged_in(make()).session.session_key, make) for who, make in made.items()}


@pytest.fixture
def clients(sessions: dict[str, str]) -> dict[str, Client]:
    """The client of each visitor, by whom it is."""
    clients = {who: Client() for who in VISITORS}
    for who, key in sessions.items():
        clients[who].cookies[settings.SESSION_COOKIE_NAME] = key
    return clients


def test_every_address_has_its_entry() -> None:
    assert [place for place in ALL if rule_of(*place) is None] == []


def test_no_entry_is_of_an_address_that_is_no_more() -> None:
    assert {*PUBLIC_NAMES, *INTERFACE_NAMES} - {name for name, _ in ALL} == set()


def slug_of(url_name: str) -> str:
    """That of a record with such an address."""
    kind = next(kind for kind in ALL_KINDS if kind.url_name == url_name)
    return str(kind.objects.values_list("slug", flat=True)[0])


def example(name: str, route: str) -> str:
    """An address of that name."""
    if name in PUBLIC_NAMES:
        return reverse(name, args=[filled(part, name) for part in PUBLIC_NAMES[name]]) + ASKED.get(name, "")
    if name.startswith("api:") and name.endswith("-detail"):
        listed = Client().get(reverse(name.removesuffix("detail") + "list"), {"page_size": 1}).json()
        return str(listed["results"][0]["api_address"]).removeprefix("http://testserver")
    if not name:
        return example_unnamed(route)
    return reverse(name, args=example_parts(name, route))


def filled(part: Any, name: str) -> Any:
    """What stands in an address, for what the table writes of it."""
    match part:
        case "{slug}":
            return slug_of(name.rpartition("-")[0])
        case "{change}":
            return Change.objects.values_list("pk", flat=True)[0]
    return part


def example_unnamed(route: str) -> str:
    """What has no name: the way to the page that changes something, and what leads nowhere."""
    if "<path:object_id>" in route:
        return f"/{route.replace('<path:object_id>', '1')}"
    return "/api/v1/nothing/" if route.startswith("api/") else "/admin/nothing/"


def example_parts(name: str, route: str) -> list[Any]:
    """What stands in the address of a page of the admin's."""
    if name == "admin:view_on_site":
        return [ContentType.objects.get_for_model(ALL_KINDS[0]).pk, ALL_KINDS[0].objects.all()[0].pk]
    if name == "admin:app_list":
        return ["records"]
    if name.startswith("admin:auth_user"):
        return [User.objects.get(username="editor").pk] if "id" in route else []
    if name.startswith("admin:auth_group"):
        return [Group.objects.all()[0].pk] if "id" in route else []
    if name.startswith("admin:records_auditline"):
        return [AuditLine.objects.all()[0].pk] if "id" in route else []
    if not name.startswith("admin:records_"):
        return []
    kind = next(kind for kind in ALL_KINDS if name.startswith(f"admin:records_{kind._meta.model_name}_"))
    if name.endswith("_simple_history"):
        version = kind.history.all()[0]
        return [version.id, version.history_id]
    return [kind.objects.all()[0].pk] if "object_id" in route else []


def answer_of(client: Client, method: str, address: str, *, drawn: bool) -> Any:
    """What is answered. Who gets a page is decided before it is drawn, which takes longest."""
    with nullcontext() if drawn else undrawn():
        return client.generic(method, address)


@contextmanager
def undrawn() -> Iterator[None]:
    """Pages are neither drawn, nor is gathered what stands around each of the admin's."""
    with (
        patch.object(SimpleTemplateResponse, "rendered_content", ""),
        patch("django.shortcuts.loader.render_to_string", lambda *args, **kwargs: ""),
        patch.object(admin.site, "each_context", lambda request: {}),
    ):
        yield


@sampled(OUTSIDE, 4)
def test_the_public_pages_are_read_by_all_and_written_by_none(
    clients: dict[str, Client], name: str, route: str
) -> None:
    address = example(name, route)
    rule = rule_of(name, route)
    assert rule
    for client in clients.values():
        for method in METHODS:
            answer = answer_of(client, method, address, drawn=method == "GET")
            assert answer.status_code == (rule.reading if method in READING else 405), method
            if method not in READING:
                assert answer["Allow"] == "GET, HEAD"


@sampled(IN_ADMIN, 9)
def test_each_page_of_the_admin_lets_in_whom_it_is_for(clients: dict[str, Client], name: str, route: str) -> None:
    address, rule, before = example(name, route), rule_of(name, route), state()
    assert rule
    for who, client in clients.items():
        for method in METHODS:
            answer = answer_of(client, method, address, drawn=method == "GET")
            if method not in FORMS:
                assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST"), (who, method)
            elif who == "stranger":
                assert answer.status_code == 302, method
                assert answer["Location"].startswith(LOGIN), method
            else:
                assert answer.status_code == expected(rule, who, method), (who, method)
    assert state() == before


def expected(rule: Rule, who: str, method: str) -> int:
    """What is answered to somebody who is logged in."""
    if rule.may is May.SUPERUSERS and who != "superuser":
        return 403
    return rule.posting if method == "POST" else rule.reading


def state() -> tuple[Any, ...]:
    """What nothing of this may change."""
    revision = Revision.objects.state()
    users = list(User.objects.order_by("pk").values_list("username", "password", "is_superuser", "is_staff"))
    return revision and revision.token, users, list(Group.objects.values_list("name", "permissions"))


@sampled(IN_ADMIN, 9)
def test_nothing_is_taken_that_another_site_lets_a_browser_send(
    clients: dict[str, Client], name: str, route: str
) -> None:
    address = example(name, route)
    for who, known in clients.items():
        client = Client(enforce_csrf_checks=True)
        client.cookies = known.cookies
        # Without the token that a form of the portal's has.
        assert answer_of(client, "POST", address, drawn=False).status_code == 403, who


def test_logging_in_and_out(clients: dict[str, Client]) -> None:
    stranger, editor, superuser = clients.values()
    assert stranger.get("/admin/login/").status_code == stranger.post("/admin/login/").status_code == 200
    for client in (editor, superuser):
        assert client.get("/admin/login/")["Location"] == "/admin/"
        assert client.get("/admin/logout/").status_code == 405
        assert client.get("/admin/account/log-out-everywhere/").status_code == 405
        assert client.post("/admin/logout/").status_code in (200, 302)
        assert client.get("/admin/")["Location"].startswith(LOGIN)
    assert stranger.post("/admin/account/log-out-everywhere/")["Location"].startswith(LOGIN)
    for method in METHODS:
        if method not in FORMS:
            for address in ("login/", "logout/", "account/log-out-everywhere/"):
                assert stranger.generic(method, f"/admin/{address}").status_code == 405


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_a_refused_way_on_leads_to_the_portals_own(client: Client, target: str) -> None:
    User.objects.create_superuser("hanako", password="a word of hers")
    given = {"username": "hanako", "password": "a word of hers", "next": target}
    assert client.post("/admin/login/", given)["Location"] == "/admin/"
