"""Reads the process environment once and says in a plain sentence what is wrong with it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import available_timezones

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from matrikel.authentication.rules.brokers import Broker, BrokersWrong, read_brokers

DEFAULT_TIME_ZONE = "Europe/Stockholm"
"""The hours of five of the six countries, for whoever runs the installation; each association has its own."""
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
class MailServer:
    """The mail server that takes letters: how it is reached, and from which address they come."""

    host: str
    port: int
    user: str = field(repr=False)
    password: str = field(repr=False)
    tls: str  # "always" from the first byte, "starttls" before anything is said, or "never"
    sender: str
    bounces: str  # where what comes back is to go, or the sender's own address


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
    proxies: int
    host_name: str
    help_contact: str
    time_zone: str
    mail_server: MailServer | None
    mailbox_of_returned: str = field(repr=False)
    bounce_secret: str = field(repr=False)
    eid_brokers: tuple[Broker, ...] = ()


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
    # Whoever has a name of its own has a proxy with a certificate in front, unless told otherwise.
    behind_https = _flag(variables, "BEHIND_HTTPS", default=bool(hosts) and not (is_demo or debug))
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
        behind_https=behind_https,
        proxies=_proxies(variables, default=int(behind_https)),
        host_name=variables.get("HOST_NAME", "").strip(),
        help_contact=variables.get("HELP_CONTACT", "").strip(),
        time_zone=_time_zone(variables),
        mail_server=_mail_server(variables),
        mailbox_of_returned=variables.get("MATRIKEL_BOUNCES", "").strip(),
        bounce_secret=_bounce_secret(variables),
        eid_brokers=_eid_brokers(variables, loopback=is_demo),
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


def parse_mail_server(url: str, *, sender: str, bounces: str = "") -> MailServer:
    """
    Take the address of a mail server apart.

    `smtps://user:password@host` is encrypted from the first byte (port 465). `smtp://user:password@host` is
    encrypted by STARTTLS before anything is said (port 587); with `?starttls=no`, or where the host is this machine
    (port 25), it is not.

    :raises EnvironmentProblem: it is not such an address, or the sender is not an e-mail address.
    """
    problem = EnvironmentProblem(
        "MATRIKEL_SMTP_URL is not an address that Matrikel understands. "
        "It looks like smtps://user:password@mail.example.org or smtp://user:password@mail.example.org:587."
    )
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise problem from error
    asked = parse_qs(parts.query)
    if (
        parts.scheme not in ("smtp", "smtps")
        or not host
        or set(asked) - {"starttls"}
        or parts.path not in ("", "/")
    ):
        raise problem
    for name, address in (("MATRIKEL_MAIL_FROM", sender), ("MATRIKEL_MAIL_BOUNCES_TO", bounces or sender)):
        if not _ADDRESS.fullmatch(address):
            raise EnvironmentProblem(
                f"{name} is the e-mail address that letters come from, such as post@example.org."
            )
    is_here = host == "localhost" or host == "::1" or host.startswith("127.")
    if parts.scheme == "smtps":
        tls, usual = "always", 465
    elif asked.get("starttls") == ["no"] or (is_here and "starttls" not in asked):
        tls, usual = "never", 25
    else:
        tls, usual = "starttls", 587
    return MailServer(
        host=host,
        port=port or usual,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
        sender=sender,
        bounces=bounces or sender,
    )


_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


def _mail_server(variables: Mapping[str, str]) -> MailServer | None:
    url = variables.get("MATRIKEL_SMTP_URL", "").strip()
    if not url:
        return None
    return parse_mail_server(
        url,
        sender=variables.get("MATRIKEL_MAIL_FROM", "").strip(),
        bounces=variables.get("MATRIKEL_MAIL_BOUNCES_TO", "").strip(),
    )


def _bounce_secret(variables: Mapping[str, str]) -> str:
    secret = variables.get("MATRIKEL_BOUNCE_SECRET", "").strip()
    if secret and len(secret) < 32:
        raise EnvironmentProblem(
            "MATRIKEL_BOUNCE_SECRET has fewer than 32 characters. "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))' prints one."
        )
    return secret


def eid_files(variables: Mapping[str, str] = os.environ) -> list[Path]:
    """Return the files that hold the secrets of signing in with an eID: the one that names the brokers, and keys."""
    told = variables.get("MATRIKEL_EID", "").strip()
    if not told:
        return []
    path = Path(told).expanduser().absolute()
    files = [path]

    def note(name: str) -> str:
        files.append(path.parent / name)
        return files[-1].read_text(encoding="utf-8")

    read_brokers(path.read_text(encoding="utf-8"), read=note, loopback=True)
    return files


def _eid_brokers(variables: Mapping[str, str], *, loopback: bool) -> tuple[Broker, ...]:
    told = variables.get("MATRIKEL_EID", "").strip()
    if not told:
        return ()
    path = Path(told).expanduser().absolute()
    try:
        text = path.read_text(encoding="utf-8")
        return read_brokers(
            text, read=lambda name: (path.parent / name).read_text(encoding="utf-8"), loopback=loopback
        )
    except (OSError, UnicodeDecodeError) as error:
        raise EnvironmentProblem(
            f"MATRIKEL_EID names the file that says how people sign in with an eID, and {path} cannot be read."
        ) from error
    except BrokersWrong as error:
        raise EnvironmentProblem(f"MATRIKEL_EID, {path}: {error}") from error


def _proxies(variables: Mapping[str, str], *, default: int) -> int:
    told = variables.get("MATRIKEL_PROXIES", "").strip() or str(default)
    if not told.isascii() or not told.isdecimal() or int(told) > 9:
        raise EnvironmentProblem(
            "MATRIKEL_PROXIES is how many proxies of your own stand in front of Matrikel, such as 0 or 1. "
            "The address of a browser is taken from what the outermost of them writes into X-Forwarded-For."
        )
    return int(told)


def _database(variables: Mapping[str, str], name: str) -> DatabaseAddress | None:
    url = variables.get(name, "").strip()
    return parse_database_url(url, name=name) if url else None


def _time_zone(variables: Mapping[str, str]) -> str:
    name = variables.get("TIME_ZONE", "").strip() or DEFAULT_TIME_ZONE
    if name not in available_timezones():
        raise EnvironmentProblem(
            f"TIME_ZONE is the name of a time zone, such as Europe/Helsinki, not “{name}”."
        )
    return name


def _flag(variables: Mapping[str, str], name: str, *, default: bool = False) -> bool:
    if name not in variables:
        return default
    value = variables[name].strip().lower()
    if value not in _YES | _NO:
        raise EnvironmentProblem(f"{name} is either 1 or 0, not “{variables[name]}”.")
    return value in _YES
