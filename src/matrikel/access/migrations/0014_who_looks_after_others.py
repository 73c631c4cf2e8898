"""The narrow function that says whether an account is an officer anywhere: yes or no, and not where."""

from django.db import migrations

SQL = """
GRANT SELECT (role_id) ON access_term TO matrikel_search;
GRANT SELECT (association_id, id, rights) ON access_role TO matrikel_search;

CREATE FUNCTION app.account_looks_after_others(account uuid, today date)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM access_term t JOIN access_role r ON r.association_id = t.association_id AND r.id = t.role_id
    WHERE t.account_id = account AND (t.ends_on IS NULL OR t.ends_on > today)
      AND NOT r.rights::text[] <@ ARRAY['own_pages'])
$$;
REVOKE ALL ON FUNCTION app.account_looks_after_others(uuid, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.account_looks_after_others(uuid, date) TO matrikel_runtime;
ALTER FUNCTION app.account_looks_after_others(uuid, date) OWNER TO matrikel_search;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0013_auditors_without_the_register")]
    operations = [migrations.RunSQL(SQL, "DROP FUNCTION app.account_looks_after_others(uuid, date)")]
