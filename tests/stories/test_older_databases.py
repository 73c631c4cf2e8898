"""A database that an older version made is brought to this one, with everything that new associations have."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from matrikel.access.rules import STARTING_ROLES
from matrikel.checks.rules import Nature, default_kinds, default_name
from matrikel.groups.rules import Part
from matrikel.kernel.actors import Right
from matrikel.kernel.ids import INSTALLATION, new_id
from matrikel.people.rules.names import fold
from matrikel.privacy.rules import STARTING_PURPOSES

COUNTRIES = {"SE": "sv", "NO": "nb", "FI": "sv", "DK": "da", "NL": "nl", "BE": "fr"}
"""Countries with the language of the association that is tried; French has no names of its own here."""

FIRST_VERSION = [
    ("access", "0003_looks_stay_in_the_browser"),
    ("audit", "0001_initial"),
    ("imports", "0001_initial"),
    ("kernel", "0002_index_of_jobs"),
    ("keys", "0001_initial"),
    ("memberships", "0001_initial"),
    ("organisations", "0002_countries_and_trees"),
    ("people", "0003_deceased_in_order"),
    ("privacy", "0001_initial"),
]
NEW_RIGHTS = frozenset(
    {"sensitive.see", "checks.see", "checks.edit", "bank_account.see", "notes.edit", "tags.edit"}
    | {"access.see", "roles.edit"}
)
NEW_ROLES = frozenset(
    {
        "deputy_chair",
        "board_member",
        "event_organiser",
        "group_leader",
        "data_protection_officer",
        "read_only",
    }
)
NEW_PURPOSES = frozenset({"payment", "activities", "safety", "safeguarding", "publication", "meeting"})
AT = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def older(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """Return the owner's connection to a database of its own, as the first version left it."""
    with django_db_blocker.unblock():
        owner = connections["owner"]
        usual, other = owner.settings_dict["NAME"], f"{owner.settings_dict['NAME']}_older"
        with owner.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{other}"')
            cursor.execute(f'CREATE DATABASE "{other}" TEMPLATE template0')
        owner.close()
        owner.settings_dict["NAME"] = other
        try:
            MigrationExecutor(owner).migrate(_of_the_first_version(owner))
            yield owner
        finally:
            owner.close()
            owner.settings_dict["NAME"] = usual
            with owner.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{other}"')
            owner.close()


def _of_the_first_version(owner: Any) -> list[tuple[str, str]]:
    ours = {app for app, _name in FIRST_VERSION}
    later = {"billing", "bulkedits", "checks", "fields", "groups", "ledger", "relations", "selections"}
    others = [
        node for node in MigrationExecutor(owner).loader.graph.leaf_nodes() if node[0] not in ours | later
    ]
    return [*FIRST_VERSION, *others]


def test_associations_that_exist_get_what_new_ones_start_with(older: Any) -> None:
    associations = {new_id(): (country, language) for country, language in COUNTRIES.items()}
    _write_as_the_first_version(older, associations)

    executor = MigrationExecutor(older)
    executor.migrate(executor.loader.graph.leaf_nodes())

    _they_have_what_new_ones_have(older, associations)
    # Whoever made an association with today's version has all of it, and is given nothing twice.
    executor = MigrationExecutor(older)
    executor.migrate(
        [("access", "0004_hosts_and_invitations"), ("privacy", "0002_consents"), ("checks", "0001_initial")]
    )
    executor = MigrationExecutor(older)
    executor.migrate(executor.loader.graph.leaf_nodes())
    _they_have_what_new_ones_have(older, associations)


AS_GIVEN = ["access.see", "log.see", "own_pages", "people.see", "proofs.see"]
"""What the auditor's role gave before auditors stopped browsing the register."""


def test_auditors_stop_seeing_the_register_where_nobody_has_changed_their_role_by_hand(older: Any) -> None:
    clubs = {new_id(): ("SE", "sv") for _ in range(2)}
    _write_as_the_first_version(older, clubs)
    executor = MigrationExecutor(older)
    executor.migrate([("access", "0012_language_of_an_account")])
    as_given, more = clubs
    # In the second club somebody has saved the role, and meant what it gives.
    _set_role(older, as_given, "auditor", AS_GIVEN, version=1)
    _set_role(older, as_given, "read_only", AS_GIVEN, version=1)
    _set_role(older, more, "auditor", AS_GIVEN, version=2)
    before = {club: _roles(older, club) for club in clubs}

    executor = MigrationExecutor(older)
    executor.migrate([("access", "0013_auditors_without_the_register")])

    without = sorted(set(AS_GIVEN) - {"people.see"})
    assert _roles(older, as_given) == before[as_given] | {"auditor": (without, 1)}
    assert _roles(older, more) == before[more]
    assert (before[as_given]["auditor"], before[more]["auditor"]) == ((AS_GIVEN, 1), (AS_GIVEN, 2))
    # Whoever gave the role more or less, or gave the same elsewhere, meant it; and it is done once.
    for rights in ([*AS_GIVEN, "jobs.see"], AS_GIVEN[1:], list(reversed(AS_GIVEN))):
        executor = MigrationExecutor(older)
        executor.migrate([("access", "0012_language_of_an_account")])
        _set_role(older, more, "auditor", rights, version=1)
        executor = MigrationExecutor(older)
        executor.migrate([("access", "0013_auditors_without_the_register")])
        expected = without if sorted(rights) == AS_GIVEN else sorted(rights)
        assert _roles(older, more)["auditor"] == (expected, 1)
    with older.cursor() as cursor:
        cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE relname = 'access_role'")
        assert cursor.fetchall() == [(True,)]

    executor = MigrationExecutor(older)
    executor.migrate(executor.loader.graph.leaf_nodes())
    assert _rights(older, as_given)["auditor"] == {right.value for right in STARTING_ROLES["auditor"]}


