"""Reading the fixtures: what is wrong with a file or a row is said before the database sees any of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from records.fixture_files.reading import FixtureError, read
from tests.fixture_rows import change_row, rows_in


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "treaties.json: there is no such file in "),
        (b"", "treaties.json: line 1, column 1: is not JSON: "),
        (b'[\n  {"model": "records.treaty",}\n]', "treaties.json: line 2, column "),
        (b'[\n"\xff"]', "treaties.json: line 2: is not UTF-8."),
        (b"\xef\xbb\xbf[]", "treaties.json: line 1, column 1: is not JSON: Unexpected UTF-8 BOM"),
        (b"[" * 100_000, "treaties.json: is not JSON that can be read: "),
        (b"[" + b"1" * 5000 + b"]", "treaties.json: is not JSON that can be read: "),
        (b"{}", "treaties.json: must hold a list of rows."),
        (b'[{"slug": "a", "name": "b", "name": "c"}]', "treaties.json: “name” stands twice in one object, that of a."),
        (b"[3]", "treaties.json, row 1: must be an object of “model” and “fields”, and nothing else."),
        (b'[{"model": "records.treaty"}]', "treaties.json, row 1: must be an object of “model” and “fields”"),
        (
            b'[{"pk": 1, "model": "records.treaty", "fields": {"slug": "a"}}]',
            "treaties.json, row 1 (a): must be an object of “model” and “fields”, and nothing else.",
        ),
        (
            b'[{"model": "records.event", "fields": {"slug": "a"}}]',
            'treaties.json, row 1 (a): model: must be “records.treaty”, not "records.event".',
        ),
        (b'[{"model": "no.such", "fields": {}}]', 'row 1: model: must be “records.treaty”, not "no.such".'),
        (b'[{"model": "records.treaty", "fields": {}}]', "treaties.json, row 1: slug: must be there, as text."),
        (
            b'[{"model": "records.treaty", "fields": {"slug": "a", "earliest": "1990-01-01", "nam": ""}}]',
            "treaties.json, row 1 (a): earliest, nam: there is no such field",
        ),
    ],
)
def test_a_file_that_is_no_list_of_rows_is_refused(own_fixtures: Path, content: bytes | None, reason: str) -> None:
    path = own_fixtures / "treaties.json"
    path.unlink()
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(FixtureError) as refused:
        read(own_fixtures)
    assert reason in str(refused.value)


def test_a_folder_in_place_of_a_file_is_refused(own_fixtures: Path) -> None:
    (own_fixtures / "events.json").unlink()
    (own_fixtures / "events.json").mkdir()

    with pytest.raises(FixtureError, match=r"events\.json: cannot be read: Is a directory\."):
        read(own_fixtures)


@pytest.mark.parametrize(
    ("name", "fields", "reason"),
    [
        ("treaties", {"name": 3}, "name: must be text, not 3."),
        ("treaties", {"name": None}, "name: must not be null."),
        ("treaties", {"name": "a\0b"}, "name: holds a character that no text has"),
        ("treaties", {"as_printed": [["", "\ud800"]]}, "as_printed: holds a character that no text has"),
        ("treaties", {"position": "1"}, 'position: must be a whole number, not "1".'),
        ("treaties", {"position": True}, "position: must be a whole number, not true."),
        ("treaties", {"position": 1.5}, "position: must be a whole number, not 1.5."),
        ("treaties", {"fiscal_years": 1}, "fiscal_years: must be true or false, not 1."),
        ("treaties", {"section": "attached-table-4"}, 'section: must be ["slug"] or null, not "attached-table-4".'),
        ("treaties", {"section": None}, "section: must not be null."),
        ("treaties", {"section": ["nowhere"]}, 'section: no section has the slug "nowhere".'),
        ("treaties", {"countries": ["japan"]}, 'countries: must be a list such as [["japan"]], not ["japan"].'),
        ("treaties", {"countries": [["atlantis"]]}, 'countries: no country has the slug "atlantis".'),
        ("treaties", {"countries": [["china"], ["china"]]}, "countries: names one of them twice."),
        ("treaties", {"topics": [[3]]}, 'topics: must be a list such as [["japan"]], not [[3]].'),
        ("treaties", {"slug": "single-convention-on-narcotic-drugs"}, "slug: is already that of treaties.json, row 1."),
        (
            "assistance_by_region",
            {"share": 63.0},
            "share: must be a number with 1 decimal digit(s), as text, not 63.0.",
        ),
        (
            "assistance_by_region",
            {"share": "63"},
            'share: must be a number with 1 decimal digit(s), as text, not "63".',
        ),
        ("sections", {"parent": ["6-2"]}, 'parent: "6-2" must stand before it in the file.'),
        ("sections", {"parent": ["1"]}, 'parent: "1" must stand before it in the file.'),
    ],
)
def test_a_value_that_does_not_fit_its_field_is_refused(
    own_fixtures: Path, name: str, fields: dict[str, Any], reason: str
) -> None:
    change_row(own_fixtures, name, 1, **fields)

    with pytest.raises(FixtureError) as refused:
        read(own_fixtures)
    assert reason in str(refused.value)
    assert f"{name}.json, row " in str(refused.value)


def test_a_slug_of_another_kind_with_the_same_address_is_refused(own_fixtures: Path) -> None:
    slug = rows_in(own_fixtures, "expert_dispatches")[0]["fields"]["slug"]
    change_row(own_fixtures, "expert_fields", 1, slug=slug)

    with pytest.raises(FixtureError, match=r"slug: is already that of expert_dispatches\.json, row 1\."):
        read(own_fixtures)


def test_problems_of_several_files_are_told_together(own_fixtures: Path) -> None:
    (own_fixtures / "treaties.json").write_text("")
    change_row(own_fixtures, "events", 2, titel="x")

    with pytest.raises(FixtureError) as refused:
        read(own_fixtures)
    first, second = str(refused.value).splitlines()
    assert first.startswith("treaties.json: line 1, ")
    assert second.startswith("events.json, row 2 (")
