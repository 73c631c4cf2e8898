"""Whoever runs the application can neither lift the border between associations nor carry one into the next request."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from django.db.utils import ConnectionHandler, DatabaseError, ProgrammingError

from matrikel.kernel.scope import association_scope
from matrikel.kernel.scope_value import association
from matrikel.privacy.models import Purpose
from matrikel.privacy.rules import PURPOSE_CODES
from tests.conftest import make_association


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE people_person DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE people_person OWNER TO CURRENT_USER",
        "DROP POLICY association ON people_person",
        "CREATE POLICY wide ON people_person USING (true)",
        "TRUNCATE people_person CASCADE",
        "DROP TABLE people_person CASCADE",
        "CREATE TABLE public.copy_of_people (name text)",
        "CREATE FUNCTION app.association() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
        "CREATE OR REPLACE FUNCTION app.beyond(after_key text, after_id uuid, backwards boolean) RETURNS text"
        " LANGUAGE sql AS 'SELECT NULL::text'",
        "SET ROLE matrikel_owner",
        "SET ROLE matrikel_search",
        "SET ROLE matrikel_maintenance",
        "SET SESSION AUTHORIZATION matrikel_owner",
        "ALTER ROLE CURRENT_USER BYPASSRLS",
        "GRANT matrikel_owner TO CURRENT_USER",
        "COPY people_person TO '/tmp/people'",
        "COPY people_person FROM PROGRAM 'id'",
        "SELECT pg_read_file('/etc/passwd')",
        "CREATE EXTENSION plpython3u",
        "SELECT lo_import('/etc/passwd')",
    ],
)
def test_what_the_runtime_role_may_not(statement: str, association: UUID) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_switching_row_level_security_off_makes_queries_fail_instead_of_showing_all(
    association: UUID, neighbour: UUID
) -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL row_security = off")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            list(Purpose.objects.values_list("id", flat=True))
        transaction.set_rollback(True)


def test_a_function_of_ones_own_cannot_stand_in_for_the_real_one(association: UUID, neighbour: UUID) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE people_person AS SELECT gen_random_uuid() AS id, 'x' AS sort_key,"
            " 'x' AS search_text, NULL::uuid AS unit_id, app.association() AS association_id"
        )
        cursor.execute("SELECT * FROM app.search_people(ARRAY['%x%'], NULL, NULL, NULL, false, 10)")
        assert cursor.fetchall() == []
        transaction.set_rollback(True)


def test_outside_a_transaction_nothing_is_read_even_inside_a_scope(committed: None) -> None:
    with (
        association_scope(make_association()),
        pytest.raises(ProgrammingError, match="no association is set"),
    ):
        list(Purpose.objects.values_list("id", flat=True))


def test_requests_of_many_associations_in_turn_on_one_pooled_connection_never_mix(committed: None) -> None:
    ids = [make_association(f"klubb-{number}") for number in range(3)]
    one = {"min_size": 1, "max_size": 1, "timeout": 30}
    known = connection.settings_dict
    pooled = ConnectionHandler({"default": {**known, "OPTIONS": {**known["OPTIONS"], "pool": one}}})

    def ask(association_id: UUID, is_broken: bool) -> set[UUID]:
        association.set(association_id)
        wrapper = pooled["default"]
        wrapper.set_autocommit(False)
        with wrapper.cursor() as cursor:
            cursor.execute("SELECT association_id FROM privacy_purpose")
            seen = {row[0] for row in cursor.fetchall()}
        if is_broken:
            # As a worker that dies in the middle: whatever the transaction was, the next one starts anew.
            wrapper.connection.execute("SAVEPOINT left_open")
        wrapper.rollback()
        wrapper.close()
        return seen

    def turn(first: int) -> list[bool]:
        order = [ids[(first + number) % 3] for number in range(150)]
        return [
            copy_context().run(ask, wanted, is_broken=number % 7 == 0) == {wanted}
            for number, wanted in enumerate(order)
        ]

    try:
        with ThreadPoolExecutor(3) as threads:
            answers = list(threads.map(turn, range(3)))
    finally:
        pooled["default"].close_pool()
        connections.close_all()
    assert answers == [[True] * 150] * 3


def test_each_new_association_has_its_own_purposes_only(committed: None) -> None:
    for slug in ("forsta", "andra"):
        with association_scope(make_association(slug)), transaction.atomic():
            assert Purpose.objects.count() == len(PURPOSE_CODES)
