"""What the search looks in: one document a record, and every word that stands in any of them."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

# The FTS5 table over the stems of the documents, on SQLite.
INDEX = "records_searchindex"
# Words that say nothing, passed over in texts and in searches; so "rights of the child" finds "Rights of Child".
STOP_WORDS = frozenset(
    "a an and as at be but by for from had has in into is it its not of on or that the their then this to was were "
    "which with "
    # Of questions.
    "are been did do does got how many much there what when where who whom whose why".split()
)
# Longer words are cut: no database takes any length.
LONGEST_WORD = 64


class SearchDocument(models.Model):
    """A record, section, country or topic as the search finds, narrows, orders and shows it.

    `records.search.index` writes it, nobody else. The database itself keeps the index over the stems: an FTS5 table
    filled by triggers on SQLite, a generated ``vector`` column on PostgreSQL (see the migration of the search). A later
    migration that changes a column must make them anew, for on SQLite Django then replaces the table.
    """

    kind = models.CharField(max_length=40, help_text="The kind's public name, such as treaties.")
    record_id = models.PositiveBigIntegerField(help_text="The primary key of the record among its kind.")
    position = models.PositiveIntegerField(help_text="Its place among its kind, in the report's order.")
    slug = models.CharField(max_length=120, help_text="The record's slug.")
    address = models.CharField(max_length=200, help_text="The page that a hit leads to.")

    title = models.TextField(help_text="The record's name.")
    names = models.TextField(blank=True, help_text="Other names of the thing itself, one a line.")
    about = models.TextField(
        blank=True, help_text="The names, also as printed, of its countries, and its topics, one a line."
    )
    text = models.TextField(blank=True, help_text="All else that can be found in it, a part a line.")
    place = models.CharField(max_length=120, blank=True, help_text="Where it stands in the report.")
    date_in_words = models.CharField(max_length=200, blank=True, help_text="Its date as a reader says it.")

    first_year = models.PositiveSmallIntegerField(null=True, help_text="The first year that its date touches.")
    last_year = models.PositiveSmallIntegerField(null=True, help_text="The last; 9999 while it goes on.")
    marks = models.TextField(
        help_text="What it can be narrowed by, such as “kind:treaties section:4-1 country:china topic:drugs”."
    )

    title_stems = models.TextField(help_text="The stems of the title's words, as records.search.words makes them.")
    names_stems = models.TextField(blank=True, help_text="The same of the other names.")
    about_stems = models.TextField(blank=True, help_text="The same of countries and topics.")
    text_stems = models.TextField(blank=True, help_text="The same of the text.")
    rules = models.PositiveSmallIntegerField(help_text="The version of the rules by which it was made.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "record_id"], name="one_search_document_per_record")]
        indexes = [models.Index(fields=["first_year", "last_year"], name="searchdocument_years")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"


class IsNoNumber(models.Func):
    """Whether a word holds anything but digits: numbers become as many as the records, words do not."""

    output_field = models.BooleanField()

    def __init__(self) -> None:
        super().__init__("word")

    def as_sqlite(self, *args: Any, **kwargs: Any) -> Any:
        return self.as_sql(*args, template="%(expressions)s GLOB '*[^0-9]*'", **kwargs)

    def as_postgresql(self, *args: Any, **kwargs: Any) -> Any:
        return self.as_sql(*args, template="%(expressions)s ~ '[^0-9]'", **kwargs)


class SearchWordQuerySet(models.QuerySet["SearchWord"]):
    """Questions about the words."""

    def without_numbers(self) -> Self:
        """Those that are no mere numbers, which are quickly gone through."""
        return self.filter(IsNoNumber())


class SearchWord(models.Model):
    """A word that stands in search documents, for words half typed and for “Did you mean”."""

    word = models.CharField(max_length=LONGEST_WORD, unique=True, help_text="In small letters, without accents.")
    stem = models.CharField(max_length=LONGEST_WORD, db_index=True, help_text="Its stem.")
    length = models.PositiveSmallIntegerField(db_index=True, help_text="How many letters it has.")
    documents = models.PositiveIntegerField(help_text="How many documents it stands in.")

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["length", "word", "stem", "documents"],
                condition=models.Q(IsNoNumber()),
                name="words_no_numbers",
            )
        ]

    def __str__(self) -> str:
        return self.word
