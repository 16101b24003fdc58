"""A record read for its page, beside what Django's own querysets find."""

from __future__ import annotations

from typing import Any

import pytest

from records.corrections.versions import first_and_last_day
from records.kinds import RECORD_KINDS
from records.views.reading import read
from tests.kinds import every

pytestmark = pytest.mark.django_db


@every([kind for kind in RECORD_KINDS if kind.url_name])
def test_a_record_is_read_as_it_stands(kind: type[Any]) -> None:
    for record in kind.objects.for_detail()[::7]:
        found = read([kind], record.slug)
        assert found
        whole: Any = found.record
        values = {field.attname: getattr(record, field.attname) for field in kind._meta.concrete_fields}
        assert {name: getattr(whole, name) for name in values} == values
        assert (str(whole), whole.section, whole.section.ancestors) == (
            str(record),
            record.section,
            record.section.ancestors,
        )
        assert (whole.country_list, list(whole.topics.all())) == (record.country_list, list(record.topics.all()))
        assert (found.began, found.state) == first_and_last_day(record)
        neighbours = kind.objects.neighbours(record)
        assert found.neighbours() == neighbours
        assert list(map(str, found.neighbours())) == list(map(str, neighbours))


def test_there_is_none_under_another_slug() -> None:
    assert read(RECORD_KINDS, "no-such-record") is None
