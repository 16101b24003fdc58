"""Sections 3 (2) and 3 (4): the members of FATF and APG, counted in the text and listed in the notes."""

from __future__ import annotations

from records.models import Membership
from records.reconciliation.comparing import number
from records.reconciliation.figure import Told
from records.reconciliation.selecting import every, has

FATF = Membership.Body.FATF
APG = Membership.Body.APG

FIGURES = (
    Told(
        slug="fatf-countries",
        what="Countries and territories in FATF",
        section="3-2",
        locator="Section 3 (2), note on members",
        printed="31 countries and territories",
        of=(every(Membership, has(body=FATF, is_organization=False)),),
        must=number(31),
        rule="Entries of the list that are countries or territories.",
        listed=("membership-list", f"body={FATF}"),
        event="fatf-membership-november-2004",
    ),
    Told(
        slug="fatf-organizations",
        what="International organizations in FATF",
        section="3-2",
        locator="Section 3 (2), note on members",
        printed="two international organizations",
        of=(every(Membership, has(body=FATF, is_organization=True)),),
        must=number(2),
        rule="Entries of the list that are organizations.",
        event="fatf-membership-november-2004",
    ),
    Told(
        slug="apg-countries",
        what="Countries and territories in APG",
        section="3-4",
        locator="Section 3 (4), note on members",
        printed="28 countries and territories",
        of=(every(Membership, has(body=APG, is_organization=False)),),
        must=number(28),
        rule="Entries of the list that are countries or territories.",
        listed=("membership-list", f"body={APG}"),
        event="apg-membership-june-2004",
    ),
)
