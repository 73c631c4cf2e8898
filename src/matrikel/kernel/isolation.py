"""The migration operations that put a table behind row-level security, and what they promise."""

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

RUNTIME_ROLE = "matrikel_runtime"
MAINTENANCE_ROLE = "matrikel_maintenance"


class IsolateTable(Operation):
    """
    Put one association table behind row-level security, in one step.

    Enables and forces it, adds the policy, grants the runtime role what it needs, sets the server's
    default for the id, gives the table `UNIQUE (association_id, id)` and turns every foreign key to
    another association table into a composite one that carries `association_id`.

    `column` is where the association stands; `border_column` names a second side, so that a row of a
    border table is seen from both; `append_only` leaves the runtime role SELECT and INSERT alone.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self,
        model_name: str,
        *,
        column: str = "association_id",
        border_column: str = "",
        append_only: bool = False,
    ) -> None:
        self.model_name = model_name
        self.column = column
        self.border_column = border_column
        self.append_only = append_only

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing in Django's picture: all of this is PostgreSQL's."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Write the table's row-level security and composite keys."""
        model: Any = to_state.apps.get_model(app_label, self.model_name)
        name = model._meta.db_table
        for statement in self._statements(name):
            schema_editor.execute(statement)
        for field in model._meta.local_fields:
            if is_tied_by_us(field):
                self._tie(schema_editor, name, field)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the policy away; the keys go with the table."""
        model: Any = from_state.apps.get_model(app_label, self.model_name)
        name = model._meta.db_table
        schema_editor.execute(f'DROP POLICY association ON "{name}"')
        schema_editor.execute(f'ALTER TABLE "{name}" NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY')

    def describe(self) -> str:
        """Say what the operation does."""
        return f"Isolate {self.model_name} by row-level security"

    def _statements(self, name: str) -> list[str]:
        here = "(SELECT app.association())"
        rule = f'"{self.column}" = {here}'
        if self.border_column:
            rule = f'({rule} OR "{self.border_column}" = {here})'
        rights = "SELECT, INSERT" if self.append_only else "SELECT, INSERT, UPDATE, DELETE"
        statements = [
            f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{name}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY association ON "{name}" USING ({rule}) WITH CHECK ({rule})',
            f'ALTER TABLE "{name}" ALTER COLUMN id SET DEFAULT app.uuid7()',
            f'REVOKE ALL ON "{name}" FROM {RUNTIME_ROLE}',
            f'GRANT {rights} ON "{name}" TO {RUNTIME_ROLE}',
            f'GRANT SELECT, DELETE ON "{name}" TO {MAINTENANCE_ROLE}',
        ]
        if self.column != "id":
            statements.append(
                f'ALTER TABLE "{name}" ADD CONSTRAINT "{_reference_key(name)}" UNIQUE ("{self.column}", id)'
            )
        return statements

    def _tie(self, schema_editor: BaseDatabaseSchemaEditor, name: str, field: Any) -> None:
        parent = field.related_model._meta.db_table
        keys = f'("{self.column}", "{field.column}") REFERENCES "{parent}" (association_id, id)'
        if not has_association(field.related_model):
            keys = f'("{field.column}") REFERENCES "{parent}" (id)'
        # ADD FOREIGN KEY checks existing rows as the owner, whom FORCE would filter: a broken key
        # would pass. Both tables are open to their owner for this one statement.
        forced = {name, parent} if has_association(field.related_model) else {name}
        for table in sorted(forced):
            schema_editor.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
        schema_editor.execute(
            f'ALTER TABLE "{name}" ADD CONSTRAINT "{name}_{field.column}_fk" '
            f"FOREIGN KEY {keys} NOT DEFERRABLE"
        )
        for table in sorted(forced):
            schema_editor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')


class DropReferenceKey(Operation):
    """
    Take `UNIQUE (association_id, id)` from a table to which no other refers.

    `IsolateTable` gives it to every table, for the composite keys of others. Where there are none it only costs: each
    new row goes into one more index, which nothing reads, as the primary key finds an id as well. A table that is read
    in the order of its ids within an association keeps it. PostgreSQL refuses while a foreign key needs it.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing in Django's picture, which never knew of it."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the constraint with its index: at once, whatever the table holds."""
        name = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(f'ALTER TABLE "{name}" DROP CONSTRAINT "{_reference_key(name)}"')

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Build it again."""
        name = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        schema_editor.execute(
            f'ALTER TABLE "{name}" ADD CONSTRAINT "{_reference_key(name)}" UNIQUE (association_id, id)'
        )

    def describe(self) -> str:
        """Say what the operation does."""
        return f"Drop the key of {self.model_name} that no other table refers to"


def _reference_key(table: str) -> str:
    return f"{table}_association_id_uniq"


def is_tied_by_us(field: Any) -> bool:
    """Say whether a column is a foreign key whose constraint `IsolateTable` makes."""
    return isinstance(field, models.ForeignKey) and not getattr(field, "db_constraint", True)


def has_association(model: type[models.Model]) -> bool:
    """Say whether a table's rows carry the association that they belong to."""
    return any(field.attname == "association_id" for field in model._meta.concrete_fields)


