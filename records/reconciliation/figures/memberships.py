"""Sections 3 (2) and 3 (4): the members of FATF and APG, counted in the text and listed in the notes."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from records.models import Membership
from records.reconciliation import comparing
from records.reconciliation.figure import Figure
from records.reconciliation.report import Report

FATF = Membership.Body.FATF
APG = Membership.Body.APG


def figures(report: Report) -> Iterator[Figure]:
    """The figures on members, in the report's order."""
    yield fatf_countries(report)
    yield fatf_organizations(report)
    yield apg_countries(report)


def members(report: Report, body: str, *, organizations: bool) -> tuple[Membership, ...]:
    """The members of one body that are organizations, or that are none."""
    return tuple(
        member for member in report.memberships if member.body == body and member.is_organization == organizations
    )


def list_of(body: str) -> str:
    """The address of the list of one body's members."""
    return f"{reverse('membership-list')}?body={body}"


def fatf_countries(report: Report) -> Figure:
    """The note: 31 countries and territories."""
    countries = members(report, FATF, organizations=False)
    return Figure(
        slug="fatf-countries",
        what="Countries and territories in FATF",
        section="3-2",
        locator="Section 3 (2), note on members",
        printed="31 countries and territories",
        finding=comparing.numbers(31, len(countries)),
        rule="Entries of the list that are countries or territories.",
        rows=countries,
        list_address=list_of(FATF),
        event="fatf-membership-november-2004",
    )


def fatf_organizations(report: Report) -> Figure:
    """The note: two international organizations."""
    organizations = members(report, FATF, organizations=True)
    return Figure(
        slug="fatf-organizations",
        what="International organizations in FATF",
        section="3-2",
        locator="Section 3 (2), note on members",
        printed="two international organizations",
        finding=comparing.numbers(2, len(organizations)),
        rule="Entries of the list that are organizations.",
        rows=organizations,
        event="fatf-membership-november-2004",
    )


def apg_countries(report: Report) -> Figure:
    """The note: 28 countries and territories."""
    countries = members(report, APG, organizations=False)
    return Figure(
        slug="apg-countries",
        what="Countries and territories in APG",
        section="3-4",
        locator="Section 3 (4), note on members",
        printed="28 countries and territories",
        finding=comparing.numbers(28, len(countries)),
        rule="Entries of the list that are countries or territories.",
        rows=countries,
        list_address=list_of(APG),
        event="apg-membership-june-2004",
    )
