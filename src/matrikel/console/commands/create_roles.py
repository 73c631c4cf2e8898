"""Prepare a PostgreSQL server of your own (15 or newer): roles, database, extensions. Safe to run again.

Prints DATABASE_URL and DATABASE_OWNER_URL. The passwords are shown once, when the roles are created.
"""

import argparse
import secrets
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict

from config.env import parse_database_url
from matrikel.console.answers import CommandFailed, add_json_flag, answer
from matrikel.embedded import roles


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument(
        "--superuser", metavar="URL", required=True, help="the address of a superuser of that server"
    )
    parser.add_argument("--database", metavar="NAME", default=roles.DATABASE, help="default: %(default)s")
    parser.add_argument(
        "--new-passwords", action="store_true", help="give the roles new passwords even when they have some"
    )
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Create what is missing."""
    superuser = parse_database_url(arguments.superuser, name="--superuser").url
    try:
        without_password = roles.create_roles(superuser=superuser, database=arguments.database)
        wanted = {roles.OWNER, roles.RUNTIME} if arguments.new_passwords else without_password
        passwords = {role: secrets.token_urlsafe(24) for role in wanted}
        roles.set_passwords(superuser=superuser, passwords=passwords)
    except roles.ServerTooOld as problem:
        raise CommandFailed(str(problem)) from problem
    except psycopg.OperationalError as problem:
        raise CommandFailed(f"That server does not answer: {str(problem).splitlines()[0]}") from problem
    except psycopg.errors.InsufficientPrivilege as problem:
        raise CommandFailed("That role may not create roles; give the address of a superuser.") from problem
    facts = {
        name: _address(superuser, role=role, password=passwords.get(role), database=arguments.database)
        for name, role in (("DATABASE_URL", roles.RUNTIME), ("DATABASE_OWNER_URL", roles.OWNER))
    }
    lines = [f"{name}={url}" for name, url in facts.items()]
    if len(passwords) < len(facts):
        lines.append("# The roles kept the passwords that they had; put them in place of PASSWORD.")
    answer(arguments, facts, *lines)


def _address(superuser: str, *, role: str, password: str | None, database: str) -> str:
    parts = conninfo_to_dict(superuser)
    host, port = str(parts.get("host", "")), str(parts.get("port", "5432"))
    start = f"postgresql://{role}:{password or 'PASSWORD'}@"
    if host.startswith("/"):
        return f"{start}:{port}/{quote(database)}?host={quote(host, safe='/')}"
    if ":" in host:
        host = f"[{host}]"
    encryption = f"?sslmode={parts['sslmode']}" if "sslmode" in parts else ""
    return f"{start}{host or 'localhost'}:{port}/{quote(database)}{encryption}"
