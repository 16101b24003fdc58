"""The tags of what every page has in common: what is the same for many is drawn once and kept."""

from __future__ import annotations

import functools
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.template.base import Node, NodeList, Parser, TextNode, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode, do_extends
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString

from npa_portal.addresses import address
from npa_portal.styles import SCRIPTS, SCRIPTS_TOGETHER, STYLES, TOGETHER, StaticFilesStorage
from records.models.revision import State
from records.models.state import asked_state
from records.views.navigation import Place, counts_in, groups_at, place_of

register = template.Library()
# Stands in the search box for what was searched for.
WORDS = "words-searched-for"
# In the order in which they stand.
FOOTER = {"about": "About this edition", "change-list": "Changes", "data": "Data", "interface": "API"}


class Same(Node):
    """A part of a template that is the same on every page, drawn once for the process."""

    # How often all were forgotten.
    forgotten = 0

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.drawn: tuple[int, str] = (-1, "")

    def render(self, context: Context) -> SafeString:
        since, html = self.drawn
        if since != Same.forgotten:
            html = self.nodelist.render(context)
            self.drawn = (Same.forgotten, html)
        return SafeString(html)


class Extends(ExtendsNode):
    """Django's own, which looks for the blocks of the outermost template once, and not for each page."""

    def render(self, context: Context) -> Any:
        parent: Any = self.get_parent(context)
        held: Any = context.render_context
        blocks = held.setdefault(BLOCK_CONTEXT_KEY, BlockContext())
        blocks.add_blocks(self.blocks)
        if outermost := blocks_of(parent):
            blocks.add_blocks(outermost)
        with held.push_state(parent, isolated_context=False):
            return parent._render(context)


@functools.lru_cache(maxsize=64)
def blocks_of(template: Any) -> dict[str, BlockNode] | None:
    """The blocks of a template that extends no other; None of one that does, which gives its own."""
    first = next((node for node in template.nodelist if not isinstance(node, TextNode)), None)
    if isinstance(first, ExtendsNode):
        return None
    return {block.name: block for block in template.nodelist.get_nodes_by_type(BlockNode)}


@register.tag("extends")
def extends(parser: Parser, token: Token) -> Extends:
    """``{% extends %}``, as Django reads it."""
    read = do_extends(parser, token)
    return Extends(read.nodelist, read.parent_name)


@register.tag
def same(parser: Parser, token: Token) -> Same:
    """``{% same %}…{% endsame %}``: what depends on no page, no record and no reader."""
    nodelist = parser.parse(("endsame",))
    parser.delete_first_token()
    return Same(nodelist)


@receiver(setting_changed)
def forget(**changed: Any) -> None:
    """Draw all anew: only tests change settings, such as how styles are found."""
    Same.forgotten += 1
    _footer.cache_clear()
    _header.cache_clear()


@register.simple_tag
def stylesheets() -> list[str]:
    """The addresses of what every page needs: of one file where files were collected, else of each."""
    return [static(name) for name in ([TOGETHER] if are_collected() else STYLES)]


@register.simple_tag
def scripts() -> list[str]:
    """The same of the scripts that every page needs once it stands."""
    return [static(name) for name in ([SCRIPTS_TOGETHER] if are_collected() else SCRIPTS)]


def are_collected() -> bool:
    """Whether static files are sent as they were collected."""
    return isinstance(staticfiles_storage, StaticFilesStorage)


@register.simple_tag(takes_context=True)
def header(context: Context) -> SafeString:
    """The top of the page: search and navigation, without counts on an error's page that nothing is known of."""
    before, after = _header(asked_state(), place_of(_path(context)))
    return SafeString(f"{before}{escape(context.get('search_words') or '')}{after}")


# Of two states, one on each list and one below it.
@functools.lru_cache(maxsize=64)
def _header(state: State | None, place: Place) -> tuple[str, str]:
    """What stands before the words that were searched for, which are no page's but one, and after them."""
    groups = groups_at(place, counts_in(state) if state else {})
    html = render_to_string("includes/_header.html", {"groups": groups, "search_words": WORDS})
    before, _, after = html.partition(WORDS)
    return before, after


@register.simple_tag(takes_context=True)
def footer(context: Context) -> SafeString:
    """The footer, with a mark at the link that leads to the page, or to what the page lies below."""
    path = _path(context)
    return _footer(
        *next(((name, path == address(name)) for name in FOOTER if path.startswith(address(name))), ("", False))
    )


@functools.cache
def _footer(current: str, is_it: bool) -> SafeString:
    links = [
        (address(name), label, "" if name != current else "page" if is_it else "true") for name, label in FOOTER.items()
    ]
    return render_to_string("includes/_footer.html", {"links": links})


def _path(context: Context) -> str:
    """The path of the page; empty on an error's page that nothing is known of."""
    request = context.get("request")
    return request.path if request else ""
