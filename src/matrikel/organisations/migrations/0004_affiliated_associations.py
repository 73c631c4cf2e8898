"""The narrow function that names the associations to which the current one is affiliated, from either side."""

from django.db import migrations

SQL = """
GRANT SELECT (slug, leads_to) ON organisations_host TO matrikel_search;
GRANT SELECT (id, name) ON organisations_association TO matrikel_search;
GRANT SELECT (association_id, upper_association_id, starts_on, ends_on) ON organisations_affiliation TO matrikel_search;

-- Only for the association of the transaction, and only what both sides know of each other anyway: the name.
CREATE FUNCTION app.affiliated_associations(today date)
RETURNS TABLE (association uuid, slug text, name text, starts_on date, is_upper boolean)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT a.id, h.slug::text, a.name::text, f.starts_on, f.association_id = app.association()
  FROM organisations_affiliation f
  JOIN organisations_association a
    ON a.id = CASE WHEN f.association_id = app.association() THEN f.upper_association_id ELSE f.association_id END
  JOIN organisations_host h ON h.leads_to = a.id
  WHERE app.association() IN (f.association_id, f.upper_association_id)
    AND f.starts_on <= today AND (f.ends_on IS NULL OR f.ends_on > today)
  ORDER BY 5 DESC, 3
$$;
REVOKE ALL ON FUNCTION app.affiliated_associations(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.affiliated_associations(date) TO matrikel_runtime;
ALTER FUNCTION app.affiliated_associations(date) OWNER TO matrikel_search;
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_what_an_association_chooses")]
    operations = [migrations.RunSQL(SQL, "DROP FUNCTION app.affiliated_associations(date)")]
