"""The portal's template tags and filters, known in every template."""

from __future__ import annotations

from functools import partial
from html import unescape
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from npa_portal import fragments
from npa_portal.styles import STYLES, TOGETHER, StaticFilesStorage
from records.charts.embedding import lines_to_copy
from records.charts.shapes import Drawing, Panel
from records.glossary.explaining import Explainer
from records.metadata.head import Metadata, data_block, description_of
from records.metadata.schema_org import breadcrumb_list
from records.models import Section
from records.models.state import asked_state
from records.outline import Outline
from records.views.navigation import counts_in, groups_on
from records.wording import one_line, signed

register = template.Library()
register.filter(signed)
register.filter(data_block)


@register.simple_tag
def stylesheets() -> list[str]:
    """The addresses of what every page needs: of one file where files were collected, else of each."""
    together = isinstance(staticfiles_storage, StaticFilesStorage)
    return [static(name) for name in ([TOGETHER] if together else STYLES)]


@register.inclusion_tag("includes/_navigation.html", takes_context=True)
def navigation(context: Context) -> dict[str, Any]:
    """The navigation as the page shows it; without counts on an error's page that nothing is known of."""
    request = context.get("request")
    state = asked_state()
    return {"groups": groups_on(request.path if request else "", counts_in(state) if state else {})}


@register.inclusion_tag("includes/_nav_link.html", takes_context=True)
def nav_link(context: Context, name: str, label: str) -> dict[str, Any]:
    """A link of the footer, marked where the page is the one it leads to, or lies below it."""
    address = reverse(name)
    request = context.get("request")
    path = request.path if request else ""
    current = "page" if path == address else "true" if path.startswith(address) else ""
    return {"address": address, "label": label, "current": current}


@register.inclusion_tag("includes/_breadcrumbs.html", takes_context=True)
def breadcrumbs(context: Context, *steps: object) -> dict[str, Any]:
    """The way from home to the page: label and address in turn; the page itself with an empty address."""
    return way_from_home(context, [(str(step), str(at)) for step, at in zip(steps[::2], steps[1::2], strict=True)])


@register.simple_tag(takes_context=True)
def corrected(context: Context, *fields: str) -> SafeString:
    """What is printed, beside the value of a field of the page's record that stands corrected; else nothing."""
    found = context.get("corrected") or {}
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
    """The fragment of that name of templates/fragments/, which may explain terms as the page does."""
    return fragments.fragment(name, explain=partial(explained, context), **given)


@register.simple_tag(takes_context=True)
def marks(context: Context, drawing: Drawing | Panel) -> SafeString:
    """What is drawn of a chart; in a frame on another site its links leave that frame."""
    return drawing.leaving_a_frame if context.get("new_tab") else drawing.on_page


@register.filter
def lower_first(value: object) -> str:
    """The text with its first letter small, the rest as it is (so that PKO stays PKO)."""
    text = str(value)
    return text[:1].lower() + text[1:]


@register.filter
def children_in(section: Section, outline: Outline) -> list[Section]:
    """The headings right below ``section``."""
    return outline.children(section)


@register.inclusion_tag("includes/_breadcrumbs.html", takes_context=True)
def section_breadcrumbs(context: Context, section: Section) -> dict[str, Any]:
    """The way from home down the report's outline to the section."""
    above = [(step.called, step.get_absolute_url()) for step in section.ancestors]
    return way_from_home(context, [("Sections", reverse("section-list")), *above, (section.called, "")])


def way_from_home(context: Context, crumbs: list[tuple[str, str]]) -> dict[str, Any]:
    """The steps as the page shows them, and as data."""
    request = context["request"]
    whole = [("Home", reverse("home")), *crumbs]
    steps = [(label, request.build_absolute_uri(address or request.path)) for label, address in whole]
    return {"crumbs": crumbs, "data": data_block(breadcrumb_list(steps))}


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
    said = {"title": title, "description": description_of(description, metadata), "metadata": metadata}
    return render_to_string("includes/_head.html", said)
