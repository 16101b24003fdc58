"""Settings from the environment, each with a default that works and a clear word where a value does not fit."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

YES = {"1", "on", "true", "yes"}
NO = {"", "0", "off", "false", "no"}
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
# The names of the two databases, and what a replica can be of.
PRIMARY, REPLICA = "default", "replica"
USUAL_ADMIN = "/admin/"
POSTGRESQL, SQLITE = "django.db.backends.postgresql", "django.db.backends.sqlite3"
# To start further processes for a query takes PostgreSQL longer than a page's query takes by itself.
ALONE = "-c max_parallel_workers_per_gather=0"
SHORTEST_KEY, FEWEST_LETTERS = 50, 5
BASE_DIR = Path(__file__).resolve().parent.parent


class SettingError(Exception):
    """A setting does not fit; says what to do. Not Django's own, for a start reads settings without Django."""


def text(name: str, default: str) -> str:
    """The variable ``name``, or ``default`` where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: str = "off") -> bool:
    """A switch, off by default. Raises SettingError for anything but on and off."""
    value = text(name, default).lower()
    if value not in YES | NO:
        raise SettingError(f"{name} must be on or off, not “{value}”.")
    return value in YES


def number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number. Raises SettingError outside ``least`` to ``most``."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value[:9]) <= most:
        raise SettingError(f"{name} must be a whole number from {least} to {most}, not “{value}”.")
    return int(value)


def choice(name: str, default: str, *others: str) -> str:
    """One of a few words. Raises SettingError for any other."""
    value = text(name, default).lower()
    if value not in (default, *others):
        known = f"{', '.join((default, *others[:-1]))} or {others[-1]}"
        raise SettingError(f"{name} must be {known}, not “{value}”.")
    return value


def endpoint(name: str) -> tuple[str, int] | None:
    """An address with its port, such as 127.0.0.1:9100 or [::1]:9100; None where there is none. Raises
    SettingError for anything else.
    """
    value = text(name, "")
    if not value:
        return None
    host, _, port = value.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port[:9]) < 65_536:
        raise SettingError(f"{name} must be an address with its port, such as 127.0.0.1:9100, not “{value}”.")
    return host.removeprefix("[").removesuffix("]"), int(port)


def words(name: str, default: list[str]) -> list[str]:
    """A list, separated by commas."""
    given = [word.strip() for word in os.environ.get(name, "").split(",")]
    return [word for word in given if word] or default


def folder(name: str, default: Path) -> Path:
    """A folder, in full; ``~`` is the user's home."""
    return Path(text(name, str(default))).expanduser().resolve()


def address(name: str, default: str) -> str:
    """The address to listen on: a name, an IPv4 or an IPv6 address, the latter with or without brackets."""
    return text(name, default).removeprefix("[").removesuffix("]")


# What the server asks for without Django, and settings.py with it.


def data_dir() -> Path:
    """The folder of all that is written."""
    return folder("DATA_DIR", BASE_DIR / "var")


def host() -> str:
    """Where to listen."""
    return address("HOST", "127.0.0.1")


def port() -> int:
    """The port to listen on."""
    return number("PORT", 8000, least=1, most=65535)


def workers() -> int:
    """How many processes answer."""
    return number("WORKERS", 2, least=1, most=64)


def admin_path() -> str:
    """Where the admin stands, such as /admin/; empty where there is none. Raises SettingError.

    An instance that only reads has none: nobody could even log in.
    """
    given = text("ADMIN_URL", USUAL_ADMIN).strip("/")
    if not re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+)*", given):
        raise SettingError(f"ADMIN_URL must be a path of a-z, 0-9 and -, such as admin/, not “{given}”.")
    only_read = flag("READ_ONLY")
    enabled = flag("ADMIN_ENABLED", default="off" if only_read else "on")
    if enabled and only_read:
        raise SettingError("READ_ONLY=on leaves nothing to edit: set ADMIN_ENABLED=off, or leave it away.")
    return f"/{given}/" if enabled else ""


def in_url(host: str) -> str:
    """``host`` as a web address writes it: an IPv6 address stands in brackets."""
    return f"[{host}]" if ":" in host else host


def contact(name: str) -> str:
    """An e-mail address or a web address; empty where none is given. Raises SettingError for anything else."""
    given = text(name, "")
    if not given:
        return ""
    # Only now: the server starts without Django, and most portals without a contact.
    from django.core.exceptions import ValidationError
    from django.core.validators import URLValidator, validate_email

    for validate in (validate_email, URLValidator(schemes=["http", "https"])):
        try:
            validate(given)
        except ValidationError:
            continue
        return given
    raise SettingError(
        f"{name} must be an e-mail address such as editor@example.org, or a web address such as "
        f"https://example.org/issues/new, not “{given}”."
    )


def cache_control(name: str) -> str:
    """What a public page says of being kept: browsers ask each time whether it still holds; a CDN asks when so many
    seconds are over, in which it does not show a correction.

    No stale-while-revalidate, which would make them more, and which browsers heed as well.
    """
    seconds = number(name, 0, least=0, most=86_400)
    return f"public, max-age=0, must-revalidate, s-maxage={seconds}" if seconds else "no-cache"


