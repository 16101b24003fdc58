"""The text and the picture that are made of the results."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import Any

from bench.drawing import Axis, picture
from bench.report import report
from tests.bench.measured import download, growth, throughput

PARTS: dict[str, Any] = {
    "throughput": [*throughput(), *throughput("record", "uncached", portal=(40, 50), datasette=(10, 10))],
    "growth": [*growth("list", 10, 11), *growth("dossier", 10, 90, "postgresql")],
    "downloads": [*download("portal", 10), *download("datasette", 60)],
    "starts": [{"peer": peer, "round": 0, "seconds": 1.0} for peer in ("portal", "datasette")],
    "memory": [{"peer": peer, "pages": 200, "idle": 10**8, "after": 10**8} for peer in ("portal", "datasette")],
    "costs": [{"kind": "list", "queries": 7, "br": 1000, "gzip": 1200, "identity": 9000, "datasette": 50_000}],
}
MACHINE = {"cpu": "A chip", "cores": 2, "memory": 2**34, "system": "Linux", "versions": {"Python": "3.11", "wrk": ""}}
RUN = {"date": "2026-11-30", "commit": "abc", "seconds": 60}


def results(**parts: Any) -> dict[str, Any]:
    return {"plan": "full", "machine": MACHINE, "runs": dict.fromkeys(parts, RUN), "parts": parts}


def test_every_part_has_a_table_and_every_row_of_a_table_all_its_columns() -> None:
    text = report(results(**PARTS))
    assert re.findall("^## (.*)", text, re.MULTILINE) == [
        *("What it must reach", "Machine", "Method", "Pages that are kept", "Pages made anew", "As the rows grow"),
        *("Downloads of all rows as CSV", "Start and memory", "Queries and bytes a page", "What bounds it"),
    ]
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({line.count("|") for line in block.splitlines()}) == 1, block


def test_a_line_that_is_missed_is_marked() -> None:
    text = report(results(**PARTS))
    assert "| page time at 1,000,000 rows / 31 rows, every kind of page, PostgreSQL |" in text
    assert "1 of 1 beyond: dossier; most: dossier 9 ×, +80 ms | **missed** |" in text
    assert "9 goals" not in text.partition("##")[0] or "met" in text


def test_what_was_not_measured_has_no_table() -> None:
    text = report(results(costs=PARTS["costs"]))
    assert "## Downloads" not in text
    assert "| list | 7 | 1,000 | 1,200 | 9,000 | 50,000 |" in text


def test_the_picture_has_a_row_a_kind_and_a_mark_a_figure() -> None:
    drawn = ET.fromstring(picture(PARTS))
    texts = [element.text for element in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {"List", "Record", "Dossier", "0.75", "4.5"} <= set(texts)
    marks = drawn.findall("{http://www.w3.org/2000/svg}circle")
    # Eight of the legends; nginx, the portal's kept list, and both records; two databases of two sizes.
    assert len(marks) == 8 + 2 + 2 + 4


def test_a_picture_of_nothing_measured_is_whole() -> None:
    assert ET.fromstring(picture({})).tag.endswith("svg")


def test_an_axis_goes_by_powers_of_ten() -> None:
    axis = Axis.around([12, 900], (100, 300))
    assert axis.ticks == [10, 100, 1000]
    assert [axis(value) for value in (10, 100, 1000)] == [100, 200, 300]
