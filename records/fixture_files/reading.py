"""Reading the fixtures: every row checked for shape, types and references before the database sees any of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models
from msgspec import Struct

from records.kinds import ALL_KINDS, NAMES
from records.models import Addressed
from records.rows import Key, digest, fields_of, key_of
from records.wording import short

# Neither database takes these: NUL, and halves of a character.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
MOST_PROBLEMS_SHOWN = 20


class FixtureError(Exception):
    """What is wrong with the fixtures, a line a problem: file, row, slug, field and reason as far as known."""

    def __init__(self, problems: list[str]) -> None:
        shown = problems[:MOST_PROBLEMS_SHOWN]
        if more := len(problems) - len(shown):
            shown.append(f"... and {more} more.")
        super().__init__("\n".join(shown))


class Row(Struct, frozen=True):
    """One row of a fixture file; ``values`` are its fields as JSON holds them."""

    kind: type[Addressed]
    file: str
    number: int
    values: dict[str, Any]

    @property
    def slug(self) -> str:
        return str(self.values["slug"])

    @property
    def key(self) -> Key:
        return key_of(self.kind, self.slug)

    @property
    def digest(self) -> str:
        """The same as that of the record which is loaded from it."""
        lists = {field.name for field in self.kind._meta.many_to_many}
        return digest({name: sorted(value) if name in lists else value for name, value in self.values.items()})

    def problem(self, field: str, reason: str) -> str:
        """The line that says what is wrong with one of its fields."""
        return f"{self.file}, row {self.number} ({self.slug}): {field}: {reason}"


def file_name(kind: type[Addressed]) -> str:
    """The file of a kind: “training_courses.json”."""
    return f"{NAMES[kind].replace('-', '_')}.json"


def read(directory: Path) -> list[Row]:
    """All rows of all files in the order of loading, each checked as far as that needs no database.

    Raises FixtureError with every problem of the first step that finds any: the files and the shape of their rows,
    then the rows' values.
    """
    rows: list[Row] = []
    problems: list[str] = []
    for kind in ALL_KINDS:
        try:
            rows += _rows(directory / file_name(kind), kind, problems)
        except UnreadableError as error:
            problems.append(f"{file_name(kind)}: {error}")
    if problems:
        raise FixtureError(problems)
    problems = [*_reused_slugs(rows), *_wrong_values(rows)]
    if problems:
        raise FixtureError(problems)
    return rows


class UnreadableError(Exception):
    """Why a file as a whole cannot be taken."""


def _rows(path: Path, kind: type[Addressed], problems: list[str]) -> Iterator[Row]:
    """The well-shaped rows of a file; the others go to ``problems``. Raises UnreadableError."""
    for number, entry in enumerate(entries(path), 1):
        if reason := _misshapen(entry, kind):
            fields = entry.get("fields") if isinstance(entry, dict) else None
            slug = fields.get("slug") if isinstance(fields, dict) else None
            known = f" ({slug})" if isinstance(slug, str) else ""
            problems.append(f"{path.name}, row {number}{known}: {reason}")
        else:
            yield Row(kind, path.name, number, entry["fields"])


def entries(path: Path) -> list[Any]:
    """The list that a file holds. Raises UnreadableError."""
    try:
        found = json.loads(path.read_bytes().decode(), object_pairs_hook=_object)
    except FileNotFoundError as error:
        raise UnreadableError(f"there is no such file in {path.parent}.") from error
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UnreadableError(f"line {line}: is not UTF-8.") from error
    except json.JSONDecodeError as error:
        raise UnreadableError(f"line {error.lineno}, column {error.colno}: is not JSON: {error.msg}.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is not JSON that can be read: {error}.") from error
    if not isinstance(found, list):
        raise UnreadableError("must hold a list of rows.")
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object in which no name stands twice; Python would silently keep the last."""
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            slug = dict(pairs).get("slug", "no slug")
            raise UnreadableError(f"“{name}” stands twice in one object, that of {slug}.")
    return dict(pairs)


