"""One search over everything: records, sections, countries and topics."""
