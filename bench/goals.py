"""What the portal must reach, and what the figures say that it reached."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bench.plan import REPORT
from bench.results import Grown, Row, Spread, between, grown, middle, only, per_second, ratios

Parts = dict[str, list[Row]]
MILLION = 1_000_000
MIB = 1 << 20
NOT_MEASURED = "not measured"


@dataclass(frozen=True)
class Goal:
    """A line of the table: what is wanted, what was reached, and whether that is enough (None: not measured)."""

    what: str
    wanted: str
    reached: str = NOT_MEASURED
    met: bool | None = None


def goals(parts: Parts) -> list[Goal]:
    """Every line that the figures are held against."""
    return [*of_cache(parts), *of_datasette(parts), *of_growth(parts), *of_downloads(parts), *of_server(parts)]


def of_cache(parts: Parts) -> Iterator[Goal]:
    """A page that is kept: beside nginx, and beside Datasette."""
    rows = only(parts.get("throughput", []), mode="cached", rows=REPORT, database="sqlite")
    yield across("cached page / nginx, 16 connections", rows, "nginx", 16, 0.60)
    yield across("cached page / nginx, 1 connection", rows, "nginx", 1, 0.50)
    unchanged = between(rows, "nginx", connections=16, kind="not modified")
    yield at_least("not modified (304) / nginx, 16 connections", unchanged, 0.45)
    yield across("cached page / Datasette, 16 connections", rows, "datasette", 16, 200)


def across(what: str, rows: list[Row], peer: str, connections: int, least: float) -> Goal:
    """The median of the kinds' own medians, with the lowest and the highest kind beside it."""
    kinds = dict.fromkeys(row["kind"] for row in rows if row["kind"] != "not modified")
    found = {kind: between(rows, peer, connections=connections, kind=kind) for kind in kinds}
    medians = {kind: ratio.middle for kind, ratio in found.items() if ratio}
    wanted = f"≥ {said(least)}"
    if not medians:
        return Goal(what, wanted)
    reached = statistics.median(medians.values())
    low, high = min(medians, key=lambda kind: medians[kind]), max(medians, key=lambda kind: medians[kind])
    words = f"{said(reached)} ({low} {said(medians[low])}, {high} {said(medians[high])})"
    return Goal(what, wanted, words, reached >= least)


def of_datasette(parts: Parts) -> Iterator[Goal]:
    """A page that is made anew, beside Datasette."""
    rows = only(parts.get("throughput", []), mode="uncached", rows=REPORT, connections=16)
    for kind, least in (("list", 2), ("record", 3), ("search", 3), ("CSV", 5)):
        yield at_least(f"uncached / Datasette: {kind}", between(rows, "datasette", kind=kind), least)


def at_least(what: str, reached: Spread | None, least: float) -> Goal:
    """A line of a ratio that is to be high, with its lowest and highest round."""
    wanted = f"≥ {said(least)}"
    if reached is None:
        return Goal(what, wanted)
    return Goal(
        what, wanted, f"{said(reached.middle)} ({said(reached.least)}–{said(reached.most)})", reached.middle >= least
    )


def of_growth(parts: Parts) -> Iterator[Goal]:
    """Every kind of page with a million rows, on either database."""
    for database, name in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL")):
        what = f"page time at 1,000,000 rows / 31 rows, every kind of page, {name}"
        wanted = f"≤ {Grown.TIMES}, or ≤ {Grown.MORE} ms more"
        kinds = grown(parts.get("growth", []), database, REPORT, MILLION)
        if not kinds:
            yield Goal(what, wanted)
            continue
        beyond = [kind for kind in kinds if not kind.bounded]
        worst = max(kinds, key=lambda kind: kind.more)
        told = f"most: {worst.kind} {said(worst.ratio.middle)} ×, {worst.more:+.0f} ms"
        if beyond:
            told = f"{len(beyond)} of {len(kinds)} beyond: {', '.join(kind.kind for kind in beyond)}; {told}"
        yield Goal(what, wanted, told, not beyond)


def of_downloads(parts: Parts) -> Iterator[Goal]:
    """The file of a million rows."""
    rows = only(parts.get("downloads", []), rows=MILLION, database="sqlite")
    ours, theirs = only(rows, peer="portal"), only(rows, peer="datasette")
    yield at_least("CSV of 1,000,000 rows: as fast as Datasette’s stream", ratios(ours, theirs, per_second), 5)
    memory = middle(ours, lambda row: (row["peak"] - row["idle"]) / MIB)
    yield at_most("its memory above idle", memory, 20, " MiB")
    yield at_most("other pages meanwhile", middle(ours, lambda row: row["meanwhile_ms"] / row["alone_ms"]), 2, " ×")


def of_server(parts: Parts) -> Iterator[Goal]:
    """Starting again, and memory, beside Datasette."""
    starts = parts.get("starts", [])
    ours, theirs = only(starts, peer="portal"), only(starts, peer="datasette")
    started = ratios(ours, theirs, of("seconds"))
    yield at_most("start again to the first page / Datasette", started.middle if started else None, 1.2, " ×")
    after = {row["peer"]: row["after"] for row in parts.get("memory", [])}
    memory = after["portal"] / after["datasette"] if after else None
    yield at_most("memory after many pages / Datasette", memory, 1.6, " ×")


def at_most(what: str, reached: float | None, most: float, unit: str) -> Goal:
    """A line of a figure that is to be low."""
    wanted = f"≤ {said(most)}{unit}"
    return Goal(what, wanted) if reached is None else Goal(what, wanted, f"{said(reached)}{unit}", reached <= most)


def of(name: str) -> Callable[[Row], float]:
    """A figure of a row by its name."""

    def figure(row: Row) -> float:
        value: Any = row[name]
        return float(value)

    return figure


def said(value: float) -> str:
    """A ratio or a figure with as many digits as mean something: 0.003, 0.63, 2.4, 18, 1,250."""
    if abs(value) < 1:
        return f"{value:.2f}" if abs(value) >= 0.1 else f"{value:.1g}"
    return f"{value:.1f}".removesuffix(".0") if abs(value) < 10 else f"{value:,.0f}"
