"""Fragments: what pages draw by the hundred."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import defaultfilters, engines
from django.utils.safestring import SafeString
from jinja2 import DictLoader, FileSystemLoader, TemplateNotFound, UndefinedError
from markupsafe import Markup, escape

from npa_portal import fragments
from npa_portal.environment import BASE_DIR
from npa_portal.fragments import environment, fragment

FRAGMENTS = BASE_DIR / "templates" / "fragments"
LOADER = FileSystemLoader(FRAGMENTS)


def test_a_fragment_escapes_what_is_no_html() -> None:
    template = engines["fragments"].from_string("{{ text }} {{ html }}")
    assert template.render({"text": "<b> & “", "html": SafeString("<b>")}) == "&lt;b&gt; &amp; “ <b>"


@pytest.mark.parametrize("value", ["<b> & “'\"", SafeString("<b>"), Markup("<i>"), 12, None, ["<"], fragments])
def test_a_value_is_escaped_as_jinja2_escapes_it(value: object) -> None:
    assert fragments.escaped(value) == escape(value)


def test_a_fragment_that_is_not_given_all_it_needs_is_a_fault() -> None:
    with pytest.raises(UndefinedError):
        fragment("table", table=SimpleNamespace(sorter=None))


def test_what_it_includes_stands_in_it_once_it_is_read() -> None:
    ready, written = (environment(autoescape=True, auto_reload=reload, loader=LOADER) for reload in (False, True))
    for name in LOADER.list_templates():
        source = LOADER.get_source(ready, name)[0]
        assert "{% include" not in ready.preprocess(source)
        assert written.preprocess(source) == source


def test_what_is_included_draws_the_same_and_leaves_no_name_behind() -> None:
    loader = DictLoader(
        {
            "whole.jinja": '{% for one in all %}\n{% include "part.jinja" %}\n{% endfor %}{% include "end.jinja" %}',
            "part.jinja": '{# Given: one. #}\n{% set said = one %}\n<p>{{ said }}{% include "end.jinja" %}</p>\n',
            "end.jinja": "{{ said is defined }}.\n",
        }
    )
    drawn = {
        environment(autoescape=True, auto_reload=reload, loader=loader).get_template("whole.jinja").render(all="a<")
        for reload in (False, True)
    }
    assert drawn == {"<p>aTrue.</p><p>&lt;True.</p>False."}


def test_what_prepare_compiled_is_drawn_and_nothing_is_read_anew(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    (tmp_path / "fragments" / "of-before").mkdir(parents=True)
    nowhere = DictLoader({})
    with pytest.raises(TemplateNotFound):
        environment(autoescape=True, auto_reload=False, loader=nowhere).get_template("records/treaty.jinja")

    fragments.keep_compiled()
    made = [path.stat().st_mtime_ns for path in (tmp_path / "fragments").rglob("*.py*")]
    fragments.keep_compiled()
    assert made == [path.stat().st_mtime_ns for path in (tmp_path / "fragments").rglob("*.py*")]
    assert list((tmp_path / "fragments").iterdir()) == [fragments.compiled_in()]
    ready, written = (environment(autoescape=True, auto_reload=reload, loader=nowhere) for reload in (False, True))
    for name in LOADER.list_templates():
        assert ready.get_template(name).name == name
        with pytest.raises(TemplateNotFound):
            written.get_template(name)
    way = SimpleNamespace(crumbs=[("Treaties", "/treaties/"), ("A <treaty>", "")], data="")
    assert ready.get_template("breadcrumbs.jinja").render(way=way) == fragment("breadcrumbs", way=way)


def test_they_are_compiled_anew_by_who_began_with_those_of_before(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    fragments.keep_compiled()
    before = fragments.compiled_in()
    monkeypatch.setattr(engines["fragments"], "env", environment(autoescape=True, auto_reload=False, loader=LOADER))
    monkeypatch.setattr(fragments, "MAKERS", [])
    fragments.keep_compiled()
    assert list((tmp_path / "fragments").iterdir()) == [fragments.compiled_in()] != [before]


@pytest.mark.parametrize("file", ["fragments/one.jinja", "static/staticfiles.json", "urls.py"])
def test_what_is_written_anew_is_not_drawn_as_it_was(
    file: str, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(fragments, "SOURCES", tmp_path / "fragments")
    monkeypatch.setattr(fragments, "MAKERS", [tmp_path / "urls.py"])
    for name in ("fragments/one.jinja", "static/staticfiles.json", "urls.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("as it was")
    before = fragments.compiled_in()
    assert fragments.compiled_in() == before
    (tmp_path / file).write_text("written anew")
    assert fragments.compiled_in() != before


@pytest.mark.parametrize("text", ["“a” & <b>'\"", "two\nlines & <", "two\r\nlines", SafeString("<b>\n"), ""])
def test_lines_are_broken_as_django_breaks_them(text: str) -> None:
    assert fragments.linebreaksbr(text) == defaultfilters.linebreaksbr(text)
