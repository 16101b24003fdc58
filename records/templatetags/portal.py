"""The portal's template tags and filters, known in every template."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from npa_portal import fragments
from npa_portal.addresses import address
from records.charts.embedding import lines_to_copy
from records.corrections.corrected import CorrectedFields
from records.glossary.explaining import Explainer
from records.metadata.head import way_to
from records.models import Section
from records.outline import Outline
from records.wording import lower_first, signed

register = template.Library()
register.filter(signed)
register.filter(lower_first)


@register.simple_tag(takes_context=True)
def breadcrumbs(context: Context, *steps: object) -> SafeString:
    """The way from home to the page: label and address in turn; the page itself with an empty address."""
    return way_from_home(context, [(str(step), str(at)) for step, at in zip(steps[::2], steps[1::2], strict=True)])


@register.simple_tag(takes_context=True)
def corrected(context: Context, *fields: str) -> SafeString:
    """What is printed, beside the value of a field of the page's record that stands corrected; else nothing."""
    found: CorrectedFields | None = context.get("corrected")
    return found(*fields) if found else SafeString()


@register.simple_tag(takes_context=True)
def lines_to_embed(context: Context, address: str, title: str, height: int) -> str:
    """The lines by which another site shows the page at ``address`` in a frame."""
    return lines_to_copy(context["request"].build_absolute_uri(address), title, height)


@register.simple_tag(takes_context=True)
def explained(context: Context, text: str) -> str:
    """The text, with each term of the glossary explained where the page first has it."""
    explainer: Explainer | None = context.get("explainer")
    return explainer.explain(text) if explainer else text


@register.simple_tag(takes_context=True)
def fragment(context: Context, name: str, **given: Any) -> SafeString:
    """The fragment of that name, which may explain terms and mark what stands corrected, as the page does."""
    told = {"explain": partial(explained, context), "corrected": partial(corrected, context)}
    return fragments.fragment(name, **{**told, **given})


@register.filter
def children_in(section: Section, outline: Outline) -> list[Section]:
    """The headings right below ``section``."""
    return outline.children(section)


@register.simple_tag(takes_context=True)
def section_breadcrumbs(context: Context, section: Section) -> SafeString:
    """The way from home down the report's outline to the section."""
    above = [(step.called, step.get_absolute_url()) for step in section.ancestors]
    return way_from_home(context, [("Sections", address("section-list")), *above, (section.called, "")])


def way_from_home(context: Context, crumbs: list[tuple[str, str]]) -> SafeString:
    """The steps as the page shows them, and as data."""
    request = context["request"]
    return fragments.fragment("breadcrumbs", way=way_to(request.path, crumbs, request.build_absolute_uri))
