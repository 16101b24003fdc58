"""What the tests of the interface share: its description, made of the report's real records once a process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from records.api.schema import document


@pytest.fixture
def description(db: None) -> dict[str, Any]:
    return document()


@pytest.fixture
def forgotten_description() -> Iterator[None]:
    """For a test that makes it of other records."""
    document.cache_clear()
    yield
    document.cache_clear()
