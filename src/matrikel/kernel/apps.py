"""The kernel as a Django app: it has no tables, only the functions that row-level security stands on."""

import gc
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import register
from django.db import connections
from django.db.models.signals import post_migrate

from matrikel.kernel.isolation import RUNTIME_ROLE
from matrikel.kernel.personal_data_map import TableClass, check_map, pages


class KernelConfig(AppConfig):
    """Registers the system check of the map, and the grants on installation tables."""

    name = "matrikel.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Connect what must hold in every process."""
        register(check_map)
        # Rows by the ten thousand make many short-lived objects and no circles: looking for circles less often
        # costs nothing and gives the time to the rows.
        gc.set_threshold(50_000, 20, 20)
        post_migrate.connect(grant_installation_tables, sender=self)


def grant_installation_tables(using: str, **kwargs: Any) -> None:
    """Give the runtime role the listed installation tables, and no others, after each migration."""
    connection = connections[using]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for label, page in pages().items():
            name = apps.get_model(label)._meta.db_table
            if page.table_class is TableClass.INSTALLATION and name in present:
                cursor.execute(f'REVOKE ALL ON "{name}" FROM {RUNTIME_ROLE}')
                cursor.execute(f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{name}" TO {RUNTIME_ROLE}')
        if "django_migrations" in present:
            cursor.execute(f"REVOKE ALL ON django_migrations FROM {RUNTIME_ROLE}")
            cursor.execute(f"GRANT SELECT ON django_migrations TO {RUNTIME_ROLE}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {RUNTIME_ROLE}")
