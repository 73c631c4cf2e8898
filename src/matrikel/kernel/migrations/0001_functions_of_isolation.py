"""The functions on which row-level security stands, and the extensions that indexes and constraints need."""

from django.db import migrations

SQL = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE SCHEMA IF NOT EXISTS app;
GRANT USAGE ON SCHEMA app TO matrikel_runtime, matrikel_search, matrikel_maintenance;
GRANT USAGE ON SCHEMA public TO matrikel_runtime, matrikel_search, matrikel_maintenance;
GRANT CREATE ON SCHEMA app TO matrikel_search;

CREATE FUNCTION app.association() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
DECLARE value text := current_setting('app.association_id', true);
BEGIN
  IF value IS NULL OR value = '' THEN
    RAISE EXCEPTION 'no association is set for this transaction' USING ERRCODE = '42501';
  END IF;
  RETURN value::uuid;
END $$;

-- The net under ids made in Python: RFC 9562 version 7, for inserts written as SQL.
CREATE FUNCTION app.uuid7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
        FROM 1 FOR 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- ANALYZE belongs to the owner; after a bulk write the runtime role may ask for it, table by table.
CREATE FUNCTION app.analyze_table(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  EXECUTE format('ANALYZE public.%I', name);
END $$;
REVOKE ALL ON FUNCTION app.analyze_table(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.analyze_table(text) TO matrikel_runtime;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(SQL, "DROP SCHEMA app CASCADE")]
