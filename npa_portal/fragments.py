"""Fragments: what pages draw most, by Jinja2 from templates/fragments/: the frame, a record, the rows of a table.

Everything else is Django's templates. docs/architecture.md says why there are two languages, and where the line runs.
"""

from __future__ import annotations

import compileall
import hashlib
import html
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import engines
from django.template.defaultfilters import capfirst, date, pluralize, truncatechars, truncatewords
from django.template.defaultfilters import linebreaksbr as with_breaks
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, ModuleLoader, StrictUndefined, nodes
from jinja2 import __version__ as version_of_jinja
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import _escape_inner, escape  # type: ignore[attr-defined]

from npa_portal.addresses import address
from npa_portal.environment import BASE_DIR
from npa_portal.prepared import files_in
from npa_portal.styles import parts
from records.wording import lower_first, signed

SOURCES = BASE_DIR / "templates" / "fragments"
# What works out of a fragment what is always the same, when it is compiled; with them does the list of static files.
BY = ("npa_portal/addresses.py", "npa_portal/fragments.py", "npa_portal/styles.py", "records/urls.py")
MAKERS = [BASE_DIR / name for name in BY]
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

    def call(self, called: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
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
    if found.loader and not found.auto_reload and (compiled := compiled_in()).exists():
        found.loader = ChoiceLoader([ModuleLoader(compiled), found.loader])
    return found


def keep_compiled() -> None:
    """Leave every fragment as a module of Python, in one step: a worker spends a tenth of its start on making them."""
    wanted = compiled_in()
    if wanted.exists():
        return
    wanted.parent.mkdir(exist_ok=True)
    draft = tempfile.mkdtemp(dir=wanted.parent)
    # From the sources: it may have begun with what was compiled of others.
    made: Environment = engines["fragments"].env  # type: ignore[attr-defined]
    made.overlay(loader=FileSystemLoader(SOURCES)).compile_templates(draft, zip=None, ignore_errors=False)
    compileall.compile_dir(draft, ddir=str(wanted), quiet=1)
    Path(draft).rename(wanted)
    for other in wanted.parent.iterdir():
        if other != wanted:
            shutil.rmtree(other, ignore_errors=True)


def compiled_in() -> Path:
    """Where they are kept, by all that they are made of."""
    static_files = Path(settings.STATIC_ROOT) / "staticfiles.json"
    files = [*MAKERS, *([static_files] if static_files.exists() else [])]
    made_of = [sys.version, version_of_jinja, *sorted(files_in(str(SOURCES))), *(file.read_text() for file in files)]
    return Path(settings.DATA_DIR) / "fragments" / hashlib.sha256("\0".join(made_of).encode()).hexdigest()


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
