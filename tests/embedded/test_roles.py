"""Each role can do what it is for and nothing more, on the server that comes along as on any other."""

import psycopg
import pytest

from matrikel.embedded import roles, server


@pytest.fixture(scope="module")
def info(tmp_path_factory):
    home = tmp_path_factory.mktemp("roles") / "home"
    yield server.ensure_running(home, durable=False)
    server.remove(home)


@pytest.fixture
def owner(info):
    with psycopg.connect(info.owner_url) as connection:
        yield connection
        connection.rollback()


def rows(url, question):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchall()


def test_no_role_but_search_passes_row_level_security_and_search_cannot_sign_in(info):
    powers = rows(
        info.superuser_url,
        "SELECT rolname::text, rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls "
        "FROM pg_roles WHERE rolname LIKE 'matrikel\\_%' AND rolname <> 'matrikel_superuser' ORDER BY 1",
    )

    assert powers == [
        ("matrikel_maintenance", True, False, False, False, False),
        ("matrikel_owner", True, False, True, False, False),
        ("matrikel_runtime", True, False, False, False, False),
        ("matrikel_search", False, False, False, False, True),
    ]


def test_creating_roles_again_changes_nothing(info):
    question = "SELECT rolname::text, rolpassword FROM pg_authid WHERE rolname LIKE 'matrikel%' ORDER BY 1"
    before = rows(info.superuser_url, question)

    without_password = roles.create_roles(superuser=info.superuser_url)

    assert without_password == frozenset()
    assert rows(info.superuser_url, question) == before


def test_the_runtime_role_gets_what_it_is_granted_and_makes_nothing(info):
    with psycopg.connect(info.owner_url) as connection:
        connection.execute("CREATE TABLE people_made (id int PRIMARY KEY, name text)")
        connection.execute("CREATE TABLE nobody_granted (id int)")
        connection.execute("GRANT SELECT, INSERT, UPDATE ON people_made TO matrikel_runtime")

    with psycopg.connect(info.runtime_url) as connection:
        connection.execute("INSERT INTO people_made (id, name) VALUES (1, 'a')")
        assert connection.execute("UPDATE people_made SET name = 'b' RETURNING id").fetchall() == [(1,)]
    for forbidden in (
        "SELECT * FROM nobody_granted",
        "CREATE TABLE mine (id int)",
        "TRUNCATE people_made",
        "DROP TABLE people_made",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            rows(info.runtime_url, forbidden)


def test_the_owner_can_hand_a_function_to_search(owner):
    owner.execute("CREATE FUNCTION narrow() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    owner.execute("ALTER FUNCTION narrow() OWNER TO matrikel_search")

    assert owner.execute(
        "SELECT proowner::regrole::text FROM pg_proc WHERE proname = 'narrow'"
    ).fetchone() == ("matrikel_search",)


def test_a_test_database_begins_with_the_same_extensions(info):
    with psycopg.connect(info.owner_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE cloned TEMPLATE {roles.TEMPLATE}")
    try:
        with psycopg.connect(info.runtime_url, dbname="cloned") as connection:
            assert connection.execute(
                "SELECT extname::text FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1"
            ).fetchall() == [("btree_gin",), ("btree_gist",), ("pg_trgm",)]
    finally:
        with psycopg.connect(info.owner_url, autocommit=True) as connection:
            connection.execute("DROP DATABASE cloned")


def test_passwords_are_hashed_before_they_travel(info):
    roles.set_passwords(superuser=info.superuser_url, passwords={"matrikel_maintenance": "a secret"})

    ((verifier,),) = rows(
        info.superuser_url, "SELECT rolpassword FROM pg_authid WHERE rolname = 'matrikel_maintenance'"
    )
    assert verifier.startswith("SCRAM-SHA-256$")