def likely_host(allowed: list[str], port: int) -> str:
    """The host that visitors most likely name: the first of a public name, where any is allowed; else this machine."""
    public = [host for host in allowed if host not in LOOPBACK and not host.startswith((".", "*"))]
    return public[0] if public else f"{LOOPBACK[1]}:{port}"


def https_origin(host: str) -> str:
    """An entry of ALLOWED_HOSTS as a trusted origin; ``.example.org`` stands for every host under it."""
    return f"https://*{host}" if host.startswith(".") else f"https://{host}"


def secret_key(data_dir: Path) -> str:
    """SECRET_KEY of the environment, else the one kept in ``data_dir``, made there the first time it is asked for.

    Raises SettingError where it is too short to be one, cannot be kept, or is damaged.
    """
    if given := os.environ.get("SECRET_KEY", ""):
        if len(given) < SHORTEST_KEY or len(set(given)) < FEWEST_LETTERS:
            raise SettingError(
                f"SECRET_KEY must have {SHORTEST_KEY} characters or more, {FEWEST_LETTERS} of them different: whoever "
                "guesses it is logged in. Leave it away, and one is made."
            )
        return given
    path = data_dir / "secret-key"
    try:
        if not path.exists():
            _make_secret_key(path)
        key = path.read_text().strip()
    except OSError as error:
        raise SettingError(
            f"The secret key cannot be kept in {path}: {error.strerror}. Make {data_dir} writable for this user, or "
            "name another folder with DATA_DIR."
        ) from error
    if len(key) < SHORTEST_KEY:
        raise SettingError(f"The secret key in {path} is damaged. Delete the file; a new one will be made.")
    return key


def _make_secret_key(path: Path) -> None:
    """Write the key aside and link it into place, so that two first starts agree on one and none reads half of it."""
    # Only now: every start reads this module, and the first alone makes a key.
    import secrets
    import tempfile

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(prefix=".secret-key-", dir=path.parent)  # Readable by its owner alone.
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(SHORTEST_KEY))
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()


def database(data_dir: Path) -> dict[str, Any]:
    """The database that DATABASE_URL names, else an SQLite file in ``data_dir``; only read where READ_ONLY says so.

    Raises SettingError for an address of anything but PostgreSQL or a file of SQLite.
    """
    url = text("DATABASE_URL", "")
    settings: dict[str, Any] = {"ENGINE": SQLITE, "NAME": str(data_dir / "portal.sqlite3")}
    if url:
        import dj_database_url

        try:
            settings = dict(dj_database_url.parse(url))
        except (ValueError, KeyError):
            settings = {"ENGINE": "", "NAME": ""}
    options, only_read = settings.setdefault("OPTIONS", {}), flag("READ_ONLY")
    match settings:
        case {"ENGINE": engine, "NAME": str(name)} if engine == POSTGRESQL and name:
            options.setdefault("connect_timeout", 10)
            options.setdefault("options", ALONE)
            if only_read:
                options["options"] += " -c default_transaction_read_only=on"
        case {"ENGINE": engine, "NAME": str(name)} if engine == SQLITE and name not in {"", ":memory:"}:
            options["timeout"] = 30
            if only_read:
                options["database"] = f"{Path(name).resolve().as_uri()}?mode=ro"
            else:
                # Writers queue from their first statement on, so that two of them never both pass a check and then
                # write.
                options["transaction_mode"] = "IMMEDIATE"
                # What was saved is on the disk when the editor is told so, and no power cut takes it back.
                options["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        case _:
            # The address itself is not repeated: it may hold a password.
            raise SettingError(
                "DATABASE_URL must look like postgres://user:password@host:5432/name or sqlite:////path/to/file."
            )
    return settings | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def databases(data_dir: Path) -> dict[str, dict[str, Any]]:
    """The database, and the replica of it that DATABASE_REPLICA_URL names. Raises SettingError."""
    found = {PRIMARY: database(data_dir)}
    if url := text("DATABASE_REPLICA_URL", ""):
        if found[PRIMARY]["ENGINE"] != POSTGRESQL:
            raise SettingError(
                "DATABASE_REPLICA_URL names a replica, which PostgreSQL alone has: name its primary by DATABASE_URL."
            )
        found[REPLICA] = replica(url)
    return found


def replica(url: str) -> dict[str, Any]:
    """The streaming replica at that address. Raises SettingError."""
    import dj_database_url

    try:
        settings: dict[str, Any] = dict(dj_database_url.parse(url))
    except (ValueError, KeyError):
        settings = {}
    if settings.get("ENGINE") != POSTGRESQL or not settings["NAME"]:
        raise SettingError("DATABASE_REPLICA_URL must look like postgres://user:password@host:5432/name.")
    # Who reads is not to wait for a machine that is gone: within seconds the pages come from the primary.
    own = {"connect_timeout": 2, "tcp_user_timeout": 3000, "options": ALONE}
    settings["OPTIONS"] = {**own, **settings.get("OPTIONS", {})}
    return settings | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "TEST": {"MIRROR": PRIMARY}}
