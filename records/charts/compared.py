"""Up to four countries on one axis of time: a band for each, in it a lane for each kind of dated record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from records.charts.geometry import Scale, arrow_bar, bar, moment, number, text, upright, widest, year_ticks
from records.charts.lanes import FIRST_YEAR, LANES_OF, LAST_YEAR
from records.charts.shapes import HALF, WIDE, ChartType, Drawing, Mark, Shape, Text, series
from records.wording import counted

TOP, BOTTOM, RIGHT, COUNTS = 24, 26, 20, 40
HEADING, PITCH, BAR, GAP, APART, LEAST_WIDTH, A_DAY = 26, 12, 9, 6, 3, 7, 1 / 366


@dataclass(frozen=True)
class Band:
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
        for number_of_lane, kind in enumerate(LANES_OF):
            if lane := band.lanes.get(kind):
                rows = _rows([(*_ends(record, x), record) for record in lane])
                texts.append(text(0, y + GAP + 8, LANES_OF[kind], "c-label"))
                texts.append(text(left - 12, y + GAP + 8, len(lane), "c-tick", "end"))
                for row, places in enumerate(rows):
                    top = y + GAP / 2 + row * PITCH + 1
                    marks += [_mark(band, place, top, series(number_of_lane)) for place in places]
                y += max(len(rows) * PITCH, 14) + GAP
        if not band.records:
            texts.append(text(0, y + 8, "No dated record", "c-tick"))
            y += 14 + GAP
        floors.append(y)
    years = year_ticks(int(x.low), LAST_YEAR + 1, most=most_years)
    return Drawing(
        description=_description(bands),
        rows=[(band.name, one.date_in_words, str(one), one.kind) for band in bands for one in band.records],
        width=width,
        height=int(y) + BOTTOM,
        marks=marks,
        lines=[
            upright([x(year) for year in years], TOP - 4, y),
            Shape("c-grid", "".join(f"M0 {number(floor)}H{width}" for floor in floors)),
        ],
        texts=[*texts, *(text(x(year), place, year, "c-tick", "middle") for year in years for place in (14, y + 18))],
    )


def _description(bands: list[Band]) -> str:
    """How many records of each are drawn, and what the marks mean."""
    told = ", ".join(f"{band.name} {len(band.records)}" for band in bands)
    total = counted(len({record for band in bands for record in band.records}), "dated record")
    return (
        f"{total}, a mark for each where it concerns the country ({told}); an arrow shows what goes on in the report, "
        f"a hollow mark what it dates by a decade or century."
    )


def _ends(record: Any, x: Scale) -> tuple[float, float]:
    """Where its mark begins and ends."""
    start = min(max(x(moment(record.earliest)), x.start), x.end - LEAST_WIDTH)
    end = x(moment(record.latest) + A_DAY) if record.latest else x.end
    return start, min(max(end, start + LEAST_WIDTH), x.end)


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
    """A bar from its first to its last day: filled within a year, tinted beyond it, hollow where the date is vague."""
    start, end, record = place
    shapes: tuple[Shape, ...]
    if record.is_span:
        outline = bar if record.latest else arrow_bar
        shapes = (Shape(f"{colour} c-tint", outline(start, y, end - start, BAR)), Shape(colour, bar(start, y, 3, BAR)))
    else:
        shapes = (Shape(f"{colour} c-hollow" if record.is_vague else colour, bar(start, y, end - start, BAR)),)
    said = str(record)
    dated = said if record.date_in_words in said else f"{said}: {record.date_in_words}"
    return Mark(record.get_absolute_url(), f"{band.name}: {dated}", shapes)


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
