"""The lines by which another site shows a chart are HTML, whatever its address and title hold."""

from __future__ import annotations

from records.charts.embedding import lines_to_copy
from tests.browser.pages import Links


def test_the_lines_are_a_frame_of_the_address() -> None:
    lines = lines_to_copy("https://portal.example/charts/x/embed/?a=1&b=2", 'Treaties, "so far" <b>', 606)
    assert Links.of(lines).files == ["https://portal.example/charts/x/embed/?a=1&b=2"]
    assert 'title="Treaties, &quot;so far&quot; &lt;b&gt;"' in lines
    assert 'height="606"' in lines


def test_a_page_escapes_the_lines_once_more() -> None:
    assert not hasattr(lines_to_copy("https://portal.example/", "Treaties", 606), "__html__")
