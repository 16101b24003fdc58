"""Words that mean the same in this report: whoever looks for one finds the others too.

What the report prints needs no line here: an abbreviation, a short name or a foreign word stands in the glossary, which
is read with these, and the names of a country stand with it, from where the search index takes them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from records.glossary.remembering import Glossary, glossary
from records.search.words import tokens

SYNONYMS: tuple[tuple[str, ...], ...] = (
    # Treaties.
    ("UNCAC", "United Nations Convention against Corruption"),
    ("MLA", "mutual legal assistance"),
    ("Budapest Convention", "Convention on Cybercrime"),
    # Organizations.
    ("NPSC", "National Public Safety Commission"),
    ("UN", "United Nations"),
    ("UNODC", "ODCCP", "United Nations Office of Drug Control and Crime Prevention"),
    ("ECOSOC", "Economic and Social Council"),
    ("EU", "European Commission"),
    ("MPS", "Ministry of Public Security"),
    # What the police did.
    ("JDR", "Japan Disaster Relief"),
    # What they worked against.
    ("9/11", "September 11", "Sept 11", "September 2001"),
    ("narcotics", "drugs"),
    ("cybercrime", "cyber crime", "high-tech crime", "computer crime"),
    ("terrorism", "terrorist"),
    ("counterterrorism", "counter terrorism", "anti-terrorism"),
    ("hijacking", "hijack", "unlawful seizure of aircraft"),
    ("guns", "firearms"),
    ("bribery", "corruption"),
    ("forensics", "criminal identification"),
    ("child", "children"),
    ("women", "female"),
    # Countries: other common names than the report's, and what it calls their people.
    ("USA", "United States"),
    ("UK", "Britain", "England", "Great Britain", "United Kingdom"),
    ("USSR", "Soviet Union"),
    ("ROK", "South Korea"),
    ("DPRK", "North Korea"),
    ("PRC", "China", "Chinese"),
    ("Burma", "Myanmar"),
    ("Timor-Leste", "East Timor"),
    ("Czechia", "Czech Republic"),
    ("Australia", "Australian"),
    ("Cambodia", "Cambodian"),
    ("Chile", "Chilean"),
    ("El Salvador", "El Salvadorian"),
    ("Germany", "German"),
    ("Indonesia", "Indonesian"),
    ("Korea", "Korean"),
    ("Pakistan", "Pakistani"),
    ("Russia", "Russian"),
    # British and American spelling.
    ("organised", "organized"),
    ("organisation", "organization"),
    ("programme", "program"),
    ("licence", "license"),
    ("driving license", "driver's license"),
    ("neighbourhood", "neighborhood"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("centre", "center"),
)

Phrase = tuple[str, ...]


def stems_of(name: str) -> Phrase:
    """A name of the table, or of a record, as the search compares it."""
    return tuple(token.stem for token in tokens(name))


def groups() -> dict[Phrase, tuple[Phrase, ...]]:
    """For each phrase of the table and of the glossary, in stems, the other phrases that mean the same."""
    return _groups(glossary())


def _table(known: Glossary) -> Iterator[Sequence[str]]:
    """All names that mean the same, those of the glossary first."""
    yield from (term.names for term in known.terms)
    yield from SYNONYMS


@functools.lru_cache(maxsize=2)
def _groups(known: Glossary) -> dict[Phrase, tuple[Phrase, ...]]:
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    for names in _table(known):
        phrases = [stems for name in names if (stems := stems_of(name))]
        for phrase in phrases:
            others = tuple(other for other in dict.fromkeys(phrases) if other != phrase)
            found[phrase] = tuple(dict.fromkeys(found.get(phrase, ()) + others))
    return found


def same_as(name: str) -> list[str]:
    """The other names that mean the same, as the table writes them."""
    phrase = stems_of(name)
    if phrase not in groups():
        return []
    return [other for names in _table(glossary()) if phrase in map(stems_of, names) for other in names if other != name]
