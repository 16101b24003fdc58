"""Up to four countries on one axis of time: a band for each, in it a lane for each kind of dated record."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from records.charts.geometry import Scale, text, widest, year_ticks
from records.charts.lanes import LANES_OF
from records.charts.shapes import HALF, WIDE, ChartType, Drawing, Mark, Text, series
from records.charts.spans import FIRST_YEAR, LAST_YEAR, axis_of, ends_of, shapes_of
from records.wording import counted

TOP, BOTTOM, RIGHT, COUNTS = 24, 26, 20, 40
HEADING, PITCH, BAR, GAP, APART = 26, 12, 9, 6, 3


class Band(Struct, frozen=True):
    """A country with its dated records by kind, in the order of the kinds."""

    name: str
    lanes: dict[type[Any], list[Any]]

    @property
    def records(self) -> list[Any]:
        return [record for lane in self.lanes.values() for record in lane]


def draw(bands: list[Band]) -> Drawing:
    """A band for each country, its name above its lanes; all stand on the same years."""
    return _draw(bands, WIDE, 10)


def draw_narrow(bands: list[Band]) -> Drawing:
    """The same for a phone."""
    return _draw(bands, HALF, 4)


def _draw(bands: list[Band], width: int, most_years: int) -> Drawing:
    left = widest(LANES_OF.values()) + COUNTS
    records = [record for band in bands for record in band.records]
    first = max(min(record.earliest.year for record in records), FIRST_YEAR)
    x = Scale(min(first, LAST_YEAR - 5), LAST_YEAR + 1, left, width - RIGHT)
    marks: list[Mark] = []
    texts: list[Text] = []
    floors, y = [], float(TOP)
    for band in bands:
        y += HEADING
        texts.append(text(0, y - 8, band.name, "c-heading"))
        for lane_number, kind in enumerate(LANES_OF):
            if lane := band.lanes.get(kind):
                rows = _rows([(*ends_of(record, x), record) for record in lane])
                texts.append(text(0, y + GAP + 8, LANES_OF[kind], "c-label"))
                texts.append(text(left - 12, y + GAP + 8, len(lane), "c-tick", "end"))
                for row, places in enumerate(rows):
                    top = y + GAP / 2 + row * PITCH + 1
                    marks += [_mark(band, place, top, series(lane_number)) for place in places]
                y += max(len(rows) * PITCH, 14) + GAP
        if not band.records:
            texts.append(text(0, y + 8, "No dated record", "c-tick"))
            y += 14 + GAP
        floors.append(y)
    lines, labels = axis_of(year_ticks(int(x.low), LAST_YEAR + 1, most=most_years), x, TOP, floors, width)
    return Drawing(
        description=_description(bands),
        rows=[(band.name, one.date_in_words, str(one), one.kind) for band in bands for one in band.records],
        width=width,
        height=int(y) + BOTTOM,
        marks=marks,
        lines=lines,
        texts=[*texts, *labels],
    )


def _description(bands: list[Band]) -> str:
    """How many records of each are drawn, and what the marks mean."""
    told = ", ".join(f"{band.name} {len(band.records)}" for band in bands)
    total = counted(len({record for band in bands for record in band.records}), "dated record")
    return (
        f"{total}, a mark for each where it concerns the country ({told}); an arrow shows what goes on in the report, "
        f"a hollow mark what it dates by a decade or century."
    )


def _rows(places: list[tuple[float, float, Any]]) -> list[list[tuple[float, float, Any]]]:
    """The places in as few rows as keep them apart, each in the first that has room."""
    rows: list[list[tuple[float, float, Any]]] = []
    for place in sorted(places, key=lambda place: (place[0], place[2].position)):
        row = next((row for row in rows if row[-1][1] + APART <= place[0]), None)
        if row is None:
            rows.append([place])
        else:
            row.append(place)
    return rows


def _mark(band: Band, place: tuple[float, float, Any], y: float, colour: str) -> Mark:
    """The bar of one record in the band of a country."""
    start, end, record = place
    said = str(record)
    dated = said if record.date_in_words in said else f"{said}: {record.date_in_words}"
    return Mark(record.get_absolute_url(), f"{band.name}: {dated}", shapes_of(record, start, end, y, BAR, colour))


COMPARED = ChartType(
    name="countries-compared",
    title="Over the years",
    source="all sections",
    kinds=tuple(LANES_OF),
    header=("Country", "Date", "Record", "Kind"),
    draw=draw,
    draw_narrow=draw_narrow,
    most=600,
    page="country-compare",
)
