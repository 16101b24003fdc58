"""What home tells first: a few numbers of the report with a sentence and a tiny chart, computed from the records."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from msgspec import Struct

from records.charts.sparks import Spark, climb, climb_by_year, columns, strip
from records.kinds import NAMES, list_address
from records.models import AssistanceYear, ExpertDispatch, Tally, Treaty
from records.models.state import kept_by_state
from records.reconciliation import Verdict
from records.reconciliation.remembering import reconciliation
from records.wording import counted, figure

# The treaties of the report begin in 1964; those of its last years are told apart.
SINCE = 2000
# So many steps can be told apart in a tiny chart; of more treaties it climbs year by year.
MOST_STEPS = 500


class Headline(Struct, frozen=True):
    """A number, the words that go on from it, where they lead to, and the tiny chart beside them."""

    number: str
    words: str
    address: str
    spark: Spark


@kept_by_state()
def headlines() -> tuple[Headline, ...]:
    """Those that the records have anything for, with charts of a limited number of steps."""
    told: tuple[Callable[[], Headline | None], ...] = (experts, treaties, visitors, disagreements)
    return tuple(headline for tell in told if (headline := tell()))


def experts() -> Headline | None:
    """To how many countries experts went, and where most."""
    rows = list(ExpertDispatch.objects.most_first())
    if not rows:
        return None
    most, least = rows[0], rows[-1]
    received = counted(sum(row.total for row in rows), "expert")
    path, marked = columns([row.total for row in rows], 0)
    return Headline(
        number=figure(len(rows)),
        words=(
            f"{'country' if len(rows) == 1 else 'countries'} received {received} from Japan’s police, "
            f"{most.country} alone {figure(most.total)}."
        ),
        address=list_address(ExpertDispatch, "sort=-total"),
        spark=Spark(
            f"Experts by country, {figure(most.total)} in {most.country} to {figure(least.total)} in {least.country}",
            path,
            marked,
            start=str(most.country),
            end=str(least.country),
        ),
    )


def treaties() -> Headline | None:
    """How many treaties there are, and how many of them of the last years."""
    name = NAMES[Treaty]
    years, total = Tally.objects.by_year(name), Tally.objects.by_kind(Tally.Facet.ALL).get(name, 0)
    if not years:
        return None
    first, last = years[0][0], years[-1][0]
    late = sum(count for year, count in years if year >= SINCE) + Treaty.objects.lasting_into(SINCE).count()
    every = counted(total, "treaty", "treaties")
    path, marked = climb(Treaty.objects.days(), SINCE) if total <= MOST_STEPS else climb_by_year(years, SINCE)
    says = f"Treaties as they add up from {first} to {last}: {figure(total - late)} before {SINCE}"
    return Headline(
        number=figure(late) if late else "None",
        words=f"of {every} {'was' if late == 1 else 'were'} signed or ratified in {SINCE} or later.",
        address=list_address(Treaty, f"year_min={SINCE}" if late else ""),
        spark=Spark(says, path, marked, start=str(first), end=str(last)),
    )


def visitors() -> Headline | None:
    """How many visitors were helped in the year that saw most, beside the first and the last year."""
    years = list(AssistanceYear.objects.oldest_first())
    if not years:
        return None
    first, most, last = years[0], max(years, key=lambda year: year.persons), years[-1]
    before = f", up from {figure(first.persons)} in {first.year}" if first != most else ""
    after = f", then {figure(last.persons)} in {last.year}" if last != most else ""
    path, marked = columns([year.persons for year in years], years.index(most))
    return Headline(
        number=figure(most.persons),
        words=f"{'visitor was' if most.persons == 1 else 'visitors were'} helped in {most.year}{before}{after}.",
        address=reverse("statistic-list"),
        spark=Spark(
            "Visitors by year: " + ", ".join(f"{figure(year.persons)} in {year.year}" for year in years),
            path,
            marked,
            start=str(first.year),
            end=str(last.year),
        ),
    )


def disagreements() -> Headline | None:
    """How many of the printed figures disagree with what the report's rows give."""
    found = reconciliation().verdicts
    if not found:
        return None
    differing = found.count(Verdict.DIFFERS)
    path, marked = strip([verdict == Verdict.DIFFERS for verdict in found])
    every = counted(len(found), "printed figure")
    return Headline(
        number=figure(differing) if differing else "None",
        words=f"of {every} {'disagrees' if differing == 1 else 'disagree'} with the rest of the report.",
        address=reverse("reconciliation") + (f"?verdict={Verdict.DIFFERS}" if differing else ""),
        spark=Spark(
            f"{every} from the cover to the last table, with a stroke for each that disagrees",
            path,
            marked,
            start="cover",
            end="last table",
        ),
    )
