"""What a browser is told by headers: asserted of every class of answer, as the served portal gives them."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from npa_portal.headers import POLICY, Answer, headers_for, kind_of, transport_security
from tests.observatory import A_PLUS, CRITERIA, found_of, points
from tests.sampling import thorough
from tools.scratch_portal import ScratchPortal, scratch_portal

HOST = "portal.example.org"
SECURE = {"Host": HOST, "X-Forwarded-Proto": "https"}
TRANSPORT = "max-age=31536000"
# The one order in which every answer has them, and in which each policy names what it decides.
ORDER = (
    "content-security-policy",
    "permissions-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
)
# What makes the portal of these tests answer 410.
WITHDRAW = """
from records.corrections.editing import withdraw
from records.models import Topic
withdraw(Topic.objects.create(slug="withdrawn-topic", name="A topic that was none", description="Nothing."), reason="x")
"""
WHOLE, SHARED, FRAMED, FILE = Answer


class Told(NamedTuple):
    """An answer: its status and its headers in their order."""

    status: int
    headers: list[tuple[str, str]]

    def policies(self) -> list[tuple[str, str]]:
        """Those of its headers that `ORDER` names."""
        return [(name.lower(), value) for name, value in self.headers if name.lower() in ORDER]


ANSWERS: dict[str, tuple[str, str, dict[str, str], int, Answer]] = {
    "home": ("GET", "/", SECURE, 200, WHOLE),
    "a list": ("GET", "/treaties/?year=2002", SECURE, 200, WHOLE),
    "a record": ("GET", "/treaties/convention-on-cybercrime/", SECURE, 200, WHOLE),
    "a head": ("HEAD", "/about/", SECURE, 200, WHOLE),
    "what one has": ("GET", "/about/", {**SECURE, "If-None-Match": "*"}, 304, WHOLE),
    "bad input": ("GET", "/treaties/?year=x%00", SECURE, 200, WHOLE),
    "a redirect": ("GET", "/treaties", SECURE, 301, WHOLE),
    "to HTTPS": ("GET", "/treaties/", {"Host": HOST}, 301, WHOLE),
    "a wrong host": ("GET", "/", {"Host": "evil.example", "X-Forwarded-Proto": "https"}, 400, WHOLE),
    "a wrong host by plain HTTP": ("GET", "/", {"Host": "evil.example"}, 400, WHOLE),
    "not found": ("GET", "/nothing/", SECURE, 404, WHOLE),
    "a file not found": ("GET", "/static/nothing.css", SECURE, 404, FILE),
    "not allowed": ("POST", "/about/", SECURE, 405, WHOLE),
    "an odd method": ("TRACE", "/about/", SECURE, 405, WHOLE),
    "withdrawn": ("GET", "/topics/withdrawn-topic/", SECURE, 410, WHOLE),
    "too long a form": ("POST", "/admin/login/", {**SECURE, "Content-Length": "2000000"}, 413, WHOLE),
    "no token": ("POST", "/admin/login/", {**SECURE, "Content-Length": "0"}, 403, WHOLE),
    "the monitor's": ("GET", "/healthz/", {"Host": "10.0.0.7:8000"}, 200, WHOLE),
    "a picture": ("GET", "/charts/treaties-over-time.svg", SECURE, 200, SHARED),
    "a picture as PNG": ("GET", "/charts/treaties-over-time.png", SECURE, 200, SHARED),
    "a picture beside links": ("GET", "/cards/about.png", SECURE, 200, SHARED),
    "a chart for frames": ("GET", "/charts/treaties-over-time/embed/", SECURE, 200, FRAMED),
    "the map for frames": ("GET", "/charts/world-map/embed/", SECURE, 200, FRAMED),
    "the interface": ("GET", "/api/v1/treaties/", SECURE, 200, SHARED),
    "a fault of the interface": ("GET", "/api/v1/treaties/?year=x", SECURE, 400, SHARED),
    "nothing of the interface": ("GET", "/api/v1/nothing/", SECURE, 404, SHARED),
    "a file": ("GET", "/api/v1/training-courses/?format=csv", SECURE, 200, SHARED),
    "a spreadsheet": ("GET", "/api/v1/treaties/?format=xlsx", SECURE, 200, SHARED),
    "the data package": ("GET", "/data/npa-portal.zip", SECURE, 200, WHOLE),
    "a citation": ("GET", "/treaties/convention-on-cybercrime.bib", SECURE, 200, WHOLE),
    "the feed": ("GET", "/changes/feed/", SECURE, 200, WHOLE),
    "the sitemap": ("GET", "/sitemap.xml", SECURE, 200, WHOLE),
    "for robots": ("GET", "/robots.txt", SECURE, 200, WHOLE),
    "for browsers": ("GET", "/opensearch.xml", SECURE, 200, WHOLE),
    "logging in": ("GET", "/admin/login/", SECURE, 200, WHOLE),
    "the admin": ("GET", "/admin/", SECURE, 302, WHOLE),
    "nothing of the admin": ("GET", "/admin/nothing/", SECURE, 302, WHOLE),
}
every_answer = pytest.mark.parametrize("name", ANSWERS)


@pytest.fixture(scope="module")
def portal(prepared_folder: Path) -> Iterator[ScratchPortal]:
    with scratch_portal(prepared_folder, WORKERS="1", HTTPS="on", ALLOWED_HOSTS=HOST) as portal:
        portal.manage("shell", "--no-imports", "-c", WITHDRAW)
        yield portal


def ask(portal: ScratchPortal, method: str, path: str, headers: dict[str, str]) -> Told:
    connection = http.client.HTTPConnection("127.0.0.1", int(portal.environment["PORT"]), timeout=60)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.read()
        return Told(answer.status, answer.getheaders())
    finally:
        connection.close()


@every_answer
def test_an_answer_has_all_of_them_in_the_one_order(portal: ScratchPortal, name: str) -> None:
    method, path, headers, status, kind = ANSWERS[name]
    told = ask(portal, method, path, headers)
    assert told.status == status
    expected = [(header.lower(), value) for header, value in headers_for(kind, TRANSPORT) if value]
    assert told.policies() == expected
    assert [header for header, _ in expected] == [header for header in ORDER if header in dict(expected)]


@every_answer
def test_an_answer_meets_what_mozilla_asks_of_the_best(portal: ScratchPortal, name: str) -> None:
    method, path, headers, _, kind = ANSWERS[name]
    told = ask(portal, method, path, headers)
    found = {**found_of(told.headers), "redirection": redirection(portal)}
    assert found.keys() == CRITERIA.keys()
    if kind is Answer.FRAMED:
        # Open to frames on purpose; of what remains it lacks nothing.
        assert found.pop("framing") == "open"
    assert points(found) >= A_PLUS
    assert found["content security policy"] == "no unsafe, default none"


def redirection(portal: ScratchPortal) -> str:
    """How who comes by plain HTTP is led on."""
    led = dict(ask(portal, "GET", "/", {"Host": HOST}).headers)
    return "to HTTPS, on the same host" if led.get("location") == f"https://{HOST}/" else "none"


@every_answer
def test_no_answer_names_the_server(portal: ScratchPortal, name: str) -> None:
    method, path, headers, _, _ = ANSWERS[name]
    assert not dict(ask(portal, method, path, headers).headers).get("server")


def test_a_kept_page_has_them_too(portal: ScratchPortal) -> None:
    first, second = (ask(portal, "GET", "/topics/", SECURE) for _ in range(2))
    assert dict(second.headers)["x-cache"] == "hit"
    assert second.policies() == first.policies()


def test_files_of_the_portal_have_them(portal: ScratchPortal) -> None:
    manifest = Path(portal.environment["DATA_DIR"], "static", "staticfiles.json").read_text()
    for plain in ("css/together.css", "js/theme.js", "admin/css/base.css", "img/mark.svg"):
        named = manifest.partition(f'"{plain}": "')[2].partition('"')[0]
        told = ask(portal, "GET", f"/static/{named}", SECURE)
        assert told.status == 200
        assert told.policies() == [
            (header.lower(), value) for header, value in headers_for(Answer.FILE, TRANSPORT) if value
        ]


def test_a_monitor_may_ask_by_any_name_and_by_plain_http(portal: ScratchPortal) -> None:
    for host in ("10.0.0.7", "[::1]:8000", "evil.example"):
        assert ask(portal, "GET", "/healthz/", {"Host": host}).status == 200
    assert ask(portal, "GET", "/about/", {"Host": "10.0.0.7"}).status == 400


def test_a_wrong_host_is_one_quiet_line(portal: ScratchPortal) -> None:
    log = Path(portal.environment["DATA_DIR"], "portal.log")
    before, began = log.read_text().count("\n"), time.monotonic()
    for number in range(20):
        assert ask(portal, "GET", "/", {"Host": f"evil-{number}.example"}).status == 400
    said = log.read_text()
    # One a minute.
    assert said.count("\n") - before <= 1 + (time.monotonic() - began) / 60
    assert "Invalid HTTP_HOST header" in said
    assert "Traceback" not in said


@pytest.mark.django_db
@pytest.mark.parametrize("status", [500, 503])
def test_a_fault_has_them_too(settings: Settings, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    def fail(*arguments: object, **named: object) -> HttpResponse:
        if status == 503:
            return HttpResponse(status=503)
        raise RuntimeError("A fault.")

    monkeypatch.setattr("records.middleware.ReadOnlyMiddleware.__call__", fail)
    client = Client(raise_request_exception=False)
    for address in ("/about/", "/admin/login/"):
        answer = client.get(address)
        assert answer.status_code == status
        told = [(name, value) for name, value in answer.headers.items() if name.lower() in ORDER]
        assert told == [(name, value) for name, value in headers_for(Answer.PAGE) if value]


# The lists by themselves


def test_each_policy_names_what_it_decides_in_one_order() -> None:
    for kind in Answer:
        policy = dict(headers_for(kind))["Content-Security-Policy"]
        names = [part.split()[0] for part in policy.split("; ")]
        assert names == [name for name in POLICY if name in names]
        assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("path", "framed", "kind"),
    [
        ("/", False, Answer.PAGE),
        ("/charts/x.svg", False, Answer.SHARED),
        ("/charts/x/embed/", True, Answer.FRAMED),
        ("/charts/x/embed/", False, Answer.SHARED),
        ("/static/css/x.css", False, Answer.FILE),
        ("/api/", False, Answer.PAGE),
        ("/api/v1/", False, Answer.SHARED),
    ],
)
def test_what_an_answer_is(path: str, framed: bool, kind: Answer) -> None:
    assert kind_of(path, framed=framed) is kind


def test_https_extends_as_far_as_its_setting_says() -> None:
    assert transport_security("host") == "max-age=31536000"
    assert transport_security("subdomains") == "max-age=31536000; includeSubDomains"
    assert transport_security("preload") == "max-age=31536000; includeSubDomains; preload"


@thorough
def test_nothing_is_said_of_https_where_visitors_come_without() -> None:
    assert "Strict-Transport-Security" not in dict(headers_for(Answer.PAGE))
