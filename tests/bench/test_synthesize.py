"""Made-up records are what an editor's own would be: valid, kept with a version, found; and no portal gets any."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from bench.bulk import Bulk
from bench.made_up import MadeUp
from bench.synthesize import marked_seed
from records.models import SearchDocument, SearchWord, Treaty
from records.search import index
from records.search.documents import records_of

ROOT = Path(__file__).parents[2]
EACH = 4


@pytest.fixture
def filled(db: None) -> MadeUp:
    """Four more records of every kind that grows."""
    bulk, made_up = Bulk("Made up."), MadeUp(0)
    kind: Any
    for kind in made_up.makers:
        first = kind.objects.count() + 1
        assert sum(bulk.write(kind, made_up.records(kind, first, first + EACH - 1))) == EACH
    bulk.write_words()
    return made_up


def newest(kind: Any) -> list[Any]:
    return list(records_of(kind).order_by("-pk")[:EACH])


def test_each_is_valid_and_has_its_version(filled: MadeUp) -> None:
    for kind in filled.makers:
        for record in newest(kind):
            record.full_clean()
            version: Any = record.history.get()
            assert version.slug == record.slug
            assert version.topics.count() == record.topics.count() > 0


def test_they_are_found_as_after_a_rebuild(filled: MadeUp) -> None:
    def kept() -> list[set[tuple[Any, ...]]]:
        models: tuple[Any, ...] = (SearchDocument, SearchWord)
        return [
            set(model.objects.values_list(*(field.name for field in model._meta.fields if not field.primary_key)))
            for model in models
        ]

    before = kept()
    index.rebuild()
    assert kept() == before


@pytest.mark.django_db
def test_no_two_are_the_same_and_each_seed_has_its_own() -> None:
    one, other = MadeUp(0), MadeUp(1)
    slugs = [treaty.slug for treaty in one.records(Treaty, 100_000, 101_000)]
    assert len(set(slugs)) == len(slugs)
    assert slugs == [treaty.slug for treaty in MadeUp(0).records(Treaty, 100_000, 101_000)]
    assert slugs != [treaty.slug for treaty in other.records(Treaty, 100_000, 101_000)]


@pytest.mark.django_db
def test_a_portal_is_refused() -> None:
    with pytest.raises(SystemExit, match="nothing is written into it"):
        marked_seed()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_synthetic (rows integer, seed integer)")
        cursor.execute("INSERT INTO bench_synthetic VALUES (0, 3)")
        with pytest.raises(SystemExit, match="broken off"):
            marked_seed()
        cursor.execute("UPDATE bench_synthetic SET rows = 31")
        assert marked_seed() == 3
        cursor.execute("DROP TABLE bench_synthetic")


@pytest.mark.thorough
def test_a_file_is_made_and_filled_further(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.synthesize", "--file", str(tmp_path / "made.sqlite3"), "--rows"]
    for rows in ("40", "50"):
        done = subprocess.run([*command, rows], cwd=ROOT, capture_output=True, text=True, check=True)
        assert f"{rows} treaties and meetings" in done.stdout
