"""Reads the process environment once and says in a plain sentence what is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
PROJECT = Path(__file__).resolve().parents[2]

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"", "0", "false", "no", "off"})
# What Django has a key of its own for; the rest of an address (sslmode, options …) is handed on to libpq.
_DJANGO_KEYS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


class EnvironmentProblem(Exception):
    """A variable is missing or wrong; the message is meant for the person who starts Matrikel."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DatabaseAddress:
    """One PostgreSQL address, taken apart."""

    url: str = field(repr=False)
    settings: Mapping[str, Any] = field(repr=False)

    def as_django(self) -> dict[str, Any]:
        """Return NAME, USER, PASSWORD, HOST, PORT and OPTIONS for one entry of DATABASES."""
        return {**self.settings, "OPTIONS": dict(self.settings["OPTIONS"])}


@dataclass(frozen=True, kw_only=True, slots=True)
class Environment:
    """Everything that the person who runs an installation decides outside the database."""

    home: Path
    keyring: Path
    database: DatabaseAddress
    owner_database: DatabaseAddress | None
    secret_key: str = field(repr=False)
    allowed_hosts: tuple[str, ...]
    debug: bool
    is_demo: bool
    behind_https: bool
    host_name: str
    help_contact: str


def home_directory(variables: Mapping[str, str] = os.environ) -> Path:
    """Return where data, keys and logs of this installation lie: MATRIKEL_HOME, or var/ in the project."""
    chosen = variables.get("MATRIKEL_HOME", "").strip()
    return Path(chosen).expanduser().absolute() if chosen else PROJECT / "var"


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """
    Read the environment.

    :raises EnvironmentProblem: something that Matrikel needs is missing or cannot be understood.
    """
    home = home_directory(variables)
    database = _database(variables, "DATABASE_URL")
    if database is None:
        raise EnvironmentProblem(
            "DATABASE_URL is not set. Start Matrikel through its own command (matrikel serve or demo), "
            "which brings a database along, or set DATABASE_URL to your PostgreSQL server."
        )
    secret_key = variables.get("SECRET_KEY", "")
    if len(secret_key) < 32:
        raise EnvironmentProblem(
            "SECRET_KEY is missing or shorter than 32 characters. The command matrikel makes one "
            "when none is set; python3 -c 'import secrets; print(secrets.token_urlsafe(50))' prints one."
        )
    is_demo = _flag(variables, "MATRIKEL_DEMO")
    debug = _flag(variables, "MATRIKEL_DEBUG")
    hosts = tuple(name.strip() for name in variables.get("ALLOWED_HOSTS", "").split(",") if name.strip())
    keyring = variables.get("MATRIKEL_KEYRING", "").strip()
    return Environment(
        home=home,
        keyring=Path(keyring).expanduser().absolute() if keyring else home / "keys",
        database=database,
        owner_database=_database(variables, "DATABASE_OWNER_URL"),
        secret_key=secret_key,
        allowed_hosts=hosts or LOCAL_HOSTS,
        debug=debug,
        is_demo=is_demo,
        # Whoever has a name of its own has a proxy with a certificate in front, unless told otherwise.
        behind_https=_flag(variables, "BEHIND_HTTPS", default=bool(hosts) and not (is_demo or debug)),
        host_name=variables.get("HOST_NAME", "").strip(),
        help_contact=variables.get("HELP_CONTACT", "").strip(),
    )


def parse_database_url(url: str, *, name: str = "DATABASE_URL") -> DatabaseAddress:
    """
    Take a postgresql:// address apart the way libpq does.

    :raises EnvironmentProblem: it is not the address of a PostgreSQL database.
    """
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        parts = {}
    if not url.startswith(("postgresql://", "postgres://")) or not parts.get("dbname"):
        raise EnvironmentProblem(
            f"{name} is not an address that PostgreSQL understands. "
            "It looks like postgresql://user:password@host:5432/database."
        )
    settings: dict[str, Any] = {key: str(parts.pop(part, "")) for part, key in _DJANGO_KEYS.items()}
    settings["OPTIONS"] = parts
    return DatabaseAddress(url=url, settings=settings)


def _database(variables: Mapping[str, str], name: str) -> DatabaseAddress | None:
    url = variables.get(name, "").strip()
    return parse_database_url(url, name=name) if url else None


def _flag(variables: Mapping[str, str], name: str, *, default: bool = False) -> bool:
    if name not in variables:
        return default
    value = variables[name].strip().lower()
    if value not in _YES | _NO:
        raise EnvironmentProblem(f"{name} is either 1 or 0, not “{variables[name]}”.")
    return value in _YES
