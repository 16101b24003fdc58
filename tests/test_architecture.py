"""The rules that docs/architecture.md gives: which way imports run, how large modules are, where tests stand."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# From the ground up: a module imports from its own floor and from those below. A name stands for all below it that has
# no floor of its own.
FLOORS = (
    ("npa_portal", "records.dates", "records.wording"),
    ("records.models",),
    ("records.kinds", "records.glossary", "records.rows", "records.outline", "records.former_addresses"),
    (
        "records.lists",
        "records.charts",
        "records.citations",
        "records.corrections",
        "records.fixture_files",
        "records.reconciliation",
        "records.search",
        "records.roles",
        "records.metadata",
    ),
    (
        "records.views.base",
        "records.views.frame",
        "records.views.navigation",
        "records.views.past",
        "records.views.reading",
        "records.citations.pages",
        "records.citations.views",
        "records.metadata.views",
        "records.templatetags",
    ),
    (
        "records.views",
        "records.api",
        "records.corrections.views",
        "records.corrections.admin",
        "records.reconciliation.views",
        "records.search.views",
    ),
    ("records.data_package", "records.backup", "records.wholeness"),
    ("records.views.cards",),
    ("records.admin", "records.urls", "records.signals", "records.middleware", "records.management"),
    ("records.accounts",),
    ("records.apps", "npa_portal.public_urls", "npa_portal.urls", "npa_portal.wsgi", "npa_portal.asgi"),
)
FLOOR_OF = {name: floor for floor, names in enumerate(FLOORS) for name in names}

# What was written down to be compared with, row by row.
GOLDEN = {"tests/reconciliation/golden.py"}


def modules(*packages: str) -> dict[str, Path]:
    """The modules of ``packages`` by their dotted names, without migrations."""
    found = {}
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                found[name.removesuffix(".__init__")] = path
    return found


def imported(path: Path, known: dict[str, Path]) -> set[str]:
    """The modules among ``known`` that the one at ``path`` imports anywhere, in its functions, too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= names & known.keys() or {node.module}
    return found & known.keys()


def room(module: str) -> str:
    """The name in `FLOORS` under which ``module`` stands."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in FLOOR_OF), module)


PORTAL = modules("npa_portal", "records")
IMPORTS = {module: imported(path, PORTAL) - {module} for module, path in PORTAL.items()}


def test_every_module_has_its_floor() -> None:
    assert {module for module in PORTAL if room(module) not in FLOOR_OF} == {"records"}
    assert FLOOR_OF.keys() <= PORTAL.keys()


def test_no_import_runs_upwards() -> None:
    upwards = [
        f"{module} imports {other}"
        for module, others in IMPORTS.items()
        for other in sorted(others)
        if module != "records" and FLOOR_OF[room(module)] < FLOOR_OF[room(other)]
    ]
    assert upwards == []


@pytest.mark.parametrize("between", ["packages", "modules"])
def test_no_imports_run_in_a_circle(between: str) -> None:
    graph: dict[str, set[str]] = {}
    for module, others in IMPORTS.items():
        name = room(module) if between == "packages" else module
        graph.setdefault(name, set()).update({room(other) if between == "packages" else other for other in others})
        graph[name].discard(name)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_the_root_of_the_app_holds_few_modules() -> None:
    at_root = {path.name for path in (ROOT / "records").glob("*.py")} - {"__init__.py"}
    assert len(at_root) <= 12, sorted(at_root)


def test_no_module_is_long() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in modules("npa_portal", "records", "bench", "tests", "tools").values()
    }
    assert {name: length for name, length in lengths.items() if length > 350 and name not in GOLDEN} == {}


def test_no_test_imports_from_another() -> None:
    """What several tests need stands in a module of helpers, or in a conftest.py."""
    tests = modules("tests")
    from_tests = [
        f"{module} imports {other}"
        for module, path in tests.items()
        for other in sorted(imported(path, tests) - {module})
        if other.rpartition(".")[2].startswith("test_")
    ]
    assert from_tests == []


def test_the_tests_of_a_package_stand_in_a_folder_of_its_name() -> None:
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/__init__.py")}
    packages = {path.parent.name for path in (ROOT / "records").glob("*/__init__.py")}
    assert folders <= packages | {"npa_portal", "browser", "bench"}


def paths_named() -> Iterator[tuple[str, str]]:
    for page in ("README.md", "CONTRIBUTING.md", "docs/architecture.md"):
        for path in re.findall(
            r"`((?:records|npa_portal|templates|static|tests|tools|docs|fixtures)/[\w./-]*)`", (ROOT / page).read_text()
        ):
            yield page, path


def test_every_file_that_the_documents_name_exists() -> None:
    assert {(page, path) for page, path in paths_named() if not (ROOT / path).exists()} == set()
