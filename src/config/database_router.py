"""Migrations belong to the owner's connection, and nothing else does."""

from typing import Any


class OwnerMigrates:
    """Lets tables be made by the owner alone; every read and write goes through the runtime role."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """Say whether tables may be made through this connection."""
        return db == "owner"