def _set_role(owner: Any, association_id: UUID, code: str, rights: list[str], *, version: int) -> None:
    with owner.cursor() as cursor:
        cursor.execute("SELECT set_config('app.association_id', %s, false)", [str(association_id)])
        cursor.execute(
            "UPDATE access_role SET rights = %s, version = %s WHERE code = %s", [rights, version, code]
        )
        assert cursor.rowcount == 1
        cursor.execute("SELECT set_config('app.association_id', '', false)")


def _roles(owner: Any, association_id: UUID) -> dict[str, tuple[list[str], int]]:
    rows = _rows(owner, association_id, "SELECT code, rights, version FROM access_role")
    return {code: (sorted(rights), version) for code, rights, version in rows}


def _they_have_what_new_ones_have(older: Any, associations: dict[UUID, tuple[str, str]]) -> None:
    for association_id, (country, language) in associations.items():
        assert _rights(older, association_id) == {
            # The chair's right to see jobs had been taken away, and stays so.
            code: {right.value for right in rights} - ({"jobs.see"} if code == "chair" else set())
            for code, rights in STARTING_ROLES.items()
        }
        assert _purposes(older, association_id) == sorted(
            (purpose.code, purpose.basis, purpose.source) for purpose in STARTING_PURPOSES
        )
        assert _kinds(older, association_id) == sorted(
            (
                default_name(kind, language),
                fold(default_name(kind, language)),
                kind.nature.value,
                kind.validity_months,
                kind.from_age,
                kind.minor_age,
                [Part.LEADER.value] if kind.nature is Nature.POLICE else [],
                kind.nature is Nature.POLICE,
            )
            for kind in default_kinds(country)
        )
    assert (_purposes(older, INSTALLATION), _kinds(older, INSTALLATION)) == ([], [])


def _write_as_the_first_version(owner: Any, associations: dict[UUID, tuple[str, str]]) -> None:
    for association_id, (country, language) in associations.items():
        with owner.cursor() as cursor:
            cursor.execute("SELECT set_config('app.association_id', %s, false)", [str(association_id)])
            cursor.execute(
                "INSERT INTO organisations_association (id, slug, name, kind, profile, country, language, languages,"
                " currency, time_zone, colour, calls_itself, help_contact, is_demo, created_at, version)"
                " VALUES (%s, %s, %s, 'CLUB', 'GENERAL', %s, %s, %s, 'EUR', 'UTC', '', '', '', true, %s, 1)",
                [association_id, f"klubb-{country.lower()}", country, country, language, [language], AT],
            )
            for code, rights in STARTING_ROLES.items():
                if code in NEW_ROLES:
                    continue
                held = sorted({right.value for right in rights} - NEW_RIGHTS)
                if code == "chair":
                    held.remove(Right.JOBS_SEE.value)
                cursor.execute(
                    "INSERT INTO access_role (association_id, code, rights) VALUES (%s, %s, %s)",
                    [association_id, code, held],
                )
            for purpose in STARTING_PURPOSES:
                if purpose.code not in NEW_PURPOSES:
                    cursor.execute(
                        "INSERT INTO privacy_purpose (association_id, code, basis, art9_condition, source,"
                        " active_from) VALUES (%s, %s, %s, '', %s, %s)",
                        [association_id, purpose.code, purpose.basis, purpose.source, AT.date()],
                    )
    # As it is between one command and the next: nobody has named an association.
    with owner.cursor() as cursor:
        cursor.execute("SELECT set_config('app.association_id', '', false)")


def _rows(owner: Any, association_id: UUID, statement: str) -> list[tuple[Any, ...]]:
    with owner.cursor() as cursor:
        cursor.execute("SELECT set_config('app.association_id', %s, false)", [str(association_id)])
        cursor.execute(statement)
        return sorted(cursor.fetchall())


def _rights(owner: Any, association_id: UUID) -> dict[str, set[str]]:
    rows = _rows(owner, association_id, "SELECT code, rights FROM access_role")
    assert all(len(rights) == len(set(rights)) for _code, rights in rows)
    return {code: set(rights) for code, rights in rows}


def _purposes(owner: Any, association_id: UUID) -> list[tuple[Any, ...]]:
    return _rows(owner, association_id, "SELECT code, basis, source FROM privacy_purpose")


def _kinds(owner: Any, association_id: UUID) -> list[tuple[Any, ...]]:
    columns = (
        "name, name_key, nature, validity_months, from_age, minor_age, needed_for_parts, only_with_minors"
    )
    return _rows(owner, association_id, f"SELECT {columns} FROM checks_checkkind")
