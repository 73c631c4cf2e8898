"""Brings the benchmark a database of its own, filled once and kept under var/bench for the next run."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

ROOT = Path(__file__).resolve().parents[1]
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
ON = AT.date()
SEED = 1839
SINCE = date(2020, 1, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sizes:
    """How much is measured; smaller sizes are for trying things out, not for the table in the README."""

    people: int
    few_people: int
    rows: int
    needles: int

    @staticmethod
    def from_environment() -> Sizes:
        """Read BENCH_PEOPLE, BENCH_FEW_PEOPLE, BENCH_ROWS and BENCH_NEEDLES."""
        return Sizes(
            people=int(os.environ.get("BENCH_PEOPLE", "1000000")),
            few_people=int(os.environ.get("BENCH_FEW_PEOPLE", "10000")),
            rows=int(os.environ.get("BENCH_ROWS", "100000")),
            needles=int(os.environ.get("BENCH_NEEDLES", "200")),
        )


def say(line: str) -> None:
    """Tell whoever waits; the answer itself goes to standard output as JSON."""
    print(line, file=sys.stderr, flush=True)


def prepare() -> None:
    """Start the database under var/bench (or MATRIKEL_HOME, or use DATABASE_URL) and bring it to this version."""
    os.environ.setdefault("MATRIKEL_HOME", str(ROOT / "var" / "bench"))
    os.environ["MATRIKEL_DEMO"] = "1"
    os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1,testserver"
    if os.environ.get("DATABASE_URL"):
        os.environ.setdefault("DATABASE_URL_IS_GIVEN", "1")
    from matrikel.console.start import start_django

    start_django()
    from matrikel.console.commands.migrate import apply_migrations
    from matrikel.console.static_files import gather_static_files
    from matrikel.keys.keyring import keyring

    apply_migrations()
    gather_static_files()
    keyring().create()


def stop() -> None:
    """Stop the servers that were started; what they hold stays for the next run."""
    if os.environ.get("DATABASE_URL_IS_GIVEN"):
        return
    from django.db import connections

    from matrikel.embedded import server

    for connection in connections.all():
        connection.close()
        close_pool = getattr(connection, "close_pool", None)
        if close_pool is not None:
            close_pool()
    server.stop()
    server.stop(ROOT / "var" / "bench-import")


def association_with(people: int, *, slug: str) -> UUID:
    """Return the association with exactly this many invented people, filling it when it is not there."""
    from django.db import transaction

    from matrikel.kernel.actors import command
    from matrikel.kernel.scope import association_scope
    from matrikel.organisations.queries import find_association_id
    from matrikel.people.models import Person
    from matrikel.sandbox.actions.seed_association import add_people
    from matrikel.sandbox.generator import people as stream_of_people

    association_id = find_association_id(slug=slug) or empty_association(slug)
    with association_scope(association_id):
        with transaction.atomic():
            there = Person.objects.filter(association_id=association_id).count()
        if there < people:
            say(f"Filling {slug} with {people - there:,} people …")
            started = time.perf_counter()
            # The stream is always the same and is committed in order: an interrupted filling goes on.
            rest = islice(stream_of_people(SEED, "SE", people, on=ON), there, None)
            add_people(crowd=rest, actor=command("bench"), at=AT)
            say(f"… {(people - there) / (time.perf_counter() - started):,.0f} a second.")
    return association_id


def empty_association(slug: str) -> UUID:
    """Create a Swedish club without people."""
    from matrikel.kernel.actors import command
    from matrikel.organisations.actions.create_association import create_association

    return create_association(
        slug=slug, name=slug, country="SE", kind="CLUB", actor=command("bench"), at=AT, is_demo=True
    )


@contextmanager
def superuser() -> Iterator[psycopg.Cursor[Any]]:
    """Open a connection past row-level security: what raw SQL would have without any walls."""
    from matrikel.embedded import server

    address = os.environ.get("DATABASE_SUPERUSER_URL") or server.ensure_running().superuser_url
    with psycopg.connect(address, autocommit=True) as raw, raw.cursor() as cursor:
        yield cursor
