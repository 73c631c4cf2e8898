"""The narrow search function: ids and sort keys only, for the association and branches of whoever asks."""

from django.db import migrations

SQL = """
GRANT SELECT (association_id, id, sort_key, search_text, unit_id) ON people_person TO matrikel_search;

-- LIKE is not leakproof, so under row-level security it could not use its index; this function runs past
-- row-level security, filters on the transaction's own association, and gives back ids and sort keys.
-- Literals (%L) rather than parameters let the planner choose by how common the needle is.
CREATE FUNCTION app.search_people(
  patterns text[], units uuid[], after_key text, after_id uuid, backwards boolean, most integer
) RETURNS TABLE (person_id uuid, person_sort_key text) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  statement text := format(
    'SELECT id, sort_key::text FROM people_person WHERE association_id = %L', app.association());
  pattern text;
BEGIN
  FOREACH pattern IN ARRAY patterns LOOP
    statement := statement || format(' AND search_text LIKE %L', pattern);
  END LOOP;
  IF units IS NOT NULL THEN
    statement := statement || format(' AND unit_id = ANY (%L)', units);
  END IF;
  IF after_id IS NOT NULL THEN
    statement := statement || format(
      CASE WHEN backwards THEN ' AND (sort_key, id) < (%L, %L)' ELSE ' AND (sort_key, id) > (%L, %L)' END,
      after_key, after_id);
  END IF;
  statement := statement || CASE WHEN backwards
    THEN ' ORDER BY sort_key DESC, id DESC' ELSE ' ORDER BY sort_key, id' END;
  RETURN QUERY EXECUTE statement || format(' LIMIT %s', most);
END $$;
REVOKE ALL ON FUNCTION app.search_people(text[], uuid[], text, uuid, boolean, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_people(text[], uuid[], text, uuid, boolean, integer) TO matrikel_runtime;
ALTER FUNCTION app.search_people(text[], uuid[], text, uuid, boolean, integer) OWNER TO matrikel_search;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.RunSQL(
            SQL, "DROP FUNCTION app.search_people(text[], uuid[], text, uuid, boolean, integer)"
        )
    ]
