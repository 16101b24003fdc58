"""What is told of each request: by the served portal with two workers, in its log and to Prometheus."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from npa_portal.environment import BASE_DIR
from npa_portal.observing import as_json, as_text
from tools.scratch_portal import ScratchPortal, free_port, scratch_portal

PATIENCE = 60
GIVEN = "a-proxys-own-name"


@pytest.fixture(scope="module")
def portal(prepared_folder: Path) -> Iterator[ScratchPortal]:
    settings = {"LOG_FORMAT": "json", "LOG_REQUESTS": "on", "METRICS": f"127.0.0.1:{free_port()}"}
    with scratch_portal(prepared_folder, WORKERS="2", **settings) as portal:
        yield portal


def ask(portal: ScratchPortal, address: str, method: str = "GET", **headers: str) -> Any:
    request = urllib.request.Request(portal.url + address, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            answer.read()
            return answer
    except urllib.error.HTTPError as error:
        error.close()
        return error


def told_of(portal: ScratchPortal, name: str) -> dict[str, Any]:
    """The one line of the log on the request of that name."""
    deadline = time.monotonic() + PATIENCE
    log = Path(portal.environment["DATA_DIR"], "portal.log")
    while time.monotonic() < deadline:
        lines = [json.loads(line) for line in log.read_text().splitlines() if f'"{name}"' in line]
        requests: list[dict[str, Any]] = [line for line in lines if line["logger"] == "requests"]
        if requests:
            [only] = requests
            return only
        time.sleep(0.05)
    raise AssertionError(log.read_text())


@pytest.mark.parametrize(
    ("address", "method", "route", "status"),
    [
        ("/treaties/convention-on-cybercrime/?x=somebodys-name", "GET", "treaties/<slug:slug>/", 200),
        ("/search/?q=somebodys-name", "GET", "search/", 200),
        ("/", "HEAD", "/", 200),
        ("/about/", "POST", "about/", 405),
        ("/nothing/%0a2026-11-30%20made%20up/", "GET", "none", 404),
        ("/admin/login/", "GET", "admin/login/", 200),
    ],
)
def test_a_line_tells_of_a_request_but_not_what_was_asked_for(
    portal: ScratchPortal, address: str, method: str, route: str, status: int
) -> None:
    answer = ask(portal, address, method)
    assert answer.status == status
    told = told_of(portal, answer.headers["X-Request-ID"])
    assert (told["method"], told["route"], told["status"]) == (method, route, status)
    assert told["ms"] > 0
    assert told.keys() == {"time", "logger", "request", "method", "route", "status", "ms", "cache"}
    assert "somebodys" not in json.dumps(told)


def test_a_kept_page_is_told_of_as_well(portal: ScratchPortal) -> None:
    # Each of the two workers keeps its own.
    answers = [ask(portal, "/topics/") for _ in range(12)]
    kept = [told_of(portal, answer.headers["X-Request-ID"])["cache"] for answer in answers]
    assert kept == [answer.headers["X-Cache"] for answer in answers]
    assert "hit" in kept
    assert len({answer.headers["X-Request-ID"] for answer in answers}) == 12


def test_a_name_that_a_proxy_gives_is_kept_where_it_is_safe(portal: ScratchPortal) -> None:
    assert ask(portal, "/about/", **{"X-Request-ID": GIVEN}).headers["X-Request-ID"] == GIVEN
    assert told_of(portal, GIVEN)["route"] == "about/"
    assert ask(portal, "/about/", **{"X-Request-ID": "bad name"}).headers["X-Request-ID"] != "bad name"


def counted(portal: ScratchPortal) -> dict[str, float]:
    """What Prometheus is told, by name and labels."""
    with urllib.request.urlopen(f"http://{portal.environment['METRICS']}/metrics", timeout=PATIENCE) as answer:
        lines = answer.read().decode().splitlines()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}


def of_route(found: dict[str, float], route: str) -> float:
    return sum(value for name, value in found.items() if "requests_total" in name and f'route="{route}"' in name)


def test_prometheus_is_told_the_sum_of_all_workers_by_whichever_it_asks(portal: ScratchPortal) -> None:
    before = of_route(counted(portal), "glossary/")
    for _ in range(20):
        assert ask(portal, "/glossary/").status == 200
    # Each is counted a moment after its answer.
    deadline = time.monotonic() + 10
    while of_route(counted(portal), "glossary/") < before + 20 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert {of_route(counted(portal), "glossary/") for _ in range(6)} == {before + 20}
    # Made-up addresses and methods make no new series.
    series = len(counted(portal))
    for number in range(10):
        ask(portal, f"/nothing-{number}/")
    assert len(counted(portal)) <= series + 2


def test_the_alerts_of_the_manual_ask_for_what_there_is(portal: ScratchPortal) -> None:
    ask(portal, "/about/")
    named = set(re.findall(r"npa_portal_\w+", (BASE_DIR / "docs" / "operations.md").read_text()))
    assert named
    assert named <= {name.partition("{")[0] for name in counted(portal)}


def test_the_portal_itself_does_not_tell(portal: ScratchPortal) -> None:
    assert ask(portal, "/metrics").status == 404


NASTY = {"request": "x", "address": '/search/?q=a b\nstatus=200 "\x1b', "visitor": "::1"}


def test_what_is_asked_for_begins_no_line_and_no_field() -> None:
    said = as_text("2026-11-30 12:00:00", NASTY)
    assert (
        said
        == '2026-11-30 12:00:00 INFO requests: request=x address=/search/?q=a%20b\\nstatus=200%20"\\x1b visitor=::1\n'
    )
    line = as_json("2026-11-30 12:00:00", NASTY)
    assert line.count("\n") == 1
    assert json.loads(line)["address"] == NASTY["address"]
