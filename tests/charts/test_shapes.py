"""What shapes look like where no stylesheet does."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from records.charts.shapes import SERIES


def test_a_saved_picture_has_the_light_colours_of_the_tokens() -> None:
    tokens = Path(settings.BASE_DIR, "static/css/tokens.css").read_text(encoding="utf-8")
    light = re.findall(r"--series-\d: light-dark\((#\w+),", tokens.partition("@media")[0])
    assert list(SERIES) == light
