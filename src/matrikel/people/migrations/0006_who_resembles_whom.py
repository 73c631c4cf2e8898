"""The second try of a search: everybody whose name matches one of some dozens of rare patterns."""

from django.db import migrations

SQL = """
-- As app.search_people: past row-level security, within the transaction's own association, and giving back ids alone.
-- `alternatives` are lists of LIKE patterns, [["% joh_nsson%", "%anna%"], …]: any of them, with all that it lists.
-- Each is rare, so each is a short look-up in the index of trigrams.
CREATE FUNCTION app.resembling_people(alternatives jsonb, units uuid[], most integer)
RETURNS TABLE (person_id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
-- Never by reading everybody: the planner cannot know that nobody is called so.
SET enable_seqscan = off AS $$
DECLARE
  matching text;
BEGIN
  SELECT string_agg('(' || every || ')', ' OR ') INTO matching FROM (
    SELECT (SELECT string_agg(format('search_text LIKE %L', pattern), ' AND ')
      FROM jsonb_array_elements_text(one) AS pattern) AS every
    FROM jsonb_array_elements(alternatives) AS one
    LIMIT 200
  ) AS each;
  IF matching IS NULL THEN
    RETURN;
  END IF;
  IF units IS NOT NULL THEN
    matching := format('(%s) AND unit_id = ANY (%L)', matching, units);
  END IF;
  RETURN QUERY EXECUTE format(
    'SELECT id FROM (SELECT id FROM people_person WHERE association_id = %L AND (%s) OFFSET 0) AS found LIMIT %s',
    app.association(), matching, most);
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
