"""What every measurement is given: the plan, a folder to work in, and the databases, filled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from bench.filling import Filled, fill
from bench.pages import Kind, growing, kinds
from bench.plan import REPORT, Plan
from bench.postgresql import cluster


@dataclass(frozen=True)
class Bench:
    """A run of the benchmark."""

    plan: Plan
    folder: Path
    databases: dict[tuple[str, int], Filled]

    def database(self, rows: int = REPORT, database: str = "sqlite") -> Filled:
        """The portal's database with ``rows`` treaties."""
        return self.databases[database, rows]

    def kinds(self, rows: int = REPORT) -> list[Kind]:
        """The kinds of page, with addresses of that size."""
        return kinds(self.database(rows).edition)

    def growing(self, rows: int) -> list[Kind]:
        """The same for what is followed as the rows grow."""
        return growing(self.database(rows).edition)


@contextmanager
def prepared(plan: Plan, folder: Path) -> Iterator[Bench]:
    """Fill what is not filled yet; PostgreSQL, where the plan has it, is stopped at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    with cluster(folder / "postgresql") if "postgresql" in plan.databases else nullcontext("") as url:
        databases = {
            (name, rows): Filled(
                name, rows, folder / f"{name}-{rows}", f"{url}/npa_{rows}" if name == "postgresql" else ""
            )
            for rows in plan.sizes
            for name in plan.databases
        }
        fill(databases.values())
        yield Bench(plan, folder, databases)
