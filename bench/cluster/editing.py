"""An editor, who logs in at an instance and saves a treaty in the admin's form, all over HTTP as a browser does."""

from __future__ import annotations

import http.client
import subprocess
import sys
from contextlib import closing
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from bench.cluster.machines import BEHIND, HOST, Instance, Stack
from bench.plan import ROOT
from bench.processes import BenchError

SLUG = "convention-on-cybercrime"
PAGE = f"/treaties/{SLUG}/"
NAME, PASSWORD = "editor", "correct horse battery staple"
FOUND = 302


class Form(HTMLParser):
    """The fields of a page's forms, as a browser would send them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.list = self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name, value = said.get("name", ""), said.get("value", "")
        if tag == "select":
            self.list = name
        elif tag == "option" and self.list and "selected" in said:
            self.fields.append((self.list, value))
        elif tag == "textarea":
            self.text = name
            self.fields.append((name, ""))
        elif tag == "input" and name and (said.get("type") not in {"checkbox", "submit", "file"} or "checked" in said):
            self.fields.append((name, value))

    def handle_data(self, data: str) -> None:
        if self.text:
            name, value = self.fields.pop()
            self.fields.append((name, value + data))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.list = ""
        elif tag == "textarea":
            self.text = ""


class Editor:
    """Somebody with an account, at one instance."""

    def __init__(self, instance: Instance) -> None:
        self.place = urlsplit(instance.url).netloc
        self.cookies: SimpleCookie = SimpleCookie()
        self.send("/admin/login/", username=NAME, password=PASSWORD)

    def open(self, path: str, body: str | None = None) -> tuple[int, str]:
        """Status and page, on a connection of its own, which is closed however this ends."""
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        headers = {**BEHIND, "Cookie": cookie, "Referer": f"https://{HOST}{path}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(http.client.HTTPConnection(self.place, timeout=60)) as connection:
            connection.request("GET" if body is None else "POST", path, body, headers)
            response = connection.getresponse()
            page = response.read().decode()
        for value in response.headers.get_all("Set-Cookie", ()):
            self.cookies.load(value)
        return response.status, page

    def send(self, path: str, **changed: str) -> None:
        """Open the form at ``path``, change these fields and send it. Raises BenchError where it is refused."""
        self.post(path, self.filled(path, **changed))

    def filled(self, path: str, **changed: str) -> str:
        """The form at ``path`` with these fields changed, as it is sent."""
        status, page = self.open(path)
        fields = [(name, value) for name, value in Form(page).fields if name not in changed]
        if status != http.client.OK:
            raise BenchError(f"The form {path} was answered with {status}.")
        return urlencode([*fields, *changed.items()])

    def post(self, path: str, body: str) -> None:
        """Send it."""
        status, page = self.open(path, body)
        if status != FOUND:
            said = page.partition("<main")[2] or page
            raise BenchError(f"The form {path} was refused ({status}): {said[:2000]}")


def make_account(stack: Stack) -> None:
    """The editor's account, made by the command for it."""
    command = [sys.executable, "manage.py", "create_account", "--username", NAME, "--role", "superuser"]
    environment = stack.one.environment | {"PORTAL_PASSWORD": PASSWORD}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"There is no account: {done.stderr}")


def form_of_the_treaty(stack: Stack) -> str:
    """The address of the admin's form for it."""
    key = stack.primary.ask("SELECT id FROM records_treaty WHERE slug = %s", SLUG)[0]
    return f"/admin/records/treaty/{key}/change/"
