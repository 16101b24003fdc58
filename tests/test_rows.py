"""A record as a row, and the digest by which rows are told apart."""

from __future__ import annotations

from typing import Any

import pytest

from records.models import Addressed
from records.rows import digest, fields_of, stored_records, values_of
from tests.kinds import every_kind

pytestmark = pytest.mark.django_db


@every_kind
def test_a_row_leaves_out_what_is_derived(kind: type[Addressed]) -> None:
    names = [field.name for field in fields_of(kind)]

    assert names[0] == "slug"
    assert not {"id", "earliest", "latest"} & set(names)
    assert set(values_of(stored_records(kind)[0])) == set(names)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"a": 1, "b": ""}, {"a": 1}, True),
        ({"a": 1, "b": None, "c": [], "d": False}, {"a": 1}, True),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True),
        ({"a": 0}, {"a": None}, False),
        ({"a": "1"}, {"a": 1}, False),
        ({"a": [["b", "c"]]}, {"a": [["c", "b"]]}, False),
    ],
)
def test_a_digest_tells_values_apart_but_not_empty_from_absent(
    one: dict[str, Any], other: dict[str, Any], same: bool
) -> None:
    assert (digest(one) == digest(other)) is same


@every_kind
def test_records_are_read_in_the_report_s_order(kind: type[Addressed]) -> None:
    places = [(getattr(record, "position", 0), record.slug) for record in stored_records(kind)]

    assert places == sorted(places)
