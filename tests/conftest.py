"""What every test may ask for: an association, people who look after it, and a database that commits."""

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import groupby
from threading import Barrier
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connections, transaction
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.authentication.rules.proofs import proven
from matrikel.kernel.actors import Actor, Right, Viewer, command
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.personal_data_map import TableClass, pages
from matrikel.kernel.scope import association_scope
from matrikel.keys.keyring import keyring
from matrikel.organisations.actions.create_association import create_association

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
ACTOR = command("test")

# A machine that is busy with something else makes no rule wrong.
settings.register_profile("matrikel", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("matrikel")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Begin with the modules marked as long, whatever order chance gave; dealt out, where several processes share.

    Each process is given one stretch of the tests to begin with, and a long one at its end is waited for by all.
    """
    modules = groupby((item for item in items if item.get_closest_marker("long")), key=lambda item: item.path)
    long = [list(module) for _path, module in modules]
    others = [item for item in items if not item.get_closest_marker("long")]
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    count, begun = len(items), 0
    items.clear()
    for number in range(processes):
        first = [item for module in long[number::processes] for item in module]
        share = (count - len(items)) // (processes - number)
        enough = max(share - len(first), 0)
        items += first + others[begun : begun + enough]
        begun += enough


def pytest_collection_finish() -> None:
    """Let the collector of cycles pass over what stays to the end, and come less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings: None, django_db_blocker: Any) -> Iterator[None]:
    """Let the owner make the test database, and the runtime role use it: two aliases, one database a process."""
    with django_db_blocker.unblock():
        made = setup_databases(
            verbosity=0, interactive=False, aliases={"default", "owner"}, serialized_aliases=set()
        )
    yield
    with django_db_blocker.unblock():
        for connection in connections.all():
            connection.close()
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _keys() -> None:
    keyring().create()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Let no test hand on the language in which it ended."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _whoever_is_forced_in_has_proven_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `force_login` stand for signing in with both steps, just now; what doors ask for has tests of its own."""
    only_in = Client.force_login

    def let_in(client: Client, user: Any, backend: str | None = None) -> None:
        only_in(client, user, backend)
        session = client.session
        session.keep_proof(proven(None, factor=True, is_officers=True, at=timezone.now()))
        session.save()

    monkeypatch.setattr(Client, "force_login", let_in)


@pytest.fixture
def actor() -> Actor:
    """Return somebody who does things."""
    return ACTOR


@pytest.fixture
def at() -> datetime:
    """Return an instant: the morning of 21 November 2026."""
    return AT


def club_day(at: datetime | None = None) -> date:
    """Return the day of an instant, or of now, as the Swedish club of the tests counts it: not always that of UTC."""
    return (at or timezone.now()).astimezone(ZoneInfo("Europe/Stockholm")).date()


def make_association(
    slug: str = "klubben",
    *,
    country: str = "SE",
    kind: str = "CLUB",
    name: str = "",
    is_set_up: bool = True,
) -> UUID:
    """Create an association."""
    return create_association(
        slug=slug,
        name=name or slug.capitalize(),
        country=country,
        kind=kind,
        actor=ACTOR,
        at=AT,
        is_demo=True,
        is_set_up=is_set_up,
    )


@pytest.fixture
def association(db: None) -> Iterator[UUID]:
    """Return a Swedish club, with its scope open."""
    association_id = make_association()
    with association_scope(association_id):
        yield association_id


@pytest.fixture
def neighbour(db: None) -> UUID:
    """Return another club in the same installation, with its scope closed."""
    return make_association("grannen", country="NO")


@pytest.fixture
def viewer(association: UUID) -> Viewer:
    """Return somebody who may see everything in the club."""
    return Viewer(association_id=association, account_id=None, rights=frozenset(Right))


def sign_in(client: Client, association_id: UUID, *, role: str = "secretary", email: str = "") -> Client:
    """Sign a browser in as somebody with a role in an association."""
    from matrikel.access.queries import find_account

    with association_scope(association_id), transaction.atomic():
        (account_id,) = grant_terms(
            terms=[
                NewTerm(
                    email=email or f"{role}-{association_id}@example.se",
                    role=role,
                    starts_on=date(2020, 1, 1),
                )
            ],
            actor=ACTOR,
            at=AT,
        )
    account = find_account(account_id=account_id)
    assert account is not None
    client.force_login(account)
    return client


@pytest.fixture
def secretary(association: UUID) -> Client:
    """Return a browser in which the club's secretary is signed in."""
    return sign_in(Client(), association)


@pytest.fixture
def intruder(association: UUID, neighbour: UUID) -> Client:
    """Return a browser in which the neighbour's secretary is signed in."""
    return sign_in(Client(), neighbour)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """
    Let the test commit, for what only shows between transactions; afterwards every table is emptied.

    The runtime role may not TRUNCATE, so Django's own transactional tests cannot clean up here.
    """
    with django_db_blocker.unblock():
        yield
        for connection in connections.all():
            connection.close()
        _empty_tables()


@pytest.fixture
def in_threads(committed: None) -> Callable[..., list[Any]]:
    """
    Return a way to run functions at once, each in a thread with a database connection of its own.

    Each is handed `meet`, which waits until all have called it; what each returned or raised is returned in order.
    """

    def run(*functions: Callable[[Callable[[], object]], Any]) -> list[Any]:
        barrier = Barrier(len(functions), timeout=20)

        def one(function: Callable[[Callable[[], object]], Any]) -> Any:
            try:
                return function(barrier.wait)
            except Exception as error:  # noqa: BLE001 - the test compares what was raised
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(functions)) as pool:
            return list(pool.map(one, functions))

    return run


def _empty_tables() -> None:
    from django.apps import apps

    kept = {"organisations.Country", "contenttypes.ContentType", "auth.Permission"}
    tables = [
        apps.get_model(label)._meta.db_table
        for label, page in pages().items()
        if label not in kept
        and (page.table_class is not TableClass.INSTALLATION or not label.startswith("auth."))
    ]
    # What the migrations say of the installation itself is kept, as it was: no demonstration.
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT set_config('app.association_id', %s, true)", [str(INSTALLATION)])
        cursor.execute(
            "CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT * FROM organisations_association WHERE id = %s",
            [INSTALLATION],
        )
        cursor.execute("UPDATE kept SET is_demo = false")
        # Most are empty as it is, and emptying makes new files for a table and each of its indexes.
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relkind = 'r' AND pg_relation_size(oid) > 0",
            [tables],
        )
        written = [name for (name,) in cursor.fetchall()]
        # Books refuse to be emptied, whoever asks; only their owner can look away.
        books = (
            "ledger_entry",
            "ledger_leg",
            "billing_invoice",
            "billing_invoiceline",
            "billing_payment",
            "billing_allocation",
        )
        for table in books:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER stays")
        cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in written) + " CASCADE")
        for table in books:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER stays")
        cursor.execute("INSERT INTO organisations_association SELECT * FROM kept")
    connections["owner"].close()


@pytest.fixture
def queries(django_assert_num_queries: Callable[..., Any]) -> Callable[..., Any]:
    """Return Django's query counter under a short name."""
    return django_assert_num_queries
