"""The second try of a search: everybody whose name matches one of some dozens of rare patterns."""

from django.db import migrations

SQL = """
-- As app.search_people: past row-level security, within the transaction's own association, and giving back ids alone.
-- `alternatives` are lists of LIKE patterns, [["% joh_nsson%", "%anna%"], …]: any of them, with all that it lists.
-- Each is rare and therefore a short look-up in the index of trigrams; asked together in one OR, the planner expects
-- so much of them that it would rather read everybody.
CREATE FUNCTION app.resembling_people(alternatives jsonb, units uuid[], most integer)
RETURNS TABLE (person_id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off AS $$
DECLARE
  inside text := format('SELECT id FROM people_person WHERE association_id = %L', app.association());
  matching text;
  found uuid[] := '{}';
  more uuid[];
BEGIN
  IF units IS NOT NULL THEN
    inside := inside || format(' AND unit_id = ANY (%L)', units);
  END IF;
  FOR matching IN
    SELECT (SELECT string_agg(format(' AND search_text LIKE %L', pattern), '')
      FROM jsonb_array_elements_text(one) AS pattern)
    FROM jsonb_array_elements(alternatives) AS one LIMIT 200
  LOOP
    EXECUTE format('SELECT array_agg(id) FROM (%s LIMIT %s) AS near', inside || matching, most) INTO more;
    found := found || more;
    EXIT WHEN cardinality(found) >= most;
  END LOOP;
  RETURN QUERY SELECT DISTINCT id FROM unnest(found) AS id LIMIT most;
END $$;
REVOKE ALL ON FUNCTION app.resembling_people(jsonb, uuid[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.resembling_people(jsonb, uuid[], integer) TO matrikel_runtime;
ALTER FUNCTION app.resembling_people(jsonb, uuid[], integer) OWNER TO matrikel_search;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_changed_and_protected")]
    operations = [
        migrations.RunSQL(SQL, "DROP FUNCTION app.resembling_people(jsonb, uuid[], integer)"),
    ]
