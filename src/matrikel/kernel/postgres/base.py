"""Django's PostgreSQL backend, which also names the association when a transaction begins."""

from typing import Any

from django.db.backends.postgresql import base

from matrikel.kernel.scope_value import association_setting


class DatabaseWrapper(base.DatabaseWrapper):
    """Sets `app.association_id` for the transaction, so that row-level security knows who speaks."""

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit:
            # Transaction-local, so neither a pooled connection nor PgBouncer can carry it on.
            connection: Any = self.connection
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('app.association_id', %s, true)", [association_setting()])
