"""Bring the database to this version of Matrikel; after every update, before web and workers start."""

import argparse

from matrikel.console.answers import CommandFailed, add_json_flag, answer
from matrikel.console.start import start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Migrate."""
    start_django()
    applied = apply_migrations()
    lines = [f"Applied {len(applied)} migrations." if applied else "The database was up to date."]
    answer(arguments, {"applied": applied}, *lines)


def apply_migrations() -> list[str]:
    """Apply what is missing as the owner of the tables; return the names of what was applied."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    if settings.DATABASES["owner"]["USER"] == settings.DATABASES["default"]["USER"]:
        raise CommandFailed("DATABASE_OWNER_URL is not set; only the owner of the tables may migrate.")
    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", database="owner", verbosity=0, interactive=False)
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
