"""The answer to an address that asks for a file."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Protocol

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.text import slugify
from rest_framework.request import Request

from records.api.asking import Fault, refuse, repeated
from records.api.downloads import as_csv, as_json, as_xlsx
from records.api.downloads.chunks import Chunks, RecordChunks
from records.api.downloads.content import Content
from records.api.downloads.lean_rows import lean_rows
from records.api.flat import columns_of
from records.lists.files import FORMATS
from records.lists.filter_sets import WordsFilterSet
from records.lists.matching import tallies_of_all
from records.models import Change, Placed
from records.models.state import kept_by_state
from records.wording import figure, short

WRITERS: dict[str, Callable[[Content], Iterator[bytes]]] = {
    "csv": as_csv.pieces,
    "xlsx": as_xlsx.pieces,
    "json": as_json.pieces,
}
LONGEST_NAME = 100
# A file of so many records at most is answered whole, in one turn, and kept as a page is.
MOST_WHOLE = 100


class Listed(Protocol):
    """What a list of the interface says of itself."""

    title: ClassVar[str]
    public_name: ClassVar[str]
    serializer_class: ClassVar[Any]
    # Where the portal stands, and what it lists as data.
    origin: str
    represent: Callable[[Any], Any]


def unfit_for_a_file(query: QueryDict) -> list[Fault]:
    """The faults of an address that asks for a file: an unknown format, and a page of what has none."""
    form = query.get("format", "")
    faults = [] if form in FORMATS else [("format", f"“{short(form)}” is none of: {', '.join(FORMATS)}.")]
    paged = [name for name in ("page", "page_size") if name in query]
    faults += [(name, "A file has no pages: it holds all that match.") for name in paged]
    return [*repeated(query, ("format",)), *faults]


def file_answer(request: Request, form: str, listed: Listed, filterset: WordsFilterSet, found: Any) -> HttpResponseBase:
    """All of ``found`` as a file, in pieces where it is long; of a long one a HEAD request gets the head alone.

    Raises BadParametersError.
    """
    head_only = request.method == "HEAD" and not is_short(found)
    chunks: Any = [] if head_only else Chunks.of(found, filterset.queryset)
    if form == "xlsx":
        refuse_too_many(count_of(found) if head_only else len(chunks))
    content = Content(
        title=listed.title,
        filters="; ".join(f"{chip.label}: {chip.value}" for chip in filterset.chips),
        address=request.build_absolute_uri(),
        state=day_of_state(),
        columns=columns_of(listed.serializer_class),
        count=len(chunks),
        chunks=chunks,
        represent=listed.represent,
        lean_rows=lean_rows(listed.serializer_class, listed.origin).of_keys
        if form == "csv" and is_lean(chunks, listed)
        else None,
    )
    is_whole = isinstance(chunks, RecordChunks) and len(chunks) <= MOST_WHOLE
    return (HttpResponse if is_whole else StreamingHttpResponse)(
        iter(()) if head_only else WRITERS[form](content),
        **head_of(form, file_name(listed.public_name, filterset, content.state)),
    )


def all_as_csv(listed: Listed) -> HttpResponse | None:
    """All records of a kind as CSV, for an address that asks for nothing else; None where they are too many.

    One query: there is nothing to be filtered, sorted or counted.
    """
    if not 0 < tallies_of_all().get(listed.public_name, 0) <= MOST_WHOLE:
        return None
    rows = lean_rows(listed.serializer_class, listed.origin)
    return HttpResponse(rows.head + rows.of_all(), **head_of("csv", dated(listed.public_name, day_of_state())))


def head_of(form: str, name: str) -> dict[str, Any]:
    """What the head of the answer says of a file of that name."""
    _, content_type = FORMATS[form]
    return {
        "content_type": f"{content_type}; charset=utf-8" if content_type.startswith("text/") else content_type,
        "headers": {"Content-Disposition": f'attachment; filename="{name}.{form}"'},
    }


@kept_by_state()
def day_of_state() -> datetime.date | None:
    """The day of the newest change of the edition's records (UTC)."""
    newest = Change.objects.newest()
    return newest.date() if newest else None


def is_lean(chunks: Any, listed: Listed) -> bool:
    """Whether the records can be read as rows of cells: those of a kind that has its place in the report."""
    return isinstance(chunks, RecordChunks) and issubclass(listed.serializer_class.Meta.model, Placed)


def is_short(found: Any) -> bool:
    """Whether these are records of one kind, few enough for an answer as a whole; one query."""
    return isinstance(found, QuerySet) and found[: MOST_WHOLE + 1].count() <= MOST_WHOLE


def count_of(found: Any) -> int:
    """How many there are, of a queryset by counting and not by reading them."""
    return found.count() if isinstance(found, QuerySet) else len(found)


def refuse_too_many(count: int) -> None:
    """Raise BadParametersError where a sheet cannot hold ``count`` records and its head."""
    if count >= as_xlsx.MOST_ROWS:
        most = f"A sheet of XLSX holds no more than {figure(as_xlsx.MOST_ROWS - 1)} records"
        refuse([("format", f"{most}, and {figure(count)} match. Use csv, or filter them.")])


def file_name(kind: str, filterset: WordsFilterSet, state: datetime.date | None) -> str:
    """Kind, filters and state of the data: ``treaties_action-signed_2026-11-24``; small letters, digits and hyphens."""
    asked = (slugify(f"{name} {value}") for name, values in filterset.asked.lists() for value in [" ".join(values)])
    return dated("_".join([kind, *filter(None, asked)])[:LONGEST_NAME].strip("-_"), state)


def dated(name: str, state: datetime.date | None) -> str:
    """The name with the day, where that is known."""
    return f"{name}_{state:%Y-%m-%d}" if state else name
