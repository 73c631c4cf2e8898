"""Questions about the installation itself."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models

from matrikel.kernel import isolation
from matrikel.kernel.personal_data_map import TableClass, pages


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationBreach:
    """Something in the database through which one association could reach another."""

    table: str
    problem: str


def list_isolation_breaches() -> list[IsolationBreach]:
    """Return every breach that the guard queries find, and every model whose keys differ from the database's."""
    installation = [
        apps.get_model(label)._meta.db_table
        for label, page in pages().items()
        if page.table_class is TableClass.INSTALLATION
    ]
    every = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    values: dict[str, Any] = {
        "installation": installation,
        "modelled": [*every, "django_migrations"],
        "runtime": isolation.RUNTIME_ROLE,
    }
    with connection.cursor() as cursor:
        cursor.execute(isolation.LIST_BREACHES, values)
        found = [IsolationBreach(table=table, problem=problem) for table, problem in cursor.fetchall()]
        cursor.execute(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
        )
        keys = set(cursor.fetchall())
    return found + [breach for model in apps.get_models() for breach in _missing_keys(model, keys)]


def _missing_keys(model: type[models.Model], keys: set[tuple[str, str]]) -> list[IsolationBreach]:
    name = model._meta.db_table
    missing = []
    for field in filter(isolation.is_tied_by_us, model._meta.local_fields):
        parent: Any = field.related_model
        wanted = f"FOREIGN KEY (association_id, {field.column}) REFERENCES {parent._meta.db_table}(association_id, id)"
        if not isolation.has_association(parent):
            wanted = f"FOREIGN KEY ({field.column}) REFERENCES {parent._meta.db_table}(id)"
        if (name, wanted) not in keys:
            missing.append(
                IsolationBreach(table=name, problem=f"the composite key of {field.name} is missing")
            )
    return missing
