"""The report's outline, read once a page: what stands above, below, before and after a section."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from records.models import Section


class Outline:
    """All sections in the report's order, linked to one another, by one query."""

    def __init__(self, sections: Iterable[Section] | None = None) -> None:
        self.sections = list(Section.objects.all() if sections is None else sections)
        self.by_slug = {section.slug: section for section in self.sections}
        by_pk = {section.pk: section for section in self.sections}
        self._children: dict[int | None, list[Section]] = defaultdict(list)
        self._tables: dict[int, list[Section]] = defaultdict(list)
        for section in self.sections:
            # Linked here, so that walking up the outline asks the database nothing more.
            section.parent = by_pk[section.parent_id] if section.parent_id else None
            self._children[section.parent_id].append(section)
            if section.cited_in_id:
                section.cited_in = by_pk[section.cited_in_id]
                self._tables[section.cited_in_id].append(section)

    @property
    def roots(self) -> list[Section]:
        """The main sections and the attached tables."""
        return self._children[None]

    @property
    def main_sections(self) -> list[Section]:
        return [section for section in self.roots if not section.is_attached_table]

    @property
    def attached_tables(self) -> list[Section]:
        return [section for section in self.roots if section.is_attached_table]

    def children(self, section: Section) -> list[Section]:
        """The headings right below ``section``."""
        return self._children[section.pk]

    def tables_of(self, section: Section) -> list[Section]:
        """The attached tables to which the text of ``section`` itself refers."""
        return self._tables[section.pk]

    def subtree(self, section: Section) -> list[Section]:
        """``section``, all below it, and the attached tables to which any of these refers."""
        found = [section, *self.tables_of(section)]
        for child in self.children(section):
            found += self.subtree(child)
        return found

    @cached_property
    def slugs_below(self) -> dict[str, set[str]]:
        """The slugs of the subtree of each section, by its own."""
        return {section.slug: {below.slug for below in self.subtree(section)} for section in self.sections}

    def neighbours(self, section: Section) -> tuple[Section | None, Section | None]:
        """The sections before and after it in the report's order."""
        place = self.sections.index(section)
        before = self.sections[place - 1] if place else None
        after = self.sections[place + 1] if place + 1 < len(self.sections) else None
        return before, after
