"""The figures as tables and rules: where each is printed, which days a date may mean, what is read from a cell."""

from __future__ import annotations

import json
from typing import Any

import pytest
from msgspec.structs import replace

from records.data_package.figures import rule_of, with_days
from records.reconciliation.figure import Finding, Verdict
from tests.data_package.packages import files_in, rows_of
from tests.reconciliation.shipped import ALL, as_shipped

pytestmark = pytest.mark.django_db


def rules(package: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files_in(package)["rules.json"])["figures"]
    return found


def test_every_figure_stands_in_it_with_its_rule_and_its_rows(shipped: bytes) -> None:
    rows = rows_of(shipped, "reconciliation")
    assert [row["slug"] for row in rows] == list(rules(shipped)) == list(as_shipped())
    assert len(rows) == ALL
    counts: dict[str, int] = {}
    for row in rows_of(shipped, "reconciliation-rows"):
        counts[row["figure"]] = counts.get(row["figure"], 0) + 1
    for row in rows:
        figure = as_shipped()[row["slug"]]
        assert (row["printed"], row["verdict"]) == (figure.printed, figure.finding.verdict)
        assert int(row["row_count"]) == counts.get(row["slug"], 0) == len(figure.rows)


def test_a_figure_that_a_row_prints_is_read_from_its_cell() -> None:
    figure = as_shipped()["cases-change-2003"]
    rule = rule_of(figure)
    assert rule["cell"] == {
        "kind": "assistance-years",
        "slug": "2003",
        "header": "Number of cases (net change from previous year)",
        "part": "change",
    }
    assert rule["must"] == {"operation": "change", "field": "cases"}
    assert "printed" not in rule_of(as_shipped()["experts-row-china"])["must"]


def test_a_figure_of_running_text_says_what_is_printed() -> None:
    rule = rule_of(as_shipped()["relief-personnel"])
    assert rule == {
        "of": [{"kind": "disaster-relief-missions"}],
        "against": [],
        "must": {"operation": "equal", "printed": 116, "count": {"operation": "sum", "fields": ["personnel"]}},
    }


def test_no_rule_holds_a_verdict(shipped: bytes) -> None:
    text = json.dumps(rules(shipped))
    assert not any(f'"{verdict}"' in text for verdict in Verdict.values)


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("197X", "1970-01-01", "1979-12-31"),
        ("2002-05", "2002-05-01", "2002-05-31"),
        ("1988-04/1989-03", "1988-04-01", "1989-03-31"),
        ("1975/..", "1975-01-01", None),
    ],
)
def test_a_date_comes_with_the_days_that_it_may_mean(told: str, first: str, last: str | None) -> None:
    days = {"told": told, "first": first, "last": last}
    assert with_days({"must": [{"told": told}]}) == {"must": [days]}


def test_a_declaration_without_a_formula_is_named() -> None:
    figure = replace(as_shipped()["relief-personnel"], must=lambda *_: Finding(Verdict.CANNOT))
    with pytest.raises(LookupError, match="relief-personnel"):
        rule_of(figure)
