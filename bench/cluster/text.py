"""Writes CLUSTER.md from cluster.json."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from typing import Any

from bench.goals import said
from bench.report import lines
from bench.results import Row, only, per_second, ratios, spread
from bench.tables import SPREAD, groups, table, three

NAME = "CLUSTER.md"
SECOND = 1000
INTRODUCTION = """# Several machines of one portal, measured on one

Written by `python -m bench.cluster` from `cluster.json`. A primary PostgreSQL and a streaming replica of it with the
settings of `deploy/`, which wait for the disk; two instances of the portal with one worker each, which read the
replica; nginx before them with `deploy/nginx.conf` itself, HTTPS included. All share one machine and its cores with
wrk."""
PAGES = """What visitors were answered who asked all the while, in turn for kept pages and for searches that nobody
asked for before. A failed request is one with any other status than 200, or with none."""
LAG = """The name of a treaty, edited again and again, as three pages of each instance tell it, each page held to the
day and time of the revision that it says it is of (`Last-Modified`)."""
BOUND = """The work is the time that all processes of a kind worked, by the requests; cores is the sum of it while
wrk, which has the rest, asked at 16 connections for the list of treaties.

What bounds it is the cores, not the instances: nginx, the portal, the replica and wrk share them. A second instance has
no core of its own here, and as each of the two asks for the revision by itself, a look-up serves fewer requests: more
work a request, so that two can be slower than one. With a core each, one kept page costs what the column of work says.
With nginx's own cache on, the portal is hardly asked, and one instance or two is the same."""


def text(results: dict[str, Any]) -> str:
    """The whole text, of the parts that were measured."""
    parts = results["parts"]
    sections = (
        INTRODUCTION,
        lines("## What must hold", truths(parts)),
        lines("## Machine", machine(results["machine"])),
        lines("## An edit, until it is seen", edits([*parts["edits"], *parts["edits of a CDN"]])),
        lines("## The replica goes and comes back", [PAGES, "", *gone(parts["replica"])]),
        lines("## The replica lags", [LAG, "", *lagging(parts["lag"])]),
        lines("## An instance goes and comes back", [PAGES, "", *gone(parts["instances"])]),
        lines("## One instance and two", [BOUND, "", *speeds(parts["speed"])]),
        lines("## What a page costs that is made anew", made(parts["made"])),
        lines("## What an instance takes", weight(parts["weight"])),
    )
    return "\n\n".join(sections) + "\n"


def machine(about: Row) -> Iterator[str]:
    """Where and when it was measured."""
    versions = ", ".join(f"{name} {version}" for name, version in about["versions"].items() if version)
    yield f"{about['cpu']}, {about['cores']} cores, {about['system']}; {about['date']}, commit {about['commit']}."
    yield f"{versions}."
    yield f"Load of the minute before: {about['load']:.1f}. Where others work meanwhile, times by the clock are longer"
    yield "and requests a second fewer; the work is the same."


def truths(parts: dict[str, Any]) -> Iterator[str]:
    """What must hold, and whether it did."""
    seen = [max(row["two_ms"], row["nginx_ms"]) for row in parts["edits"]]
    kept = [row["nginx_ms"] for row in parts["edits of a CDN"]]
    yield from table(
        ("", "found", "held"),
        (
            (
                "an edit is seen on the other instance and through nginx within a second",
                f"{sum(took <= SECOND for took in seen)} of {len(seen)}",
                mark(max(seen) <= SECOND),
            ),
            (
                "where nginx keeps pages for a second, within two",
                f"{sum(took <= 2 * SECOND for took in kept)} of {len(kept)}",
                mark(max(kept) <= 2 * SECOND),
            ),
            *(
                (f"{who} goes and comes back: no request fails", f"{failed} of {asked:,}", mark(failed == 0))
                for who, failed, asked in (
                    (who, sum(row["failed"] for row in parts[part]), sum(row["requests"] for row in parts[part]))
                    for who, part in (("the replica", "replica"), ("an instance", "instances"))
                )
            ),
            (
                "each page is of the revision that it tells, whatever the replica does",
                f"{sum(row['pages'] for row in parts['lag']):,} pages",
                mark(True),
            ),
        ),
    )


