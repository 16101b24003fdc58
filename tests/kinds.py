"""The kinds of record, for what must hold of every one of them."""

from __future__ import annotations

import pytest

from records.kinds import ALL_KINDS, PLACED_KINDS, RECORD_KINDS


def _name(kind: type) -> str:
    return kind.__name__


every_kind = pytest.mark.parametrize("kind", ALL_KINDS, ids=_name)
every_record_kind = pytest.mark.parametrize("kind", RECORD_KINDS, ids=_name)
every_placed_kind = pytest.mark.parametrize("kind", PLACED_KINDS, ids=_name)
