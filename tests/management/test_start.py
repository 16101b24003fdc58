"""From a clone to a serving portal: what ``make run`` does, step by step, and what it says where a step fails."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from records.management.commands import prepare, serve
from records.models import Topic
from tests.sampling import thorough

ROOT = Path(__file__).resolve().parents[2]
ON_POSTGRESQL = django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
PATIENCE = 120


@dataclass
class Portal:
    """A portal of its own, with an empty database, run by its own processes."""

    environment: dict[str, str]

    def start(self, *command: str, **settings: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *command],
            env=self.environment | settings,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *command: str, **settings: str) -> tuple[int, str]:
        """Exit code, and all that it said."""
        with self.start(*command, **settings) as process:
            try:
                said, _ = process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.terminate()
                raise
        return process.returncode, said

    def ask(self, code: str) -> str:
        """What a line of Python prints in the portal's shell."""
        returncode, said = self.run("shell", "--verbosity", "0", "--command", f"from records.models import *; {code}")
        assert returncode == 0, said
        return said.strip()


@pytest.fixture
def portal(scratch: dict[str, str]) -> Portal:
    # DEBUG spares the tests that are not about static files the seconds of compressing them.
    return Portal(scratch | {"DEBUG": "on"})


@pytest.fixture
def filled(prepared: dict[str, str]) -> Portal:
    """The same with all records."""
    return Portal(prepared | {"DEBUG": "on"})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# Preparing

TOPICS = "print(Topic.objects.count(), Topic.objects.filter(name='Edited').count())"


@thorough
def test_a_second_start_loads_nothing_and_overwrites_no_edit(filled: Portal) -> None:
    edit = "topic = Topic.objects.first(); topic.name = 'Edited'; topic.save(); Topic.objects.last().delete()"
    before = filled.ask(f"{edit}; {TOPICS}")
    assert before.endswith(" 1")
    returncode, said = filled.run("prepare")
    assert returncode == 0, said
    assert "up to date" in said
    assert "Loaded" not in said
    assert filled.ask(TOPICS) == before


@thorough
def test_two_starts_at_once_load_once(portal: Portal, tmp_path: Path) -> None:
    """On PostgreSQL of two machines, which share no folder; in one folder they wait for its lock, whatever database."""
    folders = ("one", "other") if ON_POSTGRESQL else ("var", "var")
    starts = [portal.start("prepare", DATA_DIR=str(tmp_path / folder)) for folder in folders]
    said = [start.communicate(timeout=PATIENCE)[0] for start in starts]
    assert [start.returncode for start in starts] == [0, 0], said
    assert sum("Loaded" in words for words in said) == 1, said
    assert sum("waiting for it" in words for words in said) == 1, said


def test_static_files_are_collected_again_only_where_one_changed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    collected: list[str] = []

    def collect(command: str, **options: object) -> None:
        collected.append(command)
        (tmp_path / "static").mkdir(exist_ok=True)
        (tmp_path / "static" / "staticfiles.json").touch()

    monkeypatch.setattr(prepare, "call_command", collect)
    source = tmp_path / "source"
    source.mkdir()
    (source / "page.css").write_text("body {}")
    settings.DATA_DIR, settings.STATIC_ROOT, settings.STATICFILES_DIRS = tmp_path, tmp_path / "static", [source]
    for _ in range(2):
        prepare.Command().collect_static_files()
    assert len(collected) == 1
    (source / "page.css").write_text("body { margin: 0 }")
    prepare.Command().collect_static_files()
    assert len(collected) == 2


def test_a_broken_fixture_stops_the_start_and_names_the_file(
    empty_database: None, own_fixtures: Path, settings: Settings, tmp_path: Path
) -> None:
    (own_fixtures / "treaties.json").write_text("[{]")
    settings.FIXTURES_DIR, settings.DATA_DIR, settings.DEBUG = own_fixtures, tmp_path / "var", True
    with pytest.raises(CommandError, match=r"treaties\.json"):
        call_command("prepare")
    assert not Topic.objects.exists()


