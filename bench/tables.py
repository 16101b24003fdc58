"""The tables of RESULTS.md, one a measurement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bench.goals import MIB, MILLION, Parts, of, said
from bench.plan import REPORT
from bench.results import Row, Spread, between, grown, middle, only, per_second, ratios, spread

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
SPREAD = "min / median / max"


def all_tables(parts: Parts) -> Iterator[tuple[str, list[str]]]:
    """Each table that has figures, with its heading."""
    for heading, made in (
        ("Pages that are kept", kept(parts.get("throughput", []))),
        ("Pages made anew", anew(parts.get("throughput", []))),
        ("As the rows grow", growth(parts.get("growth", []))),
        ("Downloads of all rows as CSV", downloads(parts.get("downloads", []))),
        ("Start and memory", server(parts)),
        ("Queries and bytes a page", costs(parts.get("costs", []))),
    ):
        lines = list(made)
        # A heading of columns, the line beneath it, and no row.
        if len(lines) > 2:
            yield heading, lines


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table in Markdown: the first column is words, the others are figures."""
    yield f"| {' | '.join(headings)} |"
    yield f"| --- |{' ---: |' * (len(headings) - 1)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def kept(rows: Sequence[Row]) -> Iterator[str]:
    """Requests a second of pages that are kept, and their ratios."""
    headings = ("requests a second", "connections", "portal", "nginx", "Datasette", f"portal / nginx: {SPREAD}")
    yield from table((*headings, f"portal / Datasette: {SPREAD}"), kept_rows(only(rows, mode="cached")))


def kept_rows(rows: Sequence[Row]) -> Iterator[Sequence[str]]:
    """A row a kind, database and number of connections."""
    for about in groups(rows, "kind", "connections", "database"):
        found = only(rows, **about)
        held = {row["held"] for row in only(found, peer="portal")}
        name = about["kind"] + (", PostgreSQL" if about["database"] == "postgresql" else "")
        yield (
            name if held <= {"hit"} else f"{name} (not kept)",
            str(about["connections"]),
            *(figure(middle(only(found, peer=peer))) for peer in ("portal", "nginx", "datasette")),
            *(three(between(found, peer)) for peer in ("nginx", "datasette")),
        )


def anew(rows: Sequence[Row]) -> Iterator[str]:
    """Requests a second of pages made anew, and their ratios."""
    headings = ("requests a second", "treaties", "connections", "portal", "Datasette", f"portal / Datasette: {SPREAD}")
    yield from table((*headings, "portal, ms (p50 / p99)"), anew_rows(only(rows, mode="uncached")))


def anew_rows(rows: Sequence[Row]) -> Iterator[Sequence[str]]:
    """A row a kind, size and number of connections."""
    for about in groups(rows, "kind", "rows", "connections"):
        found = only(rows, **about)
        ours = only(found, peer="portal")
        yield (
            about["kind"],
            f"{about['rows']:,}",
            str(about["connections"]),
            *(figure(middle(only(found, peer=peer))) for peer in ("portal", "datasette")),
            three(between(found, "datasette")),
            " / ".join(figure(middle(ours, of(name))) for name in ("p50_ms", "p99_ms")),
        )


def growth(rows: Sequence[Row]) -> Iterator[str]:
    """Page times by size and database."""
    sizes = sorted({row["rows"] for row in rows})
    headings = ("milliseconds a page", "database", *(f"{size:,} rows" for size in sizes))
    yield from table((*headings, f"ratio: {SPREAD}", "more", "first", "bounded"), growth_rows(rows, sizes))


def growth_rows(rows: Sequence[Row], sizes: Sequence[int]) -> Iterator[Sequence[str]]:
    """A row a kind and database."""
    for database, name in NAMES.items():
        for one in grown(rows, database, REPORT, MILLION):
            found = [row for row in only(rows, database=database, kind=one.kind) if row["round"] >= 0]
            medians = (spread(time for row in only(found, rows=size) for time in row["ms"]) for size in sizes)
            yield (
                one.kind,
                name,
                *(f"{of_size.middle:.1f}" if of_size else "–" for of_size in medians),
                three(one.ratio),
                f"{one.more:+.1f}",
                f"{one.first:,.0f}",
                "yes" if one.bounded else "**no**",
            )


def downloads(rows: Sequence[Row]) -> Iterator[str]:
    """Seconds, memory, and what others wait meanwhile."""
    headings = (
        "server",
        "rows",
        "seconds",
        "rows a second",
        "as fast as Datasette",
        "memory above idle",
        "other pages, ms: alone",
    )
    yield from table((*headings, "meanwhile", "longest"), download_rows(rows))


def download_rows(rows: Sequence[Row]) -> Iterator[Sequence[str]]:
    """A row a server and size."""
    for about in groups(rows, "peer", "database", "rows"):
        found = only(rows, **about)
        theirs = only(rows, peer="datasette", rows=about["rows"])
        ratio = ratios(found, theirs, per_second) if about["peer"] == "portal" else None
        yield (
            f"portal, {NAMES[about['database']]}" if about["peer"] == "portal" else "Datasette",
            f"{about['rows']:,}",
            figure(middle(found, of("seconds"))) + ("" if whole(found) else ", broken off"),
            figure(middle(found)),
            f"{said(ratio.middle)} ×" if ratio else "",
            f"{figure(middle(found, lambda row: (row['peak'] - row['idle']) / MIB))} MiB",
            *(figure(middle(found, of(name))) for name in ("alone_ms", "meanwhile_ms", "meanwhile_most_ms")),
        )


def whole(rows: Sequence[Row]) -> bool:
    """Whether every row of the database came, beneath the line of the headings."""
    return all(row["lines"] > row["rows"] for row in rows)


def server(parts: Parts) -> Iterator[str]:
    """Starting again, and memory."""
    starts, memory = parts.get("starts", []), {row["peer"]: row for row in parts.get("memory", [])}
    if starts or memory:
        pages = next((row["pages"] for row in memory.values()), 0)
        headings = ("server", f"start to first page, s: {SPREAD}", "memory idle, MB", f"after {pages:,} pages, MB")
        yield from table(headings, (server_row(peer, starts, memory) for peer in ("portal", "datasette")))


def server_row(peer: str, starts: Sequence[Row], memory: dict[str, Row]) -> Sequence[str]:
    """A row a server."""
    held = memory.get(peer)
    sizes = (f"{held[name] / 1e6:.0f}" if held else "–" for name in ("idle", "after"))
    return peer, three(spread(map(of("seconds"), only(starts, peer=peer)))), *sizes


def costs(rows: Sequence[Row]) -> Iterator[str]:
    """Queries, and bytes in each encoding."""
    headings = ("page", "queries", "bytes: brotli", "gzip", "uncompressed", "Datasette")
    names = ("queries", "br", "gzip", "identity", "datasette")
    yield from table(headings, ((row["kind"], *(f"{row[name]:,}" for name in names)) for row in rows))


def groups(rows: Sequence[Row], *names: str) -> list[Row]:
    """The different values of these, in the order in which they come."""
    return [
        dict(zip(names, values, strict=True))
        for values in dict.fromkeys(tuple(row[name] for name in names) for row in rows)
    ]


def figure(value: float | None) -> str:
    """A figure, or a dash where there is none."""
    return "–" if value is None else said(value)


def three(found: Spread | None) -> str:
    """A spread as its three figures."""
    return f"{said(found.least)} / **{said(found.middle)}** / {said(found.most)}" if found else "–"
