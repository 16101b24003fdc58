"""What was reached, held against what must be reached."""

from __future__ import annotations

import pytest

from bench.goals import NOT_MEASURED, Goal, Parts, goals, said
from tests.bench.measured import download, growth, throughput


def found(parts: Parts, words: str) -> Goal:
    (goal,) = (goal for goal in goals(parts) if words in goal.what)
    return goal


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    assert {(goal.reached, goal.met) for goal in goals({})} == {(NOT_MEASURED, None)}


@pytest.mark.parametrize(("portal", "met"), [(600.0, True), (590.0, False)])
def test_a_kept_page_is_judged_by_the_median_of_the_kinds(portal: float, met: bool) -> None:
    rows = [
        row
        for kind, speed in (("home", 100.0), ("list", portal), ("record", 900.0))
        for row in throughput(kind, portal=(speed,), nginx=(1000.0,))
    ]
    goal = found({"throughput": rows}, "cached page / nginx, 16")
    assert goal.met is met
    assert "home 0.10, record 0.90" in goal.reached


def test_an_answer_of_not_modified_has_a_line_of_its_own() -> None:
    rows = [*throughput(), *throughput("not modified", portal=(400,), nginx=(1000,))]
    assert found({"throughput": rows}, "cached page / nginx, 16").reached.startswith("0.75")
    assert found({"throughput": rows}, "304").met is False


def test_pages_made_anew_are_judged_kind_by_kind() -> None:
    rows = [
        *throughput("list", "uncached", portal=(5,), datasette=(2,)),
        *throughput("CSV", "uncached", portal=(8,), datasette=(2,)),
    ]
    met = {goal.what.rpartition(" ")[2]: goal.met for goal in goals({"throughput": rows}) if "uncached" in goal.what}
    assert met == {"list": True, "record": None, "search": None, "CSV": False}


def test_one_kind_that_grows_misses_the_line_of_its_database() -> None:
    parts = {"growth": [*growth("list", 10, 11), *growth("home", 10, 90), *growth("list", 10, 11, "postgresql")]}
    assert found(parts, "SQLite").met is False
    assert found(parts, "SQLite").reached.startswith("1 of 2 beyond: home;")
    assert found(parts, "PostgreSQL").met is True


def test_a_download_is_judged_by_time_memory_and_what_others_wait() -> None:
    parts = {"downloads": [*download("portal", 10, memory=12, meanwhile=25), *download("datasette", 60)]}
    assert (found(parts, "CSV of 1,000,000").reached, found(parts, "CSV of 1,000,000").met) == ("6 (6–6)", True)
    assert (found(parts, "memory above").reached, found(parts, "memory above").met) == ("12 MiB", True)
    assert (found(parts, "meanwhile").reached, found(parts, "meanwhile").met) == ("2.5 ×", False)


def test_start_and_memory_are_judged_beside_datasette() -> None:
    starts = [{"peer": peer, "round": 0, "seconds": seconds} for peer, seconds in (("portal", 1.5), ("datasette", 1.0))]
    memory = [{"peer": peer, "after": size} for peer, size in (("portal", 100), ("datasette", 80))]
    parts = {"starts": starts, "memory": memory}
    assert (found(parts, "start again").met, found(parts, "memory after").met) == (False, True)


@pytest.mark.parametrize(
    ("value", "words"), [(0.625, "0.62"), (1, "1"), (2.449, "2.4"), (18.4, "18"), (1249.6, "1,250")]
)
def test_a_figure_has_as_many_digits_as_mean_something(value: float, words: str) -> None:
    assert said(value) == words
