"""Words that mean the same in this report: whoever looks for one finds the others too.

Names that the report prints for a country need no line here: they stand with the country, and the search index takes
them from there.
"""

from __future__ import annotations

import functools

from records.search.words import tokens

SYNONYMS: tuple[tuple[str, ...], ...] = (
    # Treaties. The report writes both UNTOC and UNCTOC.
    ("UNTOC", "UNCTOC", "Palermo Convention", "United Nations Convention against Transnational Organized Crime"),
    ("UNCAC", "United Nations Convention against Corruption"),
    ("MLAT", "Mutual Legal Assistance Treaty"),
    ("MLA", "mutual legal assistance"),
    ("Budapest Convention", "Convention on Cybercrime"),
    # Organizations.
    ("FATF", "Financial Action Task Force"),
    ("APG", "Asia-Pacific Group on Money Laundering"),
    ("FBI", "Federal Bureau of Investigation"),
    ("JICA", "Japan International Cooperation Agency"),
    ("NPA", "National Police Agency"),
    ("NPSC", "National Public Safety Commission"),
    ("UN", "United Nations"),
    ("UNODC", "ODCCP", "United Nations Office of Drug Control and Crime Prevention"),
    ("ECOSOC", "Economic and Social Council"),
    ("GCC", "Gulf Cooperation Council"),
    ("EU", "European Commission"),
    ("MPS", "Ministry of Public Security"),
    # What the police did.
    ("ODA", "official development assistance"),
    ("JDR", "Japan Disaster Relief"),
    ("PKO", "peacekeeping", "peacekeeping operation"),
    ("koban", "police box"),
    ("NPP", "neighborhood police post"),
    ("ADEC", "Asia-Pacific Operational Drug Enforcement Conference"),
    ("FY", "fiscal year"),
    # What they worked against.
    ("ATS", "amphetamine-type stimulants"),
    ("CBRN", "chemical biological radioactive nuclear"),
    ("SARS", "Severe Acute Respiratory Syndrome"),
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


@functools.cache
def groups() -> dict[Phrase, tuple[Phrase, ...]]:
    """For each phrase of the table, in stems, the other phrases that mean the same."""
    found: dict[Phrase, tuple[Phrase, ...]] = {}
    for names in SYNONYMS:
        phrases = [stems_of(name) for name in names]
        for phrase in phrases:
            others = tuple(other for other in dict.fromkeys(phrases) if other != phrase)
            found[phrase] = tuple(dict.fromkeys(found.get(phrase, ()) + others))
    return found


def same_as(name: str) -> list[str]:
    """The other names that mean the same, as the table writes them."""
    phrase = stems_of(name)
    if phrase not in groups():
        return []
    return [other for names in SYNONYMS if phrase in map(stems_of, names) for other in names if other != name]
