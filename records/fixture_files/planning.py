"""What a load has to do: the fixtures compared with the database, and with what the last load wrote."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from records.fixture_files.former_addresses import moved, read_former_addresses
from records.fixture_files.reading import Row, read
from records.kinds import ALL_KINDS
from records.models import FormerAddress, LoadedRow
from records.rows import Key, digest, key_of, stored_records, values_of
from records.wording import counted, figure


class Plan(Struct, frozen=True):
    """The fixtures' rows and former addresses, and what of it is new to the database; nothing is written yet."""

    rows: dict[Key, Row]
    former: list[FormerAddress]
    # The primary keys of the records that the database holds, by the keys that the fixtures have for them.
    pks: dict[Key, int]
    # The rows to be written, in the fixtures' order, and the records to be deleted.
    differing: list[Key]
    removed: list[Key]
    # The edits, additions and deletions since the last load that would be lost, in words.
    edited: list[str]

    @property
    def added(self) -> list[Key]:
        return [key for key in self.differing if key not in self.pks]

    @property
    def changed(self) -> list[Key]:
        return [key for key in self.differing if key in self.pks]

    def __str__(self) -> str:
        """What the load did, once it is done."""
        return (
            f"Loaded {counted(len(self.rows), 'record')}: {len(self.added)} added, {len(self.changed)} changed, "
            f"{len(self.removed)} removed, {len(self.rows) - len(self.differing)} as they were.{self._overwrote}"
        )

    @property
    def in_plain_words(self) -> str:
        """The same as the change log tells readers."""
        if not self.pks:
            records = counted(len(self.rows), "record")
            return f"The {records} of the edition were put in, as they were transcribed from the report."
        counts = {"added": self.added, "changed": self.changed, "withdrawn": self.removed}
        done = ", ".join(f"{figure(len(keys))} {what}" for what, keys in counts.items() if keys)
        return f"The edition was brought to what its files say: {done}.{self._overwrote}"

    @property
    def _overwrote(self) -> str:
        return f" Overwrote {counted(len(self.edited), 'edit')}." if self.edited else ""


def plan_load(directory: Path, *, keep_edits: bool = False) -> Plan:
    """Plan to make the database hold what the fixtures in ``directory`` hold. Raises FixtureError.

    To ``keep_edits`` is to leave alone what would be lost.
    """
    rows = {row.key: row for row in read(directory)}
    former = read_former_addresses(directory, rows.values())
    fresh = {key: row.digest for key, row in rows.items()}
    loaded = {(row.kind, row.slug): row.digest for row in LoadedRow.objects.all()}
    pks, stored = _stored()
    for before, now in moved(former, stored, fresh).items():
        # Renamed elsewhere: here too it stays the same record.
        pks[now], stored[now] = pks.pop(before), stored.pop(before)
        if before in loaded:
            loaded[now] = loaded.pop(before)
    edited = _edited(fresh, stored, loaded)
    kept = edited.keys() if keep_edits else set()
    return Plan(
        rows=rows,
        former=former,
        pks=pks,
        differing=[key for key in fresh if stored.get(key) != fresh[key] and key not in kept],
        removed=[key for key in stored if key not in fresh and key not in kept],
        edited=[] if keep_edits else [f"{' '.join(key)} ({done})" for key, done in edited.items()],
    )


def _stored() -> tuple[dict[Key, int], dict[Key, str]]:
    """The primary keys and the digests of all records that the database holds."""
    found = {key_of(kind, record.slug): record for kind in ALL_KINDS for record in stored_records(kind)}
    pks = {key: record.pk for key, record in found.items()}
    return pks, {key: digest(values_of(record)) for key, record in found.items()}


def _edited(fresh: dict[Key, str], stored: dict[Key, str], loaded: dict[Key, str]) -> dict[Key, str]:
    """What an editor did that loading would undo: records that stand neither as last loaded nor as in the fixtures."""
    edits = {}
    for key in {**stored, **loaded}:
        now = stored.get(key)
        if now not in (loaded.get(key), fresh.get(key)):
            edits[key] = "deleted" if now is None else "edited" if key in loaded else "added"
    return edits
