"""What is looked at before anybody is served: an installation that is open somewhere does not start."""

from __future__ import annotations

import ipaddress
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

FEWEST_SIGNS = 12
"""A secret of fewer different characters was typed, and not drawn by lot."""
COPIED = ("django-insecure", "change-me", "changeme", "secret-key", "secret_key", "only-for-tests", "example")
"""What stands in secrets that come from a manual."""
MOST_APART = timedelta(minutes=1)
"""How far the clocks of this machine and of the database may differ: codes and links last minutes."""
ENCRYPTED = frozenset({"require", "verify-ca", "verify-full"})
LOOPBACK_NAMES = frozenset({"localhost", "[::1]", ".localhost"})


def problems_of_the_address(
    *, host: str, allowed_hosts: Sequence[str], behind_https: bool, debug: bool
) -> list[str]:
    """
    Return what is wrong with where an installation listens and which names it answers to, in sentences.

    Passwords, cookies and members' data cross the network in clear where nothing encrypts in between, so without
    HTTPS only this machine itself is served. Cookies are then also bound to the name (`__Host-`, RFC 6265bis).
    """
    problems = []
    if "*" in allowed_hosts:
        problems.append("ALLOWED_HOSTS is *, so anybody's name would be answered to. Name the host.")
    elsewhere = sorted(name for name in allowed_hosts if not _is_here(name) and name != "*")
    if elsewhere and not behind_https:
        problems.append(
            f"{', '.join(elsewhere)} would be served without encryption. "
            "Put a proxy with a certificate in front, and leave BEHIND_HTTPS alone."
        )
    if not behind_https and not _is_here(host):
        problems.append(
            f"--host {host} listens to other machines, without encryption. "
            "Listen on 127.0.0.1, or put a proxy with a certificate in front and set ALLOWED_HOSTS."
        )
    if debug and (elsewhere or not _is_here(host)):
        problems.append("MATRIKEL_DEBUG shows data on error pages; it is only for this machine itself.")
    return problems


def _is_here(name: str) -> bool:
    if name in LOOPBACK_NAMES or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def problems_of_the_doors() -> list[str]:
    """Return the addresses whose page says of nobody that they may enter."""
    from matrikel.kernel.actors import Right

    signs = {"everyone", "host", "own_sign_in", "any_role", *(right.value for right in Right)}
    return [
        f"The page at {address} does not say who may enter."
        for address, view in _addresses()
        if getattr(view, "door", None) not in signs
    ]


def _addresses() -> Iterator[tuple[str, Callable[..., Any]]]:
    from django.urls import URLPattern, get_resolver

    waiting: list[tuple[str, Any]] = [("/", get_resolver())]
    while waiting:
        start, group = waiting.pop()
        for pattern in group.url_patterns:
            address = start + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield address, pattern.callback
            else:
                waiting.append((address, pattern))


def problems_of_the_secrets(
    *, secret_key: str, kept: Path, keyring: Path, open_folders: Sequence[Path]
) -> list[str]:
    """
    Return what is wrong with the secrets of an installation: guessable, readable by others, or where others read.

    `kept` is the file of a SECRET_KEY that was made by itself; `open_folders` are handed out, or copied about.
    """
    problems = []
    if len(set(secret_key)) < FEWEST_SIGNS or any(word in secret_key.lower() for word in COPIED):
        problems.append(
            "SECRET_KEY can be guessed, and whoever knows it signs in as anybody. "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))' prints a better one."
        )
    if kept.exists() and kept.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        problems.append(f"{kept} is readable by others on this machine. Run chmod go-rwx on it.")
    problems += [
        f"The keyring lies in {folder}, which is not kept secret. Move it, and set MATRIKEL_KEYRING to where it is."
        for folder in open_folders
        if keyring.resolve().is_relative_to(folder.resolve())
    ]
    return problems


def problems_of_the_eid(files: Sequence[Path]) -> list[str]:
    """Return what is wrong with the files that hold the secrets of signing in with an eID: others may read them."""
    return [
        f"{file} is readable by others on this machine. Run chmod go-rwx on it."
        for file in files
        if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]


def problems_of_the_line(database: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the way to the database, which members' data take in clear unless told otherwise."""
    host = str(database.get("HOST") or "")
    is_near = not host or host.startswith("/") or _is_here(host)
    if is_near or database.get("OPTIONS", {}).get("sslmode") in ENCRYPTED:
        return []
    return [
        f"The way to the database at {host} need not be encrypted. "
        "End DATABASE_URL with ?sslmode=verify-full (or require, where its certificate is its own)."
    ]


def problems_of_the_clock(*, here: datetime, there: datetime) -> list[str]:
    """Return how far the clocks of this machine and of the database are apart, where that matters."""
    apart = abs(here - there)
    if apart <= MOST_APART:
        return []
    return [
        f"The clocks of this machine and of the database are {round(apart.total_seconds())} seconds apart, "
        "and codes and links last minutes. Let both follow a time server."
    ]


def problems_of_the_demonstration(*, started_as_one: bool, is_one: bool) -> list[str]:
    """Return what is wrong where a database of real people is shown as if everybody in it were made up."""
    if is_one or not started_as_one:
        return []
    return ["MATRIKEL_DEMO is set, but this database is no demonstration. Take it out of the environment."]


def problems_of_the_database() -> list[str]:
    """Return what is wrong in the database: tables of another version, a hole in the wall, a clock that is off."""
    from django.conf import settings
    from django.db import connection, transaction

    from matrikel.kernel.ids import INSTALLATION
    from matrikel.kernel.queries import list_isolation_breaches, role_above_the_wall
    from matrikel.kernel.scope import association_scope
    from matrikel.organisations.queries import is_demo_database

    if problems := problems_of_the_tables():
        return problems
    with association_scope(INSTALLATION), transaction.atomic():
        breaches, role = list_isolation_breaches(), role_above_the_wall()
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            ((there,),) = cursor.fetchall()
        above = (
            f"DATABASE_URL names the role {role}, before which there is no wall between associations. "
            "Name matrikel_runtime there, and the owner of the tables in DATABASE_OWNER_URL."
        )
        return [
            *([above] if role else []),
            *(f"{breach.table}: {breach.problem}" for breach in breaches),
            *problems_of_the_clock(here=datetime.now(UTC), there=there),
            *problems_of_the_demonstration(started_as_one=settings.IS_DEMO, is_one=is_demo_database()),
        ]


def problems_of_the_tables() -> list[str]:
    """Return whether the tables are older or newer than this version of Matrikel."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    ours, applied = set(loader.disk_migrations), set(loader.applied_migrations)
    if ours - applied:
        return [
            f"The database lacks {len(ours - applied)} changes of this version. "
            "Run matrikel migrate as the owner of the tables, then start again."
        ]
    apps = {app for app, _name in ours}
    newer = [name for app, name in sorted(applied - ours) if app in apps]
    if newer:
        return [
            f"The database was brought to a newer version ({newer[-1]}). Start that version of Matrikel, or a newer one."
        ]
    return []
