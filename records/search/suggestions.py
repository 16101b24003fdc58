"""What the search box suggests while one types in it: countries, topics, sections and records by their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from records.kinds import NAMES, TITLES
from records.search.directory import SECTIONS, TERMS, Named, directory, plain_words

# Nobody types more before looking.
LONGEST = 100
# So many of each, and so many records beside them, of one kind no more than these.
MOST = {"countries": 3, "topics": 2, SECTIONS: 2, TERMS: 2}
MOST_RECORDS, MOST_OF_A_KIND, MOST_TOGETHER = 3, 2, 8
RECORDS = "records"
GROUPS = {**{name: TITLES[name] for name in MOST}, RECORDS: "Records"}
KINDS = {name: str(kind._meta.verbose_name) for kind, name in NAMES.items()}

# The whole name, its beginning, words that stand side by side in it, or words that begin somewhere in it.
WHOLE, BEGINNING, WITHIN, APART = range(4)


def suggestions(typed: str) -> list[dict[str, Any]]:
    """The best matches by group; none for what is too long or cannot be typed. One query (see `directory`)."""
    words = plain_words(typed) if len(typed) <= LONGEST and typed.isprintable() else ""
    if not words:
        return []
    entries = directory().entries
    places = ((place, number) for number, entry in enumerate(entries) if (place := _place(words, entry)) is not None)
    best = [entries[number] for _, number in sorted(places)]
    found = {name: [entry for entry in best if entry.kind == name][:most] for name, most in MOST.items()}
    room = MOST_TOGETHER - sum(map(len, found.values()))
    found[RECORDS] = list(islice(_records(best), max(room, MOST_RECORDS)))
    return [
        {"label": GROUPS[name], "options": [_option(entry, words) for entry in of_group]}
        for name, of_group in found.items()
        if of_group
    ]


def _records(best: list[Named]) -> Iterator[Named]:
    """The records among the best matches, a few of each kind."""
    shown = Counter[str]()
    for entry in best:
        shown[entry.kind] += 1
        if entry.kind not in MOST and shown[entry.kind] <= MOST_OF_A_KIND:
            yield entry


def _place(words: str, entry: Named) -> int | None:
    """How well what was typed fits the entry's names; None where it does not."""
    if f" {words}" not in entry.words:
        # A number, or a letter, stands in too many names.
        apart = all(len(word) > 1 and f" {word}" in entry.words for word in words.split())
        return APART if apart else None
    if f" | {words} |" in entry.words:
        return WHOLE
    return BEGINNING if f" | {words}" in entry.words else WITHIN


def _option(entry: Named, words: str) -> dict[str, str]:
    """The entry as it is shown, with the name that was typed where its own does not hold that."""
    label, *others = entry.names
    if any(f" {word}" not in f" {plain_words(label)}" for word in words.split()):
        typed = next((name for name in others if f" {words}" in f" {plain_words(name)}"), "")
        label = f"{label} ({typed})" if typed else label
    return {"label": label, "kind": KINDS[entry.kind], "address": entry.address}
