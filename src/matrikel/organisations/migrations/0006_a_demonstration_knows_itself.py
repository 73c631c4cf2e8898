"""The narrow function that says of the database whether it is a demonstration, whichever association asks."""

from django.db import migrations

SQL = """
GRANT SELECT (id, is_demo) ON organisations_association TO matrikel_search;

-- One yes or no about the installation, and nothing about any association.
CREATE FUNCTION app.is_demonstration() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM organisations_association a
    WHERE a.id = '00000000-0000-8000-8000-000000000000' AND a.is_demo
  )
$$;
REVOKE ALL ON FUNCTION app.is_demonstration() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.is_demonstration() TO matrikel_runtime;
ALTER FUNCTION app.is_demonstration() OWNER TO matrikel_search;
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_defaults_of_branches")]
    operations = [migrations.RunSQL(SQL, "DROP FUNCTION app.is_demonstration()")]
