"""The portal's template tags and filters, known in every template."""

from __future__ import annotations

from functools import partial
from html import unescape
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from npa_portal import fragments
from npa_portal.addresses import address
from records.charts.embedding import lines_to_copy
from records.glossary.explaining import Explainer
from records.metadata.head import Metadata, data_block, description_of
from records.metadata.schema_org import breadcrumb_list
from records.models import Section
from records.outline import Outline
from records.wording import lower_first, one_line, signed

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
    found = context.get("corrected")
    if not found:
        return SafeString()
    # One cell may hold several fields: it is told once.
    marks = {found[field].words: found[field] for field in fields if field in found}
    return format_html_join("", " {}", ((mark,) for mark in marks.values()))


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
    whole = [("Home", address("home")), *crumbs]
    steps = [(label, request.build_absolute_uri(at or request.path)) for label, at in whole]
    return fragments.fragment("breadcrumbs", crumbs=crumbs, data=data_block(breadcrumb_list(steps)))


@register.simple_block_tag(takes_context=True)
def titled(context: Context, content: str) -> str:
    """The page's title, which `described` says once more to machines."""
    context.render_context["title"] = content
    return content


@register.simple_block_tag(takes_context=True)
def described(context: Context, content: str) -> str:
    """The page's description, and all that its metadata makes of it and of the title."""
    metadata: Metadata | None = context.get("metadata")
    # As they were written, before they were made fit for HTML.
    title, description = (one_line(unescape(text)) for text in (context.render_context["title"], content))
    return fragments.fragment(
        "head",
        title=title,
        description=description_of(description, metadata),
        metadata=metadata,
        things=[data_block(thing) for thing in metadata.things] if metadata else [],
    )
