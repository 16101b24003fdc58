"""The tags by which pages of Django's templates stand in the frame of all."""

from __future__ import annotations

import functools
from html import unescape
from typing import Any

from django import template
from django.template.base import Node, NodeList, Parser, TextNode, Token
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockContext, BlockNode, ExtendsNode, do_extends
from django.utils.safestring import SafeString

from npa_portal.fragments import fragment
from records.views.frame import around
from records.wording import one_line

register = template.Library()


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


class Frame(Node):
    """The frame of every page, around the blocks of one."""

    # What of a page's context the frame asks for.
    ASKED = ("metadata", "citation", "past", "tables", "filterset")

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        blocks = {node.name: node.render_annotated(context) for node in self.nodelist if isinstance(node, BlockNode)}
        request = context.get("request")
        return fragment(
            "page",
            **around(request.path if request else "", context.get("search_words") or ""),
            **{name: context.get(name) for name in self.ASKED},
            # As they were written, before they were made fit for HTML.
            **{name: one_line(unescape(str(blocks[name]))) for name in ("title", "description")},
            blocks=blocks,
        )


@register.tag
def frame(parser: Parser, token: Token) -> Frame:
    """``{% frame %}…{% endframe %}`` around the blocks of the outermost template, templates/base.html."""
    nodelist = parser.parse(("endframe",))
    parser.delete_first_token()
    return Frame(nodelist)
