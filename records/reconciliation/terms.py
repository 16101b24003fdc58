"""Terms of a calculation, each with the row that it comes from, and how they are written out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.text import capfirst
from msgspec import Struct

from records.models import Addressed, Section, Treaty, Yearly
from records.reconciliation import printed
from records.wording import figure, signed

PLUS, MINUS, DIVIDED_BY = "+", "−", "÷"
Said = Callable[[Any], str]


class Term(Struct, frozen=True):
    """What one row brings: “523”, “October 12–17, 1995”; a number that is no row's has none.

    ``remark`` says what the row is among the others: “this one”.
    """

    row: Addressed | None
    says: str = ""
    remark: str = ""


class Working(Struct, frozen=True):
    """Terms that a sign joins, and what comes of them: “2 + 6 + … = 416”; without a sign a list of rows.

    ``title`` says what they are. In a ``numbered`` list the place of a row counts.
    """

    title: str
    terms: tuple[Term, ...]
    sign: str = ""
    result: str = ""
    numbered: bool = False

    @property
    def has_names(self) -> bool:
        """Whether all its terms are rows, which can be named one by one."""
        return all(term.row for term in self.terms)


def added(title: str, rows: Sequence[Any], fields: Sequence[str]) -> Working:
    """The sum of one column of the rows, or of several."""
    several = len(fields) > 1
    terms = tuple(
        Term(row, figure(getattr(row, field)), verbose(row, field) if several else "")
        for row in rows
        for field in fields
    )
    total = sum(getattr(row, field) for row in rows for field in fields)
    return Working(title, terms, PLUS if len(terms) > 1 else "", figure(total))


def less(title: str, row: Any, other: Any, field: str) -> Working:
    """A number of a row less that of another."""
    values = getattr(row, field), getattr(other, field)
    terms = tuple(Term(of, figure(value)) for of, value in zip((row, other), values, strict=True))
    return Working(title, terms, MINUS, signed(values[0] - values[1]))


def listed(title: str, rows: Iterable[Any], says: Said | None = None, remark: Said | None = None) -> Working:
    """The rows one by one, each with its date where nothing else is to be said of it."""
    terms = tuple(Term(row, (says or said_of)(row), remark(row) if remark else "") for row in rows)
    return Working(title, terms)


def said_of(row: Any) -> str:
    """The date of a row and what it is the date of, where its name does not say them; the heading of a table."""
    if isinstance(row, Section):
        said = printed.title(row)
    elif isinstance(row, Yearly) or getattr(row, "earliest", None) is None:
        return ""
    else:
        said = f"{row.get_action_display()}, {row.date_in_words}" if isinstance(row, Treaty) else row.date_in_words
    return "" if said in str(row) else said


def kind_of(rows: Sequence[Any], kind: type[Addressed], take: str = "") -> str:
    """What the rows are, as a heading says it: “Treaty”, “Treaties”, “Treaties: the earliest”."""
    one = len(rows) == 1 and not take
    name = capfirst(str(kind._meta.verbose_name if one else kind._meta.verbose_name_plural))
    return f"{name}: {take}" if take else name


def verbose(row: Any, field: str) -> str:
    """A field in plain words."""
    return str(row._meta.get_field(field).verbose_name)
