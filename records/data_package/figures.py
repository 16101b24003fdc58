"""The reconciled figures as tables, and as the rules by which they are recomputed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.urls import reverse

from records import dates
from records.data_package.links import KIND, RECORD_KEY, SLUG
from records.data_package.tables import Cells, Table, column, foreign_key
from records.kinds import NAMES
from records.models import Event
from records.reconciliation import Figure, Verdict
from records.reconciliation.formulas import Formula
from records.reconciliation.remembering import Reconciliation, reconciliation
from records.reconciliation.report import MOST

COLUMNS = [
    column("slug", "The last part of the figure’s address; it never changes.", required=True, unique=True),
    column("address", "The path of its page on the portal.", required=True),
    column("what", "What is counted, dated or said, in a few words.", required=True),
    column("section_slug", "The section or attached table that prints it; empty for the cover."),
    column("locator", "Where exactly the value is printed.", required=True),
    column("printed", "The printed value to the letter; words left out of running text are marked by “…”."),
    column("recomputed", "What the rows give, in words or digits; empty where they give nothing."),
    column(
        "difference",
        "How far the recomputed value lies from the printed one: a number is recomputed less printed, a date so much "
        "earlier or later. Empty where they agree or cannot be compared.",
    ),
    column("verdict", "What comes of recomputing it.", required=True, enum=list(Verdict.values)),
    column("rule", "How it is recomputed, in words; for machines in rules.json.", required=True),
    column("note", "What to know where the two do not agree."),
    column("caveat", "What to know whatever the verdict is."),
    column("printed_in_kind", "The kind of the record whose printed row holds the value; empty for running text."),
    column("printed_in_slug", "The slug of that record."),
    column("printed_under", "The printed header of the cell that holds the value."),
    column("event_slug", "The event that retells the sentence, where there is one."),
    column("row_count", "How many records it is recomputed from.", "integer", unit="records", required=True, minimum=0),
]
ROW_COLUMNS = [
    column("figure", "The slug of the figure.", required=True),
    column("number", "The place of the record among those of the figure, counted from 1.", "integer", minimum=1),
    KIND,
    SLUG,
]


class Figures:
    """All figures, recomputed once, as the files of the package tell them."""

    @cached_property
    def reconciled(self) -> Reconciliation:
        return reconciliation()

    def tables(self) -> Iterator[Table]:
        """The figures, and the records that each is recomputed from."""
        yield Table(
            "reconciliation",
            "Reconciled figures",
            "Every total, change, percentage, count, title and date that the report prints and that can be compared, "
            "beside what the rows give.",
            COLUMNS,
            ["slug"],
            self.rows(),
            [
                foreign_key(["section_slug"], "sections", ["slug"]),
                foreign_key(["event_slug"], "events", ["slug"]),
                foreign_key(["printed_in_kind", "printed_in_slug"], "records", ["kind", "slug"]),
            ],
        )
        yield Table(
            "reconciliation-rows",
            "Records of each figure",
            "A line for each record that a figure is recomputed from.",
            ROW_COLUMNS,
            ["figure", "number"],
            self.record_rows(),
            [foreign_key(["figure"], "reconciliation", ["slug"]), RECORD_KEY],
        )

    def rows(self) -> Iterator[Cells]:
        sections = self.reconciled.report.outline.by_slug
        events = {event.slug for event in self.reconciled.report.rows(Event)}
        for figure in self.reconciled.figures:
            source = figure.printed_in
            yield [
                figure.slug,
                reverse("figure-detail", args=[figure.slug]),
                figure.what,
                figure.section if figure.section in sections else None,
                figure.locator,
                figure.printed,
                figure.finding.recomputed,
                figure.finding.difference,
                figure.finding.verdict,
                figure.rule,
                "" if figure.finding.verdict == Verdict.AGREES else figure.note,
                figure.caveat,
                NAMES[type(source)] if source else None,
                source.slug if source else None,
                figure.cell.header if figure.cell else None,
                figure.event if figure.event in events else None,
                len(figure.rows),
            ]

    def record_rows(self) -> Iterator[Cells]:
        for figure in self.reconciled.figures:
            for number, row in enumerate(figure.rows, start=1):
                yield [figure.slug, number, NAMES[type(row)], row.slug]

    def rules(self) -> str:
        """The rule of each figure as JSON, a line each."""
        rules = ",\n".join(
            f"{json.dumps(figure.slug)}: {written(rule_of(figure))}" for figure in self.reconciled.figures
        )
        return f'{{"most": {MOST},\n"figures": {{\n{rules}\n}}}}\n'


def written(rule: Formula) -> str:
    """A rule on one line."""
    return json.dumps(rule, ensure_ascii=False)


def rule_of(figure: Figure) -> Formula:
    """The formula of a figure, with the cell that holds what is printed, and the days that each date may mean.

    Raises LookupError where its declaration has none.
    """
    formula = figure.formula
    if formula is None:
        raise LookupError(f"The declaration of {figure.slug} does not say for machines how it is recomputed.")
    rule: Formula = with_days(formula)
    if figure.cell and figure.printed_in:
        # Read from the cell, not from the rule.
        rule["must"].pop("printed", None)
        rule["cell"] = {
            "kind": NAMES[type(figure.printed_in)],
            "slug": figure.printed_in.slug,
            "header": figure.cell.header,
            "part": figure.cell.part,
        }
    return rule


def with_days(formula: Any) -> Any:
    """A formula with the first and the last day of each date that it tells."""
    match formula:
        case dict():
            told = {name: with_days(value) for name, value in formula.items()}
            return told | days_of(formula["told"]) if "told" in formula else told
        case list():
            return [with_days(value) for value in formula]
    return formula


def days_of(told: str) -> Formula:
    """The first and the last day that an EDTF date may mean; the last is null while it goes on."""
    last = dates.last_day(told)
    return {"first": str(dates.first_day(told)), "last": str(last) if last else None}
