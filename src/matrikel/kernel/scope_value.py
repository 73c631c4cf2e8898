"""The value of the association scope, apart from the scope itself: the database backend loads before Django."""

from contextvars import ContextVar
from uuid import UUID

association: ContextVar[UUID | None] = ContextVar("association", default=None)


def association_setting() -> str:
    """Return the current association as PostgreSQL is told it; empty where there is none."""
    return str(association.get() or "")