ROLE_OF_THE_CONNECTION = """
SELECT current_user::text, EXISTS (
  SELECT 1 FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER') AND (r.rolsuper OR r.rolbypassrls
    OR EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relowner = r.oid AND n.nspname = 'public')))
"""
"""Who is connected, and whether that role, or one that it can become, stands above row-level security."""

LIST_BREACHES = r"""
WITH association_tables AS (
    SELECT c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND (c.relname = 'organisations_association'
      OR EXISTS (SELECT 1 FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attname = 'association_id' AND NOT a.attisdropped))
      AND c.relname <> ALL (%(installation)s)
)
SELECT relname::text AS "table", 'row-level security is not enabled' AS problem
  FROM association_tables WHERE NOT relrowsecurity
UNION ALL SELECT relname, 'row-level security is not forced on the owner'
  FROM association_tables WHERE NOT relforcerowsecurity
UNION ALL SELECT t.relname, 'no policy compares with app.association()'
  FROM association_tables t WHERE NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = t.oid
    AND pg_get_expr(p.polqual, p.polrelid) LIKE '%%app.association()%%'
    AND pg_get_expr(p.polwithcheck, p.polrelid) LIKE '%%app.association()%%')
UNION ALL SELECT t.relname, 'a second policy widens the first: ' || p.polname
  FROM association_tables t JOIN pg_policy p ON p.polrelid = t.oid
  WHERE p.polname <> 'association' AND p.polpermissive
UNION ALL SELECT t.relname, 'the foreign key does not carry the association: ' || k.conname
  FROM association_tables t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
  JOIN association_tables p ON p.oid = k.confrelid
  WHERE p.relname <> 'organisations_association' AND NOT EXISTS (SELECT 1 FROM pg_attribute a
    WHERE a.attrelid = k.confrelid AND a.attnum = ANY (k.confkey) AND a.attname = 'association_id')
UNION ALL SELECT t.relname, 'the unique index does not carry the association: ' || i.relname
  FROM association_tables t JOIN pg_index x ON x.indrelid = t.oid AND x.indisunique AND NOT x.indisprimary
  JOIN pg_class i ON i.oid = x.indexrelid
  WHERE t.relname <> 'organisations_association' AND NOT EXISTS (SELECT 1 FROM pg_attribute a
    WHERE a.attrelid = t.oid AND a.attnum = ANY (x.indkey::smallint[]) AND a.attname = 'association_id')
UNION ALL SELECT c.relname::text, 'the view runs with its owner''s rights'
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind = 'v'
    AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false)
UNION ALL SELECT c.relname::text, 'a materialised view keeps rows outside row-level security'
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind = 'm'
UNION ALL SELECT rolname::text, 'the runtime role is superuser, bypasses row-level security or owns tables'
  FROM pg_roles r WHERE rolname = %(runtime)s AND (rolsuper OR rolbypassrls
    OR EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relowner = r.oid AND n.nspname = 'public'))
UNION ALL SELECT c.relname::text, 'the runtime role may truncate the table'
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind = 'r' AND has_table_privilege(%(runtime)s, c.oid, 'TRUNCATE')
UNION ALL SELECT c.relname::text, 'no model owns the table'
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> ALL (%(modelled)s)
UNION ALL SELECT p.proname::text, 'a function with its owner''s rights leaves its search path open'
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname IN ('public', 'app') AND p.prosecdef
    AND NOT EXISTS (SELECT 1 FROM unnest(p.proconfig) s WHERE s LIKE 'search_path=%%')
ORDER BY 1, 2
"""
"""One row per breach of isolation (`table`, `problem`); none is the only good answer."""
