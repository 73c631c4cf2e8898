"""Brings a command to the point where rooms can be called: a database that runs, then Django."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import django

from config import env
from matrikel.console import messages
from matrikel.console.answers import CommandFailed
from matrikel.embedded import server

SETTINGS = "config.settings.production"
SECRETS_FILE = "secret_key"
"""The file in the home with the SECRET_KEY of an installation that was given none."""
_MADE_BY_ITSELF = "made-for-the-server-that-comes-along"


def uses_own_server() -> bool:
    """Return whether the database is the server that comes along, not one that DATABASE_URL names."""
    return not os.environ.get("DATABASE_URL")


def prepare_environment() -> None:
    """Complete the environment of this process and its children; start the database server if it is ours."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if uses_own_server():
        info = server.ensure_running()
        os.environ["DATABASE_URL"] = info.runtime_url
        os.environ["DATABASE_OWNER_URL"] = info.owner_url
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = _kept_secret(env.home_directory())
    env.read()
    messages.compile_stale()


def start_django(*, serves: bool = False) -> None:
    """
    Make rooms callable in this process.

    Keys that lie beside the data they open protect nothing, so those that are made here by themselves serve the
    demonstration alone: nothing that `serves` people starts with them, and no server of one's own is used with them.

    :raises CommandFailed: there are only keys that serve the demonstration, or none where something is to be served.
    """
    own_server = uses_own_server()
    prepare_environment()
    django.setup()
    from django.conf import settings

    from matrikel.keys.keyring import KeyringUnusable, keyring

    mark = keyring().directory / _MADE_BY_ITSELF
    if own_server and settings.IS_DEMO and not keyring().directory.exists():
        keyring().create()
        mark.touch()
    if mark.exists() and (not own_server or (serves and not settings.IS_DEMO)):
        raise CommandFailed(
            f"The keys in {mark.parent} were made for the demonstration and lie beside its data. "
            "Set MATRIKEL_KEYRING to a safe place and make keys there: matrikel keys init."
        )
    if serves:
        try:
            keyring().current()  # said at once, and not to the first member whose address is to be sealed
        except KeyringUnusable as problem:
            raise CommandFailed(str(problem)) from problem


def _kept_secret(home: Path) -> str:
    """Return the SECRET_KEY of an installation that was given none, made at its first start."""
    path = home / SECRETS_FILE
    home.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")
