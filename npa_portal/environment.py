"""Settings from the environment, each with a default that works and a clear word where a value does not fit."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

YES = {"1", "on", "true", "yes"}
NO = {"", "0", "off", "false", "no"}


def text(name: str, default: str) -> str:
    """The variable ``name``, or ``default`` where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    """A switch that is off unless turned on. Raises ImproperlyConfigured for anything but on and off."""
    value = os.environ.get(name, "").strip().lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} must be on or off, not “{value}”.")
    return value in YES


def number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number. Raises ImproperlyConfigured outside ``least`` to ``most``."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value[:9]) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not “{value}”.")
    return int(value)


def words(name: str, default: list[str]) -> list[str]:
    """A list, separated by commas."""
    given = [word.strip() for word in os.environ.get(name, "").split(",")]
    return [word for word in given if word] or default


def secret_key(data_dir: Path) -> str:
    """SECRET_KEY of the environment, else the one kept in ``data_dir``, made there the first time it is asked for."""
    if given := os.environ.get("SECRET_KEY", ""):
        return given
    path = data_dir / "secret-key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        # Written aside and linked into place, so that two first starts agree on one key and none reads half of it.
        if not path.exists():
            draft = data_dir / f".secret-key-{os.getpid()}"
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(50))
            try:
                path.hardlink_to(draft)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key cannot be kept in {path}: {error.strerror}. Give SECRET_KEY, or a DATA_DIR to write to."
        ) from error


def database(data_dir: Path) -> dict[str, Any]:
    """The database that DATABASE_URL names, else an SQLite file in ``data_dir``.

    Raises ImproperlyConfigured for an address of anything but PostgreSQL or SQLite.
    """
    url = text("DATABASE_URL", f"sqlite:///{data_dir / 'portal.sqlite3'}")
    try:
        settings: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    except (ValueError, KeyError) as error:
        settings = {"ENGINE": str(error)}
    match settings["ENGINE"]:
        case "django.db.backends.postgresql":
            pass
        case "django.db.backends.sqlite3":
            # Writers queue from their first statement on, so that two of them never both pass a check and then write.
            settings["OPTIONS"] = {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            }
        case _:
            raise ImproperlyConfigured(
                "DATABASE_URL must look like postgres://user:password@host:5432/name or sqlite:////path/to/file."
            )
    return settings
