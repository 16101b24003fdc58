"""The long table of dossiers: each record of each country, figure by figure."""

from __future__ import annotations

import pytest

from records.kinds import RECORD_KINDS
from records.lists.dossier import COUNTRY_KINDS, DossierRows, figures_in
from records.lists.measures import MEASURES, with_figures
from records.models import Country
from tests.sampling import some_or_all

pytestmark = pytest.mark.django_db


def rows_of(*slugs: str) -> DossierRows:
    countries = list(Country.objects.filter(slug__in=slugs))
    matching = {kind: kind.objects.concerning(countries) if slugs else kind.objects.all() for kind in COUNTRY_KINDS}
    return DossierRows(matching, countries)


@some_or_all
def test_a_dossier_holds_each_record_of_its_country_once_a_figure(part: slice) -> None:
    for country in Country.objects.all()[part]:
        rows = rows_of(country.slug)[:]
        expected = [
            (record, measure)
            for kind in RECORD_KINDS
            for record in kind.objects.concerning([country])
            for measure in figures_in(kind)
        ]
        assert [(row.record, row.measure) for row in rows] == expected


def test_the_sums_are_the_figures_in_the_matrix() -> None:
    """Of experts the totals, of other kinds what they count."""
    matrix = {country.slug: country for country in with_figures(Country.objects.all())}
    for measure in MEASURES:
        counted = {"experts": "total", "visitors": "persons"}.get(measure.name, "")
        sums: dict[str, int] = {}
        for row in rows_of()[:]:
            if type(row.record) is measure.model and (not counted or row.measure == counted):
                sums[row.country.slug] = sums.get(row.country.slug, 0) + ((row.value or 0) if counted else 1)
        assert sums == {slug: found for slug, country in matrix.items() if (found := getattr(country, measure.name))}


def test_a_record_of_two_countries_stands_in_each_dossier_that_is_asked_for() -> None:
    both = [row.country.slug for row in rows_of("china", "south-korea")[:] if row.record.slug.startswith("heads-of")]
    assert len(rows_of("china", "south-korea")) == len(rows_of("china")) + len(rows_of("south-korea"))
    assert set(both) <= {"china", "south-korea"}


def test_a_part_is_read_alone() -> None:
    rows = rows_of("china")
    assert rows[3:7] == rows[:][3:7]
    assert len(rows) == len(rows[:])
