"""Fragments: what pages draw most, by Jinja2 from templates/fragments/: the frame, a record, the rows of a table.

Everything else is Django's templates. docs/architecture.md says why there are two languages, and where the line runs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from django.template import engines
from django.template.defaultfilters import capfirst, date, pluralize, truncatechars, truncatewords
from django.template.defaultfilters import linebreaksbr as with_breaks
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import _escape_inner, escape

from npa_portal.addresses import address
from npa_portal.styles import parts
from records.wording import lower_first, signed

INCLUDE = re.compile(r'{% include "([a-z_/]+\.jinja)" %}')


class Inlined(Extension):
    """Puts what a fragment includes into it when it is read: else each gets a context of its own for each page.

    Not while fragments are being written: a change of what is included would not be seen.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return source if self.environment.auto_reload else INCLUDE.sub(self.inlined, source)

    def inlined(self, include: re.Match[str]) -> str:
        loader: Any = self.environment.loader
        source, *_ = loader.get_source(self.environment, include[1])
        source = self.preprocess(source.removesuffix("\n"), include[1])
        return f"{{% with %}}{source}{{% endwith %}}"


def escaped(value: Any) -> str:
    """The value fit for HTML, as a plain text: what becomes a part of a page is joined and needs no mark of safety."""
    if type(value) is str:
        text: str = _escape_inner(value)
        return text
    return value if isinstance(value, SafeString) else escape(value)


class Quick(CodeGenerator):
    """Has what a fragment shows escaped so: a third of the time of a page's texts went into marks."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class Plain(Context):
    """Calls what a fragment calls: none of it asks to be given the context, for which Jinja2 looks each time."""

    def call(self, called: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return called(*args, **kwargs)


class QuickEnvironment(Environment):
    """Where fragments are read."""

    code_generator_class = Quick
    context_class = Plain
    escaped = staticmethod(escaped)


def environment(**options: Any) -> Environment:
    """Where they are read, which escapes what is no HTML; a name that a fragment is not given is a fault."""
    ours = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "extensions": [Inlined]}
    found = QuickEnvironment(**{**options, **ours})  # Django sets autoescape.
    found.filters |= {
        # What these make of a text that stands in the template is worked out when that is read.
        "address": address,
        "parts": parts,
        "static": static,
        "capfirst": capfirst,
        "date": date,
        "linebreaksbr": linebreaksbr,
        "lower_first": lower_first,
        "pluralize": pluralize,
        "signed": signed,
        "truncatechars": truncatechars,
        "truncatewords": truncatewords,
    }
    found.globals["address"] = address
    return found


def linebreaksbr(text: str) -> str:
    """As Django has it; most texts have one line, and are only escaped."""
    text = str(text)
    if isinstance(text, SafeString) or "\n" in text or "\r" in text:
        return with_breaks(text)
    return SafeString(html.escape(text))


def fragment(name: str, **given: Any) -> SafeString:
    """The HTML of the fragment of that name, drawn from what it is ``given``."""
    template = engines["fragments"].get_template(f"{name}.jinja")
    return mark_safe(template.render(given))  # noqa: S308 # Jinja2 has escaped it.
