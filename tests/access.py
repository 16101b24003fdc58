"""Who may do what: one table of all the portal's addresses. An address without an entry here fails `test_access`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
READING, FORMS = ("GET", "HEAD"), ("GET", "HEAD", "POST")


class May(Enum):
    """Who is let in."""

    ALL = "whoever comes"
    STAFF = "editors and superusers; a stranger is led to log in"
    SUPERUSERS = "superusers alone; an editor is refused"


@dataclass(frozen=True)
class Rule:
    """Who may ask for it, and what who may is answered to GET and HEAD, and to POST with nothing in it."""

    may: May
    reading: int = 200
    posting: int = 405


# Outside the admin: everything may be read, and nothing written. Each name with what stands in its address, where
# anything does; {slug} is that of a record of the kind.
PUBLIC_NAMES: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("home", "search", "search-suggest", "about", "healthz", "robots", "opensearch", "sitemap"), ()),
    **dict.fromkeys(("data", "data-package", "interface", "reconciliation", "change-list", "change-feed"), ()),
    **dict.fromkeys(("country-compare", "map-embed", "map-svg", "map-png"), ()),
    **dict.fromkeys(("country-compare-cited", "reconciliation-cited", "change-list-cited", "search-cited"), ("bib",)),
    **dict.fromkeys(("map-cited", "data-citation"), ("bib",)),
    **dict.fromkeys(("chart-embed", "chart-svg", "chart-png", "chart-csv"), ("treaties-over-time",)),
    "chart-cited": ("treaties-over-time", "bib"),
    "card-page": ("about",),
    "figure-detail": ("relief-personnel",),
    "figure-card": ("relief-personnel",),
    "figure-citation": ("relief-personnel", "bib"),
    "change": ("{change}",),
    "sitemap-file": ("pages", 1),
}
# What has to be asked for, else there is nothing to cite.
ASKED = {"country-compare-cited": "?country=china&country=indonesia", "search-cited": "?q=drug"}
# The addresses of what has records, each by the first part of its names.
RECORDS = (
    *("section", "expert", "course", "project", "mission", "membership", "meeting", "treaty", "statistic", "visit"),
    *("event", "country", "topic", "term"),
)
for _name in RECORDS:
    PUBLIC_NAMES |= {
        f"{_name}-list": (),
        f"{_name}-list-cited": ("bib",),
        f"{_name}-detail": ("{slug}",),
        f"{_name}-citation": ("{slug}", "bib"),
        f"{_name}-card": ("{slug}",),
    }
# The interface: lists, and what is in them by its key.
INTERFACE = (
    *("countries", "topics", "sections", "expert-dispatches", "expert-fields", "training-courses"),
    *(
        "cooperation-projects",
        "disaster-relief-missions",
        "peacekeeping-missions",
        "memberships",
        "meetings",
        "treaties",
    ),
    *("assistance-years", "assistance-by-region", "assistance-by-country", "courtesy-visits", "events"),
    *("printed-figures", "glossary", "reconciliation", "changes"),
)
INTERFACE_NAMES = {
    "api:root",
    "api:schema",
    *(f"api:{name}-list" for name in (*INTERFACE, "timeline", "dossiers")),
    *(f"api:{name}-detail" for name in INTERFACE),
}
NOWHERE = "api/v1/"

# The admin. Its models of kinds of record, and what there is of each, by the last part of its name:
KIND_MODELS = {
    *("section", "topic", "country", "expertdispatch", "expertfield", "trainingcourse", "cooperationproject"),
    *("disasterreliefmission", "peacekeepingmission", "membership", "meeting", "treaty", "assistanceyear"),
    *("assistancebyregion", "assistancebycountry", "courtesyvisit", "event", "printedfigure", "term"),
}
STAFF, SUPERUSERS = Rule(May.STAFF, posting=200), Rule(May.SUPERUSERS, posting=200)
# The pages of a model, by the last part of their names: of accounts and groups,
ACCOUNT_PAGES = {
    **dict.fromkeys(("changelist", "add", "change", "delete", "history", "password_change"), SUPERUSERS),
    # Leads on to the page that changes it, which then asks who comes.
    "": Rule(May.STAFF, reading=302, posting=302),
}
# of a kind of record,
KIND_PAGES = {
    **ACCOUNT_PAGES,
    **dict.fromkeys(("changelist", "change", "history", "simple_history"), STAFF),
    "rename": SUPERUSERS,
}
# and of the audit log, which nobody changes.
AUDIT_PAGES = {
    **ACCOUNT_PAGES,
    **dict.fromkeys(("add", "delete"), Rule(May.SUPERUSERS, reading=403, posting=403)),
    "change": Rule(May.SUPERUSERS, posting=403),
}
ADMIN_PAGES = {
    **dict.fromkeys(("index", "app_list", "withdrawn", "account", "second-factor", "second-factor-set-up"), STAFF),
    "password_change": STAFF,
    "password_change_done": Rule(May.STAFF),
    "jsi18n": Rule(May.STAFF),
    # Nothing asks for these: nothing is completed, and nothing of that kind is there.
    "autocomplete": Rule(May.STAFF, reading=403),
    "view_on_site": Rule(May.STAFF, reading=302, posting=302),
    # What is no page of the admin.
    "": Rule(May.STAFF, reading=404, posting=404),
}
# A printed figure has no address of its own that could be changed.
NOBODY = {"records_printedfigure_rename"}
# Tried by tests of their own: they are for who is not logged in, or not any more.
BY_THEMSELVES = {"login", "logout", "log-out-everywhere"}


def addresses(
    patterns: list[URLPattern | URLResolver] | None = None, route: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """The name and the route of every address of the portal."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, here, inner)
        else:
            yield f"{space}{pattern.name}" if pattern.name else "", here


def rule_of(name: str, route: str) -> Rule | None:
    """What the table says of an address; None where it says nothing."""
    if not route.startswith("admin/"):
        known = name in PUBLIC_NAMES or name in INTERFACE_NAMES or (name, route) == ("", NOWHERE)
        return Rule(May.ALL, reading=200 if name else 404) if known else None
    part = name.removeprefix("admin:")
    if part in NOBODY:
        return Rule(May.STAFF, reading=403, posting=403)
    of_model = part.split("_", 2)[-1]
    match route.split("/")[1:3]:
        case ["records", "auditline"]:
            return AUDIT_PAGES.get(of_model)
        case ["records", model]:
            return KIND_PAGES.get(of_model) if model in KIND_MODELS else None
        case ["auth", "user" | "group"]:
            return ACCOUNT_PAGES.get(of_model)
    return ADMIN_PAGES.get(part)
