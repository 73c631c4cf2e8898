-- What one database of ours needs before its first migration. Run inside it by a superuser; safe to run again.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS btree_gist;

GRANT USAGE, CREATE ON SCHEMA public TO matrikel_owner;
GRANT USAGE ON SCHEMA public TO matrikel_runtime, matrikel_maintenance;
-- ALTER FUNCTION … OWNER TO asks that the new owner may create in the schema.
GRANT USAGE, CREATE ON SCHEMA public TO matrikel_search;

-- The runtime role gets nothing by default: migrations grant it table by table.
ALTER DEFAULT PRIVILEGES FOR ROLE matrikel_owner IN SCHEMA public REVOKE ALL ON TABLES FROM matrikel_runtime;
ALTER DEFAULT PRIVILEGES FOR ROLE matrikel_owner IN SCHEMA public REVOKE ALL ON SEQUENCES FROM matrikel_runtime;
ALTER DEFAULT PRIVILEGES FOR ROLE matrikel_owner IN SCHEMA public
  GRANT SELECT, DELETE ON TABLES TO matrikel_maintenance;

-- From PostgreSQL 17 on a role can be allowed to vacuum what it does not own.
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 170000 THEN
    EXECUTE 'ALTER DEFAULT PRIVILEGES FOR ROLE matrikel_owner IN SCHEMA public'
            ' GRANT MAINTAIN ON TABLES TO matrikel_maintenance';
  END IF;
END $$;
