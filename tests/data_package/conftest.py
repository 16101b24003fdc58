"""The package of the records as shipped, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.data_package.packages import made, unpacked


@pytest.fixture(scope="session")
def shipped(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> bytes:
    with django_db_blocker.unblock():
        return made()


@pytest.fixture
def folder(shipped: bytes, tmp_path: Path) -> Path:
    """The package as shipped, unpacked for a test to change."""
    return unpacked(shipped, tmp_path)