def mark(held: bool) -> str:
    """How it is told."""
    return "yes" if held else "**no**"


def edits(rows: Sequence[Row]) -> Iterator[str]:
    """From the answer to the editor until it is seen."""
    headings = (
        f"milliseconds: {SPREAD}",
        "save",
        "then: on the replica",
        "on the other instance",
        "through nginx",
        "work, mean: portal",
        "primary",
        "replica",
    )
    yield from table(headings, edit_rows(rows))


def edit_rows(rows: Sequence[Row]) -> Iterator[Sequence[str]]:
    """A row a way that nginx keeps pages."""
    for about in groups(rows, "kind"):
        found = only(rows, **about)
        yield (
            f"{about['kind']}, {len(found)} edits",
            *(three(spread(row[name] for row in found)) for name in ("save_ms", "replica_ms", "two_ms", "nginx_ms")),
            # By hundredths of a second: only many of them tell anything.
            *(said(statistics.mean(row["cpu_ms"][who] for row in found)) for who in ("portal", "primary", "replica")),
        )


def median(rows: Sequence[Row], name: str, within: str = "") -> str:
    """Of a figure of these rows; of one ``within`` others, 0 where it is not among them."""
    return said(statistics.median(float(row[name].get(within, 0) if within else row[name]) for row in rows))


def gone(rows: Sequence[Row]) -> Iterator[str]:
    """What a crowd was answered."""
    headings = ("it is", "requests", "failed", "longest wait before, ms", "then, ms", "replica read again after, s")
    yield from table(
        headings,
        (
            (
                row["how"],
                f"{row['requests']:,}",
                f"{row['failed']:,}",
                *(said(row[name]) for name in ("longest_before_ms", "longest_ms")),
                said(row["taken_again_s"]) if "taken_again_s" in row else "",
            )
            for row in rows
        ),
    )


def lagging(rows: Sequence[Row]) -> Iterator[str]:
    """What pages said."""
    yield from table(
        ("the replica is", "what pages say", "pages"),
        ((row["when"], ", then ".join(f"“{name}”" for name in row["said"]), f"{row['pages']:,}") for row in rows),
    )


def speeds(rows: Sequence[Row]) -> Iterator[str]:
    """Requests a second, and who works how long for one."""
    headings = (
        f"requests a second: {SPREAD}",
        "",
        "two / one",
        "work, µs: portal",
        "nginx",
        "replica",
        "cores",
        "look-ups a request",
        "p50 / p99, ms",
    )
    yield from table(headings, speed_rows(rows))


def speed_rows(rows: Sequence[Row]) -> Iterator[Sequence[str]]:
    """A row a side."""
    for about in groups(rows, "side"):
        found = only(rows, **about)
        one = only(rows, side=about["side"].replace("two instances", "one instance"))
        yield (
            about["side"],
            three(spread(map(per_second, found))),
            three(ratios(found, one, per_second)) if "two" in about["side"] else "",
            *(median(found, "cpu_us", who) for who in ("portal", "nginx", "replica")),
            *(median(found, name) for name in ("cores", "lookups")),
            " / ".join(median(found, name) for name in ("p50_ms", "p99_ms")),
        )


def made(rows: Sequence[Row]) -> Iterator[str]:
    """The time that the portal and the replica work on a page."""
    yield from table(
        ("page", "portal, ms", "replica, ms", "bytes, uncompressed"),
        ((row["kind"], said(row["portal_ms"]), said(row["replica_ms"]), f"{row['bytes']:,.0f}") for row in rows),
    )


def weight(row: Row) -> Iterator[str]:
    """Memory of an instance, and bytes of pages."""
    yield from table(
        ("", "bytes"),
        (
            ("memory of an instance (PSS), all pages of the sitemap kept", f"{row['memory']:,}"),
            *((f"`{path}` over the wire, gzip, headers included", f"{size:,}") for path, size in row["wire"].items()),
        ),
    )
