"""Django's PostgreSQL backend, which also names the association when a transaction begins."""

from typing import Any
from uuid import UUID

import psycopg
from django.db.backends.postgresql import base
from psycopg.abc import Buffer
from psycopg.types.array import ListDumper

from matrikel.kernel.scope_value import association_setting

_ONLY_IDS, _ONLY_TEXTS = {UUID}, {str}


class PlainListDumper(ListDumper):
    """
    Writes a list of ids or texts, of which a page has twenty-five and a job thousands, without asking each for its form.

    Texts are quoted all at once, with what no text can hold between them.
    """

    def dump(self, obj: list[Any]) -> Buffer | None:
        """Return the list as PostgreSQL reads it."""
        kinds = set(map(type, obj))
        if kinds == _ONLY_IDS:
            return b"{%b}" % b",".join([b"%032x" % each.int for each in obj])
        if kinds == _ONLY_TEXTS and (whole := "\0".join(obj)).count("\0") == len(obj) - 1:
            quoted = whole.replace("\\", "\\\\").replace('"', '\\"').replace("\0", '","')
            return b'{"%b"}' % quoted.encode()
        return super().dump(obj)


# The last one that is registered is preferred: the text form, as in psycopg itself, for the binary one knows no lists
# of tuples, which the queue of jobs is given.
psycopg.adapters.register_dumper(list, PlainListDumper)


class DatabaseWrapper(base.DatabaseWrapper):
    """Sets `app.association_id` for the transaction, so that row-level security knows who speaks."""

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit:
            # Transaction-local, so neither a pooled connection nor PgBouncer can carry it on.
            connection: Any = self.connection
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('app.association_id', %s, true)", [association_setting()])
