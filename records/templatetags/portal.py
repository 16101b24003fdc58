"""The portal's template tags and filters, known in every template."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse

from records.models import Section
from records.outline import Outline
from records.wording import signed

register = template.Library()
register.filter(signed)


@register.inclusion_tag("includes/_nav_link.html", takes_context=True)
def nav_link(context: Context, name: str, label: str) -> dict[str, Any]:
    """A link of the navigation, marked where the page is the one it leads to, or lies below it."""
    address = reverse(name)
    request = context.get("request")
    path = request.path if request else ""
    current = "page" if path == address else "true" if path.startswith(address) else ""
    return {"address": address, "label": label, "current": current}


@register.inclusion_tag("includes/_breadcrumbs.html")
def breadcrumbs(*steps: object) -> dict[str, Any]:
    """The way from home to the page: label and address in turn; the page itself with an empty address."""
    return {"crumbs": list(zip(steps[::2], steps[1::2], strict=True))}


@register.filter
def lower_first(value: object) -> str:
    """The text with its first letter small, the rest as it is (so that PKO stays PKO)."""
    text = str(value)
    return text[:1].lower() + text[1:]


@register.filter
def children_in(section: Section, outline: Outline) -> list[Section]:
    """The headings right below ``section``."""
    return outline.children(section)


@register.inclusion_tag("includes/_breadcrumbs.html")
def section_breadcrumbs(section: Section) -> dict[str, Any]:
    """The way from home down the report's outline to the section."""
    above = [(f"Section {step.number}", step.get_absolute_url()) for step in section.ancestors]
    return {"crumbs": [("Sections", reverse("section-list")), *above, (section.number, "")]}
