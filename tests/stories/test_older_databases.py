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
NEW_PURPOSES = frozenset({"payment", "activities", "safety", "safeguarding", "publication"})
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
    later = {"bulkedits", "checks", "fields", "groups", "relations", "selections"}
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
