"""One association per outermost transaction: the scope says which one."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection
from django.db.transaction import Atomic

from matrikel.kernel.scope_value import association as _association


class ScopeRefused(RuntimeError):
    """The code asked for another association inside an open transaction, or for one where there is none."""


def association_or_none() -> UUID | None:
    """Return the association of the current scope, if there is one."""
    return _association.get()


def current_association() -> UUID:
    """
    Return the association of the current scope.

    :raises ScopeRefused: no scope is open.
    """
    association_id = _association.get()
    if association_id is None:
        raise ScopeRefused("No association scope is open.")
    return association_id


@contextmanager
def association_scope(association_id: UUID) -> Iterator[None]:
    """
    Open the scope of one association; transactions begun inside it belong to that association.

    PostgreSQL hears of the association at BEGIN, so a scope that is opened inside a transaction of
    another association would go on reading the first one's rows: that raises.

    :raises ScopeRefused: a transaction of another association is open.
    """
    previous = _association.get()
    if previous == association_id:
        yield
        return
    in_test_case = _in_test_case_transaction()
    if connection.in_atomic_block and not in_test_case:
        raise ScopeRefused("The association cannot change inside an open transaction.")
    token = _association.set(association_id)
    if in_test_case:
        _tell_postgres(str(association_id))
    try:
        yield
    finally:
        _association.reset(token)
        if in_test_case and not connection.needs_rollback:
            _tell_postgres(str(previous or ""))


def _in_test_case_transaction() -> bool:
    """Say whether every open transaction was opened by a test case around the test."""
    blocks: list[Atomic] = getattr(connection, "atomic_blocks", [])
    return bool(blocks) and all(getattr(block, "_from_testcase", False) for block in blocks)


def _tell_postgres(association_id: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.association_id', %s, true)", [association_id])
