"""The narrow function that says which associations an account reaches today."""

from django.db import migrations

SQL = """
GRANT SELECT (association_id, account_id, starts_on, ends_on) ON access_term TO matrikel_search;
GRANT SELECT (slug, leads_to) ON organisations_host TO matrikel_search;
GRANT SELECT (id, name) ON organisations_association TO matrikel_search;

CREATE FUNCTION app.associations_of_account(account uuid, today date)
RETURNS TABLE (association uuid, slug text, name text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT t.association_id, h.slug::text, a.name::text
  FROM access_term t JOIN organisations_host h ON h.leads_to = t.association_id
  JOIN organisations_association a ON a.id = t.association_id
  WHERE t.account_id = account AND t.starts_on <= today AND (t.ends_on IS NULL OR t.ends_on > today)
  ORDER BY 3
$$;
REVOKE ALL ON FUNCTION app.associations_of_account(uuid, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.associations_of_account(uuid, date) TO matrikel_runtime;
ALTER FUNCTION app.associations_of_account(uuid, date) OWNER TO matrikel_search;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("organisations", "0001_initial")]
    operations = [migrations.RunSQL(SQL, "DROP FUNCTION app.associations_of_account(uuid, date)")]
