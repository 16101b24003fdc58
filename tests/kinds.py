"""The kinds of record, for what must hold of every one of them."""

from __future__ import annotations

import pytest

from records.fixture_files.dumping import KINDS
from records.models import Record

RECORD_KINDS = tuple(kind for kind in KINDS if issubclass(kind, Record))


def _name(kind: type) -> str:
    return kind.__name__


every_kind = pytest.mark.parametrize("kind", KINDS, ids=_name)
every_record_kind = pytest.mark.parametrize("kind", RECORD_KINDS, ids=_name)
