"""The narrow search function: ids and sort keys only, for the association and branches of whoever asks."""

from django.db import migrations

SQL = """
GRANT SELECT (association_id, id, sort_key, search_text, unit_id) ON people_person TO matrikel_search;

-- What follows a mark in the list, or comes before it.
CREATE FUNCTION app.beyond(after_key text, after_id uuid, backwards boolean) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN after_id IS NULL THEN ''
    ELSE format(' AND (sort_key, id) %s (%L, %L)', CASE WHEN backwards THEN '<' ELSE '>' END, after_key, after_id)
  END
$$;

-- How common a needle is decides how it is best found, so the planner's guess is worth a longer ANALYZE.
ALTER TABLE people_person ALTER COLUMN search_text SET STATISTICS 200;

-- LIKE is not leakproof, so under row-level security it could not use its index; this function runs past
-- row-level security, filters on the transaction's own association, and gives back ids and sort keys.
--
-- There are two ways: walk along the alphabet until enough is found, or gather every match by its trigrams and
-- sort them. The planner picks one by assuming that matches lie evenly along the alphabet, which names do not:
-- whoever searches "Johansson" would walk to J. So a common needle is walked only as long as that promises to
-- cost less than gathering the rest, and every decision is by what was met on the way. Literals (%L) rather
-- than parameters let the planner see the needle. `effort` is in rows walked; gathering one costs 2.5 of them.
-- VOLATILE only because it asks EXPLAIN; it writes nothing.
CREATE FUNCTION app.search_people(
  patterns text[], units uuid[], after_key text, after_id uuid, backwards boolean, most integer
) RETURNS TABLE (person_id uuid, person_sort_key text) LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  inside text := format('SELECT id, sort_key::text AS key FROM people_person WHERE association_id = %L',
    app.association());
  matching text := '';
  direction text := CASE WHEN backwards THEN ' DESC' ELSE '' END;
  pattern text;
  plan json;
  effort double precision;
  walked integer := 0;
  hits integer := 0;
  line record;
BEGIN
  FOREACH pattern IN ARRAY patterns LOOP
    matching := matching || format(' AND search_text LIKE %L', pattern);
  END LOOP;
  IF units IS NOT NULL THEN
    matching := matching || format(' AND unit_id = ANY (%L)', units);
  END IF;
  EXECUTE 'EXPLAIN (FORMAT JSON) ' || inside || matching INTO plan;
  effort := 2.5 * (plan -> 0 -> 'Plan' ->> 'Plan Rows')::double precision;

  IF effort > 1000 THEN
    FOR line IN EXECUTE replace(inside, ' FROM ', format(', %s AS hit FROM ', substr(matching, 6)))
      || app.beyond(after_key, after_id, backwards)
      || format(' ORDER BY sort_key%s, id%s LIMIT %s', direction, direction, ceil(effort))
    LOOP
      walked := walked + 1;
      after_key := line.key;
      after_id := line.id;
      IF line.hit THEN
        hits := hits + 1;
        person_id := line.id;
        person_sort_key := line.key;
        RETURN NEXT;
        EXIT WHEN hits >= most;
      END IF;
      EXIT WHEN walked % 64 = 0 AND walked > effort / 10
        AND (most - hits) * (walked / greatest(hits, 0.5)) > effort;
    END LOOP;
  END IF;

  IF hits < most THEN
    -- The sum keeps the planner from walking the index in order after all.
    RETURN QUERY EXECUTE inside || matching || app.beyond(after_key, after_id, backwards)
      || format(' ORDER BY sort_key || %L%s, id%s LIMIT %s', '', direction, direction, most - hits);
  END IF;
END $$;
REVOKE ALL ON FUNCTION app.search_people(text[], uuid[], text, uuid, boolean, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_people(text[], uuid[], text, uuid, boolean, integer) TO matrikel_runtime;
ALTER FUNCTION app.search_people(text[], uuid[], text, uuid, boolean, integer) OWNER TO matrikel_search;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.RunSQL(
            SQL,
            "DROP FUNCTION app.search_people(text[], uuid[], text, uuid, boolean, integer);"
            "DROP FUNCTION app.beyond(text, uuid, boolean)",
        )
    ]
