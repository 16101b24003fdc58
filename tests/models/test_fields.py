"""Text has a length that the form, the fixtures and the database itself keep."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, models, transaction
from django.test import Client

from records.kinds import ALL_KINDS
from records.models import Change, Event, FormerAddress
from records.models.fields import LONGEST_REASON, LONGEST_TEXT, LineField, ListField, ProseField
from tests.admin_pages import WHY, change_url, form_data
from tests.factories import MAKERS, make_event
from tests.fixture_rows import change_row

pytestmark = pytest.mark.django_db

LIMITED = (LineField, ProseField, ListField)
MODELS: tuple[Any, ...] = (*ALL_KINDS, Change, FormerAddress, *(kind.history.model for kind in ALL_KINDS))
every_text = pytest.mark.parametrize(
    ("kind", "field"),
    [(kind, field) for kind in ALL_KINDS for field in kind._meta.fields if isinstance(field, LIMITED)],
    ids=lambda value: getattr(value, "name", None) or value.__name__,
)


def too_long(field: Any) -> Any:
    """A value of one character more than fits."""
    length: int = field.max_length
    return ["x" * (length - 3)] if isinstance(field, ListField) else "x" * (length + 1)


def test_every_free_text_has_a_limit() -> None:
    texts = (models.CharField, models.TextField, models.JSONField)
    free = [field for model in MODELS for field in model._meta.fields if isinstance(field, texts) and not field.choices]

    assert [str(field) for field in free if not isinstance(field, (*LIMITED, models.SlugField))] == []


@every_text
def test_what_is_too_long_is_refused_by_its_field(kind: Any, field: Any) -> None:
    record = MAKERS[kind]()
    setattr(record, field.name, too_long(field))

    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    assert any("at most" in reason for reason in refused.value.message_dict[field.name])


@every_text
def test_what_is_too_long_is_refused_by_the_database(kind: Any, field: Any) -> None:
    record = MAKERS[kind]()
    length: int = field.max_length
    # Of a list, the database counts the letters of its JSON, in which a character may take twelve.
    value = ["x" * 12 * length] if isinstance(field, ListField) else too_long(field)

    with pytest.raises(DatabaseError), transaction.atomic():
        kind.objects.filter(pk=record.pk).update(**{field.name: value})


def test_a_long_text_and_a_long_row_are_kept_to_the_letter() -> None:
    cells = [["h" * 5000, "😀" * 5000], ["x", "y" * 9900]]
    record = make_event(text="字" * LONGEST_TEXT, as_printed=cells)

    kept = Event.objects.get(pk=record.pk)
    assert (kept.text, kept.as_printed) == ("字" * LONGEST_TEXT, cells)


@pytest.mark.parametrize("name", ["before", "after", "reason", "name"])
def test_the_change_log_is_limited_by_the_database(name: str) -> None:
    Change.objects.create(when="2026-01-01T00:00Z", what="corrected", source="editor", name="It", reason=WHY)

    with pytest.raises(DatabaseError), transaction.atomic():
        Change.objects.update(**{name: "x" * (5 * LONGEST_TEXT + 1)})


def test_the_reason_of_a_version_is_limited_by_the_database() -> None:
    record = make_event()

    with pytest.raises(DatabaseError), transaction.atomic():
        record.history.update(history_change_reason="x" * (LONGEST_REASON + 1))


def test_a_row_that_is_too_long_is_not_loaded(own_fixtures: Path) -> None:
    slug = change_row(own_fixtures, "events", 1, text="x" * (LONGEST_TEXT + 1))

    with pytest.raises(CommandError) as refused:
        call_command("load_records", "--directory", str(own_fixtures), "--replace", verbosity=0)
    assert f"events.json, row 1 ({slug}): text: Ensure this value has at most 10000 characters" in str(refused.value)


def test_the_form_says_what_is_too_long(editor_client: Client) -> None:
    event = make_event()
    data = form_data(editor_client, change_url(event)) | {"text": "x" * (LONGEST_TEXT + 1), "reason": WHY}
    page = editor_client.post(change_url(event), data).content.decode()

    assert "Ensure this value has at most 10000 characters (it has 10001)." in page
    assert Event.objects.get(pk=event.pk).text == ""
