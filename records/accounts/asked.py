"""What is asked of the admin, cleaned at its door: its views and lists take ids and numbers as they come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import TO_FIELD_VAR
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase

from npa_portal.addresses import in_admin

# The parts of an address that name a row by its number.
IDS = ("object_id", "version_id", "content_type_id")
# The largest number that both databases take, and how many digits it has.
LARGEST, DIGITS = 2**63 - 1, 19


def is_id(text: str) -> bool:
    """Whether it is a number that a row can have: ASCII digits alone ("²" is a digit, and no number)."""
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS and int(text) <= LARGEST


class CleanInputMiddleware:
    """Answers 404 where an id is none, and takes out of what is asked and sent what no database takes: NUL, words where
    the id of a section, a country or a topic belongs, and, of an address, numbers beyond 64 bits.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Behind the check for CSRF, which reads the form itself. Raises Http404."""
        if not in_admin(request):
            return
        if not all(is_id(unquote(str(kwargs[name]))) for name in IDS if name in kwargs):
            raise Http404
        referring = names_of_relations(view)
        request.GET = cleaned(request.GET, referring, is_within_reach)  # type: ignore[assignment]
        if request.method == "POST":
            # A form says itself which numbers it takes, and shows what was typed.
            request.POST = cleaned(request.POST, referring | {ACTION_CHECKBOX_NAME}, lambda text: True)  # type: ignore[assignment]


def names_of_relations(view: Any) -> frozenset[str]:
    """The fields that hold ids, of the kind that the page is about."""
    model_admin = getattr(view, "model_admin", None)
    fields = model_admin.opts.get_fields() if model_admin else ()
    return frozenset(field.name for field in fields if field.is_relation and not field.auto_created)


def cleaned(asked: QueryDict, referring: frozenset[str], is_clean: Callable[[str], bool]) -> QueryDict:
    """The same without NUL, with ids alone under the names of ``referring``, and under others what is clean there."""
    clean = asked.copy()
    for name, values in asked.lists():
        usable = is_id if name in referring else is_clean
        kept = [part for value in values if usable(part := value.replace("\0", ""))]
        if name == TO_FIELD_VAR:
            # Nothing in it is no name of a field, which Django takes it for.
            kept = [part for part in kept if part]
        if kept and "\0" not in name:
            clean.setlist(name, kept)
        else:
            del clean[name]
    clean._mutable = False  # As what a browser sent is.
    return clean


def is_within_reach(text: str) -> bool:
    """Whether it is no number beyond 64 bits, which SQLite refuses to be asked for."""
    digits = text.strip().lstrip("+-")
    return len(digits) < DIGITS or not digits.isdecimal() or (len(digits) == DIGITS and int(digits) <= LARGEST)