def _misshapen(entry: object, kind: type[Addressed]) -> str:
    """Why ``entry`` is no row of ``kind``; empty where it is one."""
    match entry:
        case {"model": model, "fields": dict(fields), **more} if not more:
            pass
        case _:
            return "must be an object of “model” and “fields”, and nothing else."
    if model != kind._meta.label_lower:
        return f"model: must be “{kind._meta.label_lower}”, not {_shown(model)}."
    if unknown := sorted(fields.keys() - {field.name for field in fields_of(kind)}):
        return f"{', '.join(unknown)}: there is no such field; “earliest” and “latest” are computed."
    if not isinstance(fields.get("slug"), str) or not fields["slug"]:
        return "slug: must be there, as text."
    return ""


def _reused_slugs(rows: list[Row]) -> Iterator[str]:
    """A line for every slug that another row of the same kind, or of one with the same address, has already."""
    taken: dict[tuple[str, str], Row] = {}
    for row in rows:
        address = row.kind.url_name or row.file
        first = taken.setdefault((address, row.slug), row)
        if first is not row:
            yield row.problem("slug", f"is already that of {first.file}, row {first.number}.")


def _wrong_values(rows: list[Row]) -> Iterator[str]:
    """A line for every value that does not fit its field, or names a record that no file has."""
    known = {row.key for row in rows}
    seen: set[Key] = set()
    for row in rows:
        for field in fields_of(row.kind):
            if field.name in row.values:
                reason = _misfit(field, row.values[field.name]) or _unknown_target(row, field, known, seen)
                if reason:
                    yield row.problem(field.name, reason)
        seen.add(row.key)


def _misfit(field: models.Field, value: object) -> str:
    """Why ``value`` cannot stand in ``field``; empty where it can."""
    if value is None:
        return "" if field.null else "must not be null."
    if any(UNSTORABLE.search(text) for text in _texts(value)):
        return "holds a character that no text has (NUL or half of a surrogate pair)."
    match field:
        case models.ManyToManyField():
            fits, wanted = isinstance(value, list) and all(map(_is_natural_key, value)), 'a list such as [["japan"]]'
        case models.ForeignKey():
            fits, wanted = _is_natural_key(value), '["slug"] or null'
        case models.BooleanField():
            fits, wanted = isinstance(value, bool), "true or false"
        case models.IntegerField():
            fits, wanted = isinstance(value, int) and not isinstance(value, bool), "a whole number"
        case models.DecimalField(decimal_places=places):
            fits = isinstance(value, str) and re.fullmatch(rf"[0-9]+\.[0-9]{{{places}}}", value) is not None
            wanted = f"a number with {places} decimal digit(s), as text"
        case models.CharField() | models.TextField():
            fits, wanted = isinstance(value, str), "text"
        case _:
            return ""
    return "" if fits else f"must be {wanted}, not {_shown(value)}."


def _unknown_target(row: Row, field: models.Field, known: set[Key], seen: set[Key]) -> str:
    """Why the row cannot refer to what it names in ``field``; empty where it can."""
    target = field.related_model
    if target is None:
        return ""
    slugs = slugs_in(row, field)
    for slug in slugs:
        if key_of(target, slug) not in known:
            return f"no {target._meta.verbose_name} has the slug {_shown(slug)}."
        if target is row.kind and key_of(target, slug) not in seen:
            return f"{_shown(slug)} must stand before it in the file."
    return "names one of them twice." if len(slugs) > len(set(slugs)) else ""


def slugs_in(row: Row, field: models.Field) -> list[str]:
    """The slugs that a row names in a field that refers to one record or to many."""
    value = row.values.get(field.name) or []
    return [slug for [slug] in value] if isinstance(field, models.ManyToManyField) else value


def _is_natural_key(value: object) -> bool:
    return isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)


def _texts(value: object) -> Iterator[str]:
    """Every text within ``value``."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _shown(value: object) -> str:
    return short(json.dumps(value, ensure_ascii=False), 60)