def test_a_database_out_of_reach_is_told_without_its_password(portal: Portal) -> None:
    returncode, said = portal.run("prepare", DATABASE_URL=f"postgres://editor:hidden@127.0.0.1:{free_port()}/npa")
    assert returncode == 1
    assert "The database (PostgreSQL npa at 127.0.0.1) cannot be used" in said
    assert "Check DATABASE_URL" in said
    assert "hidden" not in said
    assert "Traceback" not in said


def test_a_damaged_file_is_told_and_left_as_it_is(portal: Portal, tmp_path: Path) -> None:
    file = tmp_path / "portal.sqlite3"
    file.write_bytes(b"no database" * 1000)
    returncode, said = portal.run("serve", DEBUG="off", PORT=str(free_port()), DATABASE_URL=f"sqlite:///{file}")
    assert returncode == 1
    assert f"The database (SQLite file {file}) is damaged: file is not a database. Nothing was changed." in said
    assert "portal.sqlite3-wal" in said
    assert "Traceback" not in said
    assert file.read_bytes() == b"no database" * 1000


def test_a_data_folder_that_cannot_be_written_to_is_told(portal: Portal, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for given in ({}, {"SECRET_KEY": "a key of its own " * 4}):
        returncode, said = portal.run("prepare", DATA_DIR=str(tmp_path / "file" / "var"), **given)
        assert returncode == 1
        assert "DATA_DIR" in said
        assert "Traceback" not in said


def test_a_setting_that_does_not_fit_is_told(portal: Portal) -> None:
    returncode, said = portal.run("prepare", PORT="http")
    assert returncode == 1
    assert said.strip() == "PORT must be a whole number from 1 to 65535, not “http”."


# Serving


def test_the_portal_prepares_itself_and_serves(portal: Portal) -> None:
    port = free_port()
    serving = f"Portal at http://127.0.0.1:{port}/ (Ctrl-C stops it)\n"
    said = served(portal, port, "serve", DEBUG="off")
    assert said[-1] == serving, said
    # Once more: all is prepared, until a record changes.
    assert served(portal, port, "serve", DEBUG="off") == [serving]
    portal.ask("Topic.objects.filter(pk=Topic.objects.first().pk).update(name='Edited')")
    assert "up to date" in served(portal, port, "serve", DEBUG="off")[0]


@thorough
def test_it_serves_to_whoever_develops_it(filled: Portal) -> None:
    port = free_port()
    said = served(filled, port, "serve", "--reload", DEBUG="on")
    assert said[-1] == f"Portal at http://127.0.0.1:{port}/ (Ctrl-C stops it)\n", said


def served(portal: Portal, port: int, *command: str, **settings: str) -> list[str]:
    """What it says until it serves; then it is asked for a page and stopped."""
    said: list[str] = []
    with portal.start(*command, PORT=str(port), WORKERS="1", **settings) as process:
        try:
            assert process.stdout
            for line in process.stdout:
                said.append(line)
                if "Portal at" in line:
                    break
            assert said, process.wait()
            assert answer(f"http://127.0.0.1:{port}/healthz/") == 200
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=PATIENCE)
    return said


def answer(url: str) -> int:
    """The status of ``url``, once the server listens."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"Nothing answers at {url}")


def test_a_port_in_use_is_told_before_any_work(portal: Portal) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        returncode, said = portal.run("serve", DEBUG="off", PORT=str(port))
    assert returncode == 1
    assert said.startswith(f"Port {port} is in use. Stop what uses it, or choose another")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_a_host_that_is_not_of_this_machine_is_told(host: str) -> None:
    with pytest.raises(CommandError, match=f"HOST={host} is no address of this machine"):
        serve.free_address(host, 8000)


def test_the_production_server_is_not_started_with_debug(portal: Portal) -> None:
    returncode, said = portal.run("serve", DEBUG="on")
    assert returncode == 1
    assert "make dev" in said


# Of plain HTTP that it is what it is, of HTTPS that it need not reach subdomains: that is for HSTS to say.
@pytest.mark.parametrize(("https", "silenced"), [("off", 4), ("on", 2)])
def test_deploy_checks_find_nothing(https: str, silenced: int, portal: Portal) -> None:
    returncode, said = portal.run("check", "--deploy", "--fail-level", "WARNING", DEBUG="off", HTTPS=https)
    assert returncode == 0, said
    assert said == f"System check identified no issues ({silenced} silenced).\n"
