"""Gives a PostgreSQL server the roles, the database and the template that Matrikel works with."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from typing import LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

OWNER = "matrikel_owner"
RUNTIME = "matrikel_runtime"
DATABASE = "matrikel"
# Test databases are cloned from this one, so that they start with the same extensions and grants.
TEMPLATE = "matrikel_template"

OLDEST_VERSION = 150000


class ServerTooOld(Exception):
    """The server is older than PostgreSQL 15."""


def create_roles(*, superuser: str, database: str = DATABASE) -> frozenset[str]:
    """
    Create what is missing on the server at `superuser`; return the roles that exist without a password.

    :raises ServerTooOld: the server is older than PostgreSQL 15.
    """
    with psycopg.connect(superuser, autocommit=True) as connection:
        if connection.info.server_version < OLDEST_VERSION:
            raise ServerTooOld(
                f"This is PostgreSQL {connection.info.server_version // 10000}; Matrikel needs 15 or newer."
            )
        connection.execute(_script("roles.sql"))
        _create_database(connection, TEMPLATE, is_template=True)
        _create_database(connection, database, is_template=False)
        without_password = connection.execute(
            "SELECT rolname FROM pg_authid WHERE rolname = ANY(%s) AND rolpassword IS NULL",
            [[OWNER, RUNTIME]],
        ).fetchall()
    for name in (TEMPLATE, database):
        with psycopg.connect(make_conninfo(superuser, dbname=name), autocommit=True) as connection:
            connection.execute(_script("database.sql"))
    return frozenset(name for (name,) in without_password)


def set_passwords(*, superuser: str, passwords: Mapping[str, str]) -> None:
    """Give each role its password."""
    with psycopg.connect(superuser) as connection:
        for role, password in passwords.items():
            # Hashed on this side, so that no server log ever holds a password.
            verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
            connection.execute(
                sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(verifier.decode())
                )
            )


def _create_database(connection: psycopg.Connection, name: str, *, is_template: bool) -> None:
    if connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
        # C.UTF-8 everywhere: the order of names is the application's business, by language, not the server's.
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' {}").format(
                sql.Identifier(name), sql.SQL(_locale(connection))
            )
        )
    connection.execute(
        sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(name), sql.Identifier(OWNER))
    )
    connection.execute(
        sql.SQL("ALTER DATABASE {} IS_TEMPLATE {}").format(
            sql.Identifier(name), sql.SQL("TRUE" if is_template else "FALSE")
        )
    )
    connection.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
    connection.execute(
        sql.SQL(
            "GRANT CONNECT ON DATABASE {} TO matrikel_owner, matrikel_runtime, matrikel_maintenance"
        ).format(sql.Identifier(name))
    )


def _locale(connection: psycopg.Connection) -> LiteralString:
    if connection.info.server_version >= 170000:
        return "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    return "LOCALE 'C.UTF-8'"


def _script(name: str) -> bytes:
    return (resources.files(__package__) / name).read_bytes()
