"""Finds the association that a command is about, and the addresses under which it is reached."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from config.env import home_directory
from matrikel.console.answers import CommandFailed


def add_association_argument(parser: argparse.ArgumentParser) -> None:
    """Let a command be told which association it is about."""
    parser.add_argument(
        "--association", metavar="SLUG", required=True, help="the first part of its addresses"
    )


@contextmanager
def scope_of(slug: str) -> Iterator[UUID]:
    """
    Open the scope of the association at an address.

    :raises CommandFailed: there is none.
    """
    from matrikel.kernel.scope import association_scope
    from matrikel.organisations.queries import find_association_id

    association_id = find_association_id(slug=slug)
    if association_id is None:
        raise CommandFailed(f"There is no association with the address {slug}.")
    with association_scope(association_id):
        yield association_id


def base_url() -> str:
    """Return the address of this installation: the running demo's, or one of the names it is reached under."""
    try:
        running = json.loads((home_directory() / "demo.json").read_text(encoding="utf-8"))
        return str(running["url"])
    except (OSError, ValueError, KeyError):
        name = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip()
        return f"https://{name}" if name and "localhost" not in name else "http://localhost:8000"
