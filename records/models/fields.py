"""Fields of text with a length that the form, the fixtures and the database itself keep.

Django alone has SQLite take any length, and a text field's limit bind the form only.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

# What a text of several lines may hold; the longest of the report's has 605 characters.
LONGEST_TEXT = 10_000
LONGEST_REASON = 500


def _at_most(column: str | None, connection: BaseDatabaseWrapper, length: int | None) -> str:
    """The database's own check of a column's length, in characters."""
    return f"length(CAST({connection.ops.quote_name(str(column))} AS text)) <= {length}"


class LineField(models.CharField):
    """A text of one line."""

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        return _at_most(self.column, connection, self.max_length)


class ProseField(models.TextField):
    """A text of any number of lines."""

    def __init__(self, *args: Any, max_length: int = LONGEST_TEXT, **kwargs: Any) -> None:
        super().__init__(*args, max_length=max_length, **kwargs)
        self.validators.append(MaxLengthValidator(max_length))

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        return _at_most(self.column, connection, self.max_length)


class ListField(models.JSONField):
    """A list of texts, or of pairs of them, as JSON of at most ``max_length`` characters."""

    def __init__(self, *args: Any, max_length: int = 2 * LONGEST_TEXT, **kwargs: Any) -> None:
        super().__init__(*args, max_length=max_length, **kwargs)
        self.validators.append(self.validate_length)

    def validate_length(self, value: object) -> None:
        """Refuse a list that is too long as a whole."""
        found = len(json.dumps(value, ensure_ascii=False))
        if self.max_length is not None and found > self.max_length:
            raise ValidationError(f"This list has {found:,} characters; at most {self.max_length:,} are kept.")

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        # SQLite keeps JSON in ASCII, a character in up to twelve; there, Django also checks that it is JSON at all.
        checks = (super().db_check(connection), _at_most(self.column, connection, 12 * (self.max_length or 0)))
        return " AND ".join(check for check in checks if check)
