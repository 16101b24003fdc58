"""All that has a name, remembered until a record changes: what suggestions are made from, and what a question names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field

from records.kinds import NAMES
from records.models import SearchDocument
from records.models.state import kept_by_state
from records.search.synonyms import Phrase, same_as, stems_of
from records.search.words import WORD, plain

# So many records are remembered beside what does not grow with them, some 300 bytes each.
MOST_REMEMBERED = 1_000

ORDER = {name: number for number, name in enumerate(NAMES.values())}
# What a question may name: the kinds whose records others refer to, each with the name of its filter.
SUBJECTS = {"countries": "country", "topics": "topic"}
SECTIONS, TERMS = "sections", "glossary"
# What is named once, however many records there are.
LASTING = (*SUBJECTS, SECTIONS, TERMS)


class Named(Struct, frozen=True):
    """A record by its names: ``names[0]`` is what it is shown as."""

    kind: str
    slug: str
    address: str
    names: tuple[str, ...]
    # The plain words of each name, all in one text: “ | thailand | thai | ”.
    words: str

    @property
    def marks(self) -> tuple[str, str]:
        """The marks that its search document bears, of countries and topics, and no other document."""
        return f"kind:{self.kind}", f"{SUBJECTS[self.kind]}:{self.slug}"


class Directory(Struct, frozen=True):
    """All that has a name, in the order of kinds and of the report."""

    entries: list[Named] = field(default_factory=list)
    # Countries and topics by each of their names, in stems, and by what means the same.
    subjects: dict[Phrase, Named] = field(default_factory=dict)
    # Sections by their numbers and each of their names, in plain words: “2 1 b”, “attached table 4”; terms likewise.
    sections: dict[str, Named] = field(default_factory=dict)
    terms: dict[str, Named] = field(default_factory=dict)


@kept_by_state()
def directory() -> Directory:
    """All that has a name now; one query where the records' state is not known, and two more where it is a new one."""
    entries = list(_entries())
    subjects: dict[Phrase, Named] = {}
    for entry in entries:
        if entry.kind in SUBJECTS:
            for name in entry.names:
                subjects.setdefault(stems_of(name), entry)
    return Directory(entries, subjects, _by_name(SECTIONS, entries), _by_name(TERMS, entries))


def _by_name(kind: str, entries: list[Named]) -> dict[str, Named]:
    """Those of the kind by each of their names; the first in the report's order, where two have the same."""
    return {plain_words(name): entry for entry in reversed(entries) if entry.kind == kind for name in entry.names}


def _entries() -> Iterator[Named]:
    columns = ("kind", "position", "slug", "address", "title", "names")
    documents = SearchDocument.objects.values_list(*columns)
    lasting = documents.filter(kind__in=LASTING)
    # By their keys, as they were made: kind by kind.
    rows = [*lasting, *documents.exclude(kind__in=LASTING).order_by("pk")[:MOST_REMEMBERED]]
    for kind, _, slug, address, title, names in sorted(rows, key=lambda row: (ORDER[row[0]], row[1], row[2])):
        named = tuple(dict.fromkeys(_names(kind, title, names.splitlines())))
        yield Named(kind, slug, address, named, in_words(named))


def _names(kind: str, title: str, others: list[str]) -> Iterator[str]:
    """What a record is shown as, and then all that it is called."""
    if kind == SECTIONS:
        yield f"{others[0]} {title}"
        yield others[0]
    called = [title, *others]
    if kind == TERMS:
        # What it means is read with it; by that other things are called.
        *called, meaning = others
        yield f"{title}: {meaning}"
        yield from called
        return
    if kind == "topics":
        # “Police box and community police” is called by either half, too.
        called += title.split(" and ")
    yield from called
    for name in called:
        yield from same_as(name)


def in_words(names: Iterable[str]) -> str:
    """The plain words of each name between boundaries, as `Named.words` has them."""
    return f" | {' | '.join(plain_words(name) for name in names)} | "


def plain_words(text: str) -> str:
    """All words of ``text``, without accents and in small letters."""
    return " ".join(filter(None, (plain(match.group()) for match in WORD.finditer(text))))
