"""Permanent addresses: a renamed record is found under its old address, a withdrawn one is said to be withdrawn.

Records of a kind, and kinds that share an address such as ``/missions/``, are told apart by their slug. A former
address is asked for only where no record stands, so a slug that is used again needs no care.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse

from records.kinds import NAMES
from records.models import Addressed, Change, FormerAddress

# The pages that stand under a record's slug, by the last part of their names in urls.py.
PAGES = ("detail", "citation", "card")


def note_slug(instance: Any, **kwargs: Any) -> None:
    """Before a record is saved, note the slug under which it stands now."""
    if not instance._state.adding:
        known = type(instance).objects.filter(pk=instance.pk).values_list("slug", flat=True)
        instance.former_slug = known.first()


def keep_renamed(instance: Any, **kwargs: Any) -> None:
    """Where a record was saved under another slug, let the old address lead to the new one."""
    former = getattr(instance, "former_slug", None)
    if instance.url_name and former and former != instance.slug:
        addresses = FormerAddress.objects.filter(url_name=instance.url_name)
        addresses.filter(now=former).update(now=instance.slug)
        addresses.filter(slug=instance.slug).delete()
        _keep(instance, former, now=instance.slug)


def keep_withdrawn(instance: Any, **kwargs: Any) -> None:
    """Let the address of a deleted record say that it was withdrawn."""
    if instance.url_name:
        _keep(instance, instance.slug, now="")


def _keep(record: Addressed, slug: str, *, now: str) -> None:
    kept = {"name": str(record), "since": Change.objects.moment(), "now": now}
    FormerAddress.objects.update_or_create(url_name=record.url_name, slug=slug, defaults=kept)


def keep_all_withdrawn(records: Iterable[Addressed]) -> None:
    """The same for many records at once, which a load deletes without signals."""
    now = Change.objects.moment()
    FormerAddress.objects.bulk_create(
        [
            FormerAddress(url_name=record.url_name, slug=record.slug, name=str(record), since=now, now="")
            for record in records
            if record.url_name
        ],
        update_conflicts=True,
        unique_fields=["url_name", "slug"],
        update_fields=["name", "since", "now"],
    )


def former_slugs(url_name: str, slugs: list[str]) -> dict[str, str]:
    """Those of ``slugs`` under which a record stood before it was renamed, each with its slug of today; one query.

    NUL, which no slug holds and PostgreSQL does not take, is not asked for.
    """
    asked = [slug for slug in slugs if "\0" not in slug and len(slug) <= 120]
    former = FormerAddress.objects.filter(url_name=url_name, slug__in=asked).exclude(now="")
    return dict(former.values_list("slug", "now"))


def former_address(kind: type[Addressed], slug: str) -> FormerAddress | None:
    """The former address of a record of ``kind``; None where none of this very kind ever stood there."""
    if not kind.url_name or "\0" in slug:
        return None
    former = FormerAddress.objects.filter(url_name=kind.url_name, slug=slug).first()
    if former is None:
        return None
    if former.now:
        return former if kind.objects.filter(slug=former.now).exists() else None
    change = withdrawal(former)
    return former if change is None or change.kind == NAMES[kind] else None


def answer(request: HttpRequest) -> HttpResponse | None:
    """What to answer where a record's page finds none: the way to its new address, or that it was withdrawn.

    None where no record ever stood there, or the page is no record's.
    """
    match = request.resolver_match
    url_name, _, page = (match.url_name or "").rpartition("-") if match else ("", "", "")
    if not match or page not in PAGES:
        return None
    former = FormerAddress.objects.filter(url_name=url_name, slug=match.kwargs["slug"]).first()
    if former is None:
        return None
    if former.now:
        address = reverse(f"{url_name}-{page}", kwargs={**match.kwargs, "slug": former.now})
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    return withdrawn(request, former)


def withdrawn(request: HttpRequest, former: FormerAddress) -> HttpResponse:
    """The page that names what was withdrawn, when and why; status 410."""
    context = {"former": former, "change": withdrawal(former), "list_address": reverse(f"{former.url_name}-list")}
    return render(request, "410.html", context, status=410)


def withdrawal(former: FormerAddress) -> Change | None:
    """The line of the change log that tells why there is nothing at the address any more."""
    address = reverse(f"{former.url_name}-detail", args=[former.slug])
    return Change.objects.filter(address=address, what=Change.What.WITHDRAWN).first()
