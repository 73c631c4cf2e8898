"""The fast way in: rows by binary COPY into a temporary table, then INSERT … SELECT under row-level security."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql

CHUNK_ROWS = 5_000
"""The most rows one transaction writes: larger ones met a bad plan and took minutes at COMMIT."""

COPY_FROM = 50
"""From how many rows COPY is worth its temporary table."""


def insert_many(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    on_conflict: str = "",
) -> int:
    """
    Insert rows (tuples in the order of `columns`, which are attribute names) and return how many went in.

    COPY straight into a table under row-level security is refused by PostgreSQL, and `unnest` of arrays
    is three times slower. A handful of rows goes in by a plain INSERT, which costs one round trip.
    `on_conflict` is SQL such as `ON CONFLICT DO NOTHING`. What PostgreSQL refuses is raised as Django's error.
    """
    name = model._meta.db_table
    fields = [_field(model, column) for column in columns]
    rows = list(rows)
    if not rows:
        return 0
    if len(rows) < COPY_FROM:
        return _insert_few(name, fields, rows, on_conflict)
    names = _names(fields)
    with connection.wrap_database_errors, _raw_cursor() as cursor:
        staging = _stage(cursor, name, fields, rows)
        cursor.execute(
            sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} {}").format(
                sql.Identifier(name), names, names, staging, sql.SQL(on_conflict)
            )
        )
        written: int = cursor.rowcount
        cursor.execute(sql.SQL("DROP TABLE {}").format(staging))
    return written


def insert_together(
    parts: Sequence[tuple[type[models.Model], Sequence[str], Sequence[Sequence[object]]]],
) -> None:
    """
    Insert rows of several tables in one statement: (table, columns, rows) in the order of their foreign keys.

    What looks at the statement as a whole, such as a trigger that wants an entry with all its legs, then sees them all.
    """
    inserts: list[sql.Composed] = []
    values: list[Any] = []
    many = sum(len(rows) for _model, _columns, rows in parts) >= COPY_FROM
    with connection.wrap_database_errors, _raw_cursor() as raw, connection.cursor() as counted:
        staged = []
        for number, (model, columns, rows) in enumerate(parts):
            name = model._meta.db_table
            fields = [_field(model, column) for column in columns]
            if many:
                staged.append(_stage(raw, name, fields, rows))
                source = sql.SQL("SELECT {} FROM {}").format(_names(fields), staged[-1])
            else:
                one = sql.SQL("({})").format(sql.SQL(", ").join(sql.Placeholder() for _ in fields))
                source = sql.SQL("VALUES {}").format(sql.SQL(", ").join(one for _ in rows))
                values += [value for row in rows for value in row]
            insert = sql.SQL("INSERT INTO {} ({}) {}").format(sql.Identifier(name), _names(fields), source)
            inserts.append(sql.SQL("{} AS ({})").format(sql.Identifier(f"part_{number}"), insert))
        statement = sql.SQL("WITH {} SELECT 1").format(sql.SQL(", ").join(inserts))
        # Django's own cursor, so that tests which count queries count these too.
        counted.execute(statement.as_string(), values or None)
        for staging in staged:
            raw.execute(sql.SQL("DROP TABLE {}").format(staging))


def update_many(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """
    Give rows new values (tuples in the order of `columns`, the first of which is the id) and return how many there were.

    As `insert_many`: by COPY into a temporary table, then one UPDATE under row-level security.
    """
    name = model._meta.db_table
    fields = [_field(model, column) for column in columns]
    rows = list(rows)
    if not rows:
        return 0
    table = sql.Identifier(name)
    with connection.wrap_database_errors, _raw_cursor() as cursor:
        staging = _stage(cursor, name, fields, rows)
        values = sql.SQL(", ").join(
            sql.SQL("{} = s.{}").format(sql.Identifier(field.column), sql.Identifier(field.column))
            for field in fields[1:]
        )
        cursor.execute(sql.SQL("ANALYZE {}").format(staging))
        cursor.execute(
            sql.SQL("UPDATE {} AS t SET {} FROM {} AS s WHERE t.id = s.id").format(table, values, staging)
        )
        written: int = cursor.rowcount
        cursor.execute(sql.SQL("DROP TABLE {}").format(staging))
    return written


def _names(fields: Sequence[Any]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields)


def _stage(cursor: Any, name: str, fields: Sequence[Any], rows: Sequence[Sequence[object]]) -> sql.Identifier:
    """Put rows into a temporary table beside the one that they are meant for."""
    names, staging = _names(fields), sql.Identifier(f"staging_{name}")
    cursor.execute(
        sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(
            staging, names, sql.Identifier(name)
        )
    )
    copy_in = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(staging, names)
    with cursor.copy(copy_in) as copy:
        copy.set_types([_type_name(field) for field in fields])
        for row in rows:
            copy.write_row(row)
    return staging


def _insert_few(name: str, fields: Sequence[Any], rows: Sequence[Sequence[object]], on_conflict: str) -> int:
    one = sql.SQL("({})").format(sql.SQL(", ").join(sql.Placeholder() for _ in fields))
    statement = sql.SQL("INSERT INTO {} ({}) VALUES {} {}").format(
        sql.Identifier(name),
        sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields),
        sql.SQL(", ").join(one for _ in rows),
        sql.SQL(on_conflict),
    )
    # Django's own cursor, so that tests which count queries count these too.
    with connection.cursor() as cursor:
        values: Any = [value for row in rows for value in row]
        cursor.execute(statement.as_string(), values)
        written: int = cursor.rowcount
    return written


def analyze(*tables: type[models.Model]) -> None:
    """Refresh the planner's picture of tables that just grew; the owner alone may, so the runtime role asks."""
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute("SELECT app.analyze_table(%s)", [model._meta.db_table])


def _field(model: type[models.Model], column: str) -> Any:
    for field in model._meta.concrete_fields:
        if column in (field.attname, field.name):
            return field
    raise KeyError(f"{model._meta.label} has no column {column}")


def _type_name(field: Any) -> str:
    kind = field.db_type(connection)
    return re.sub(r"\(.*\)", "", kind).replace("timestamp with time zone", "timestamptz").strip()


def _raw_cursor() -> Any:
    connection.ensure_connection()
    inner: Any = connection.connection
    return inner.cursor()
