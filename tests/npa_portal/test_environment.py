"""Settings from the environment: defaults that work, and a clear word for what does not fit."""

from __future__ import annotations

import stat
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from npa_portal import environment
from npa_portal.environment import SettingError


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_REPLICA_URL", "DATABASE_URL", "SECRET_KEY", "SETTING"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("value", "expected"), [("on", True), ("1", True), ("TRUE", True), (" yes ", True), ("off", False), ("", False)]
)
def test_a_switch_is_on_or_off(value: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", value)
    assert environment.flag("SETTING") is expected


def test_a_switch_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", "maybe")
    with pytest.raises(SettingError, match="SETTING must be on or off, not “maybe”"):
        environment.flag("SETTING")


@pytest.mark.parametrize("value", ["0", "65536", "-1", "80.5", "eighty", "٨٠", "1e3", "9" * 5000])
def test_a_number_outside_its_limits_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", value)
    with pytest.raises(SettingError, match="SETTING must be a whole number from 1 to 65535"):
        environment.number("SETTING", 8000, least=1, most=65535)


def test_an_empty_setting_is_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", " ")
    assert environment.number("SETTING", 8000, least=1, most=65535) == 8000
    assert environment.text("SETTING", "default") == "default"
    assert environment.words("SETTING", ["default"]) == ["default"]
    assert environment.folder("SETTING", Path("/default")) == Path("/default")


def test_a_list_is_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", "one.example, two.example,,")
    assert environment.words("SETTING", []) == ["one.example", "two.example"]


def test_a_folder_may_begin_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", "~/portal")
    assert environment.folder("SETTING", Path("/default")) == (Path.home() / "portal").resolve()


@pytest.mark.parametrize("value", ["::1", "[::1]"])
def test_an_ipv6_address_stands_in_brackets_in_a_web_address_alone(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", value)
    assert environment.address("SETTING", "127.0.0.1") == "::1"
    assert environment.in_url("::1") == "[::1]"
    assert environment.in_url("127.0.0.1") == "127.0.0.1"


def test_a_domain_with_all_its_hosts_is_one_trusted_origin() -> None:
    assert environment.https_origin(".example.org") == "https://*.example.org"
    assert environment.https_origin("portal.example.org") == "https://portal.example.org"


@pytest.mark.parametrize(
    "value", ["", "editor@example.org", "https://example.org/issues/new", "http://localhost:8080/?project=npa"]
)
def test_a_contact_is_an_e_mail_or_a_web_address(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", f" {value} ")
    assert environment.contact("SETTING") == value


@pytest.mark.parametrize(
    "value",
    ["editor", "mailto:editor@example.org", "example.org", "ftp://example.org/", "javascript:alert(1)", "a@b c"],
)
def test_any_other_contact_is_refused_with_what_to_set(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", value)
    with pytest.raises(SettingError, match="SETTING must be an e-mail address") as refusal:
        environment.contact("SETTING")
    assert f"or a web address such as https://example.org/issues/new, not “{value}”." in str(refusal.value)


def test_the_secret_of_the_environment_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = "given" * 10
    monkeypatch.setenv("SECRET_KEY", given)
    assert environment.secret_key(tmp_path / "var") == given
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("given", ["given", "x" * 60])
def test_a_secret_that_one_could_guess_is_refused(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", given)
    with pytest.raises(SettingError, match="SECRET_KEY must have 50 characters or more"):
        environment.secret_key(tmp_path)


def test_one_of_a_few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SETTING", raising=False)
    assert environment.choice("SETTING", "one", "two", "three") == "one"
    monkeypatch.setenv("SETTING", " Three ")
    assert environment.choice("SETTING", "one", "two", "three") == "three"
    monkeypatch.setenv("SETTING", "four")
    with pytest.raises(SettingError, match="SETTING must be one, two or three, not “four”"):
        environment.choice("SETTING", "one", "two", "three")


def test_an_address_with_its_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SETTING", raising=False)
    assert environment.endpoint("SETTING") is None
    for value, meant in (("127.0.0.1:9100", ("127.0.0.1", 9100)), ("[::1]:80", ("::1", 80)), ("box:1", ("box", 1))):
        monkeypatch.setenv("SETTING", value)
        assert environment.endpoint("SETTING") == meant
    for value in ("9100", ":9100", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:²"):
        monkeypatch.setenv("SETTING", value)
        with pytest.raises(SettingError, match="SETTING must be an address with its port"):
            environment.endpoint("SETTING")


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    data_dir = tmp_path / "var"
    key = environment.secret_key(data_dir)
    assert len(key) >= 50
    assert environment.secret_key(data_dir) == key
    assert [path.name for path in data_dir.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((data_dir / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700


def test_first_starts_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as processes:
        keys = set(processes.map(environment.secret_key, [tmp_path / "var"] * 16))
    assert len(keys) == 1
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret-key"]


def test_a_secret_that_cannot_be_kept_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingError, match=r"cannot be kept in .*Not a directory.*DATA_DIR"):
        environment.secret_key(tmp_path / "file" / "var")


def test_a_damaged_secret_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    with pytest.raises(SettingError, match=r"is damaged\. Delete the file"):
        environment.secret_key(tmp_path)


@pytest.mark.parametrize("name", ["var", "a folder", "100%", "c#", "what?", "日本"])
def test_the_database_is_a_file_in_the_data_folder_whatever_its_name(name: str, tmp_path: Path) -> None:
    assert environment.database(tmp_path / name)["NAME"] == str(tmp_path / name / "portal.sqlite3")


def test_the_address_of_a_postgresql_database_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://editor:p%40ss@db.example:5433/npa?sslmode=require")
    database = environment.database(tmp_path)
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert [database[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "editor",
        "p@ss",
        "db.example",
        5433,
        "npa",
    ]
    alone = "-c max_parallel_workers_per_gather=0"
    assert database["OPTIONS"] == {"sslmode": "require", "connect_timeout": 10, "options": alone}


@pytest.mark.parametrize(
    "url",
    [
        "mysql://editor:hidden@host/name",
        "nonsense",
        "postgres://editor:hidden@host:port/name",
        "postgres://editor:hidden@host/",
        "sqlite://",
        "sqlite://:memory:",
        "oracle://editor:hidden@[/",
    ],
)
def test_an_address_of_no_usable_database_is_refused_without_its_password(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(SettingError, match="DATABASE_URL must look like postgres://") as refusal:
        environment.database(tmp_path)
    assert "hidden" not in str(refusal.value)


def test_a_replica_is_left_soon_where_it_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://editor@db.example/npa")
    assert environment.databases(tmp_path).keys() == {"default"}
    monkeypatch.setenv(
        "DATABASE_REPLICA_URL", "postgres://reader@replica.example/npa?sslmode=require&connect_timeout=5"
    )
    replica = environment.databases(tmp_path)["replica"]
    assert [replica[key] for key in ("USER", "HOST", "NAME")] == ["reader", "replica.example", "npa"]
    alone = "-c max_parallel_workers_per_gather=0"
    assert replica["OPTIONS"] == {
        "sslmode": "require",
        "connect_timeout": 5,
        "tcp_user_timeout": 3000,
        "options": alone,
    }


@pytest.mark.parametrize(
    "url", ["sqlite:////tmp/portal.sqlite3", "mysql://reader:hidden@host/name", "nonsense", "postgres://r:hidden@host/"]
)
def test_what_is_no_replica_is_refused_without_its_password(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://editor@db.example/npa")
    monkeypatch.setenv("DATABASE_REPLICA_URL", url)
    with pytest.raises(SettingError, match="DATABASE_REPLICA_URL must look like postgres://") as refusal:
        environment.databases(tmp_path)
    assert "hidden" not in str(refusal.value)


@pytest.mark.parametrize("url", ["", "sqlite:////tmp/portal.sqlite3"])
def test_sqlite_has_no_replica(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DATABASE_REPLICA_URL", "postgres://reader@replica.example/npa")
    with pytest.raises(SettingError, match="name its primary by DATABASE_URL"):
        environment.databases(tmp_path)


@pytest.mark.django_db
def test_what_is_saved_on_sqlite_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings = {**connections["default"].settings_dict, **environment.database(tmp_path)}
    with closing(DatabaseWrapper(settings)) as made, made.cursor() as cursor:
        # FULL.
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_cdn_may_keep_pages_for_the_seconds_that_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.cache_control("SETTING") == "no-cache"
    monkeypatch.setenv("SETTING", "60")
    assert environment.cache_control("SETTING") == "public, max-age=0, must-revalidate, s-maxage=60"
    monkeypatch.setenv("SETTING", "a minute")
    with pytest.raises(SettingError, match="from 0 to 86400"):
        environment.cache_control("SETTING")


@pytest.mark.parametrize(
    ("allowed", "host"),
    [
        ([*environment.LOOPBACK, "127.0.0.1"], "127.0.0.1:8123"),
        (["localhost", "portal.example.org", "www.example.org"], "portal.example.org"),
        (["*"], "127.0.0.1:8123"),
        ([".example.org"], "127.0.0.1:8123"),
    ],
)
def test_a_public_name_is_the_likely_one(allowed: list[str], host: str) -> None:
    assert environment.likely_host(allowed, 8123) == host


@pytest.mark.parametrize(
    ("given", "path"), [("", "/admin/"), ("admin/", "/admin/"), ("desk", "/desk/"), ("/a/b-2/", "/a/b-2/")]
)
def test_the_admin_stands_where_it_is_put(given: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_URL", given)
    assert environment.admin_path() == path


@pytest.mark.parametrize("given", ["/", "a b", "<int:pk>/", "../x", "Admin", "a//b", "é"])
def test_no_path_is_no_address_of_the_admin(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_URL", given)
    with pytest.raises(SettingError, match="ADMIN_URL must be a path"):
        environment.admin_path()


def test_an_instance_may_have_no_admin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMIN_ENABLED", "0")
    assert environment.admin_path() == ""


def test_what_only_reads_has_no_admin_and_none_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READ_ONLY", "on")
    assert environment.admin_path() == ""
    monkeypatch.setenv("ADMIN_ENABLED", "on")
    with pytest.raises(SettingError, match="READ_ONLY=on leaves nothing to edit: set ADMIN_ENABLED=off"):
        environment.admin_path()


def test_what_only_reads_asks_the_database_to_refuse_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READ_ONLY", "on")
    assert environment.database(tmp_path)["OPTIONS"]["database"] == f"{(tmp_path / 'portal.sqlite3').as_uri()}?mode=ro"
    monkeypatch.setenv("DATABASE_URL", "postgres://npa:secret@localhost/npa")
    assert environment.database(tmp_path)["OPTIONS"]["options"].endswith("-c default_transaction_read_only=on")
