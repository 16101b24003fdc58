"""The arithmetic of the results: ratios of one round, what lies in their middle, and how far they spread."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Spread:
    """The least, the middle and the most of some figures."""

    least: float
    middle: float
    most: float


def spread(values: Iterable[float]) -> Spread | None:
    """Of some figures; None of none."""
    found = sorted(values)
    return Spread(found[0], statistics.median(found), found[-1]) if found else None


def only(rows: Iterable[Row], /, **wanted: Any) -> list[Row]:
    """The rows that have these values."""
    return [row for row in rows if all(row.get(name) == value for name, value in wanted.items())]


def ratios(ours: Sequence[Row], theirs: Sequence[Row], figure: Callable[[Row], float]) -> Spread | None:
    """Ours by theirs, each pair of the same round, for what is near in time has the same troubles."""
    of_round = {row["round"]: figure(row) for row in theirs}
    return spread(figure(row) / of_round[row["round"]] for row in ours if row["round"] in of_round)


def per_second(row: Row) -> float:
    """What a load is compared by, in requests, and a download, in rows."""
    return float(row["per_second"])


def between(rows: Iterable[Row], peer: str, /, **wanted: Any) -> Spread | None:
    """The portal's requests a second by those of a peer, of one kind, mode, size and number of connections."""
    found = only(rows, **wanted)
    return ratios(only(found, peer="portal"), only(found, peer=peer), per_second)


def middle(rows: Iterable[Row], figure: Callable[[Row], float] = per_second) -> float | None:
    """The median of a figure of these rows."""
    found = spread(map(figure, rows))
    return found.middle if found else None


@dataclass(frozen=True)
class Grown:
    """How much longer a kind of page takes with many rows than with the report's own."""

    kind: str
    small: float
    large: float
    ratio: Spread
    first: float

    # At most one and a half times as long, or so many milliseconds more.
    TIMES = 1.5
    MORE = 20

    @property
    def more(self) -> float:
        """The milliseconds that it takes more."""
        return self.large - self.small

    @property
    def bounded(self) -> bool:
        return self.ratio.middle <= self.TIMES or self.more <= self.MORE


def grown(rows: Iterable[Row], database: str, small: int, large: int) -> list[Grown]:
    """Each kind's page with ``large`` rows beside the same with ``small`` ones, on one database."""
    found = only(rows, database=database)
    kinds = dict.fromkeys(row["kind"] for row in found)
    return [one for kind in kinds if (one := grown_kind(only(found, kind=kind), small, large))]


def grown_kind(rows: Sequence[Row], small: int, large: int) -> Grown | None:
    """One kind of page; None where one of the sizes was not measured."""
    first = [row for row in only(rows, rows=large) if row["round"] < 0]
    few, many = ([row for row in only(rows, rows=size) if row["round"] >= 0] for size in (small, large))
    ratio = ratios(many, few, of_pages)
    if ratio is None:
        return None
    small_ms, large_ms = (statistics.median(time for row in found for time in row["ms"]) for found in (few, many))
    return Grown(few[0]["kind"], small_ms, large_ms, ratio, first[0]["ms"][0] if first else large_ms)


def of_pages(row: Row) -> float:
    """The median time of the pages of a round."""
    return statistics.median(row["ms"])
