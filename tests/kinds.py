"""The kinds of record, for what must hold of every one of them."""

from __future__ import annotations

import pytest

from records.kinds import ALL_KINDS, RECORD_KINDS
from records.models import PrintedFigure


def _name(kind: type) -> str:
    return kind.__name__


every_kind = pytest.mark.parametrize("kind", ALL_KINDS, ids=_name)
every_record_kind = pytest.mark.parametrize("kind", RECORD_KINDS, ids=_name)
# Records, and the totals that are printed beneath them.
every_placed_kind = pytest.mark.parametrize("kind", [*RECORD_KINDS, PrintedFigure], ids=_name)
