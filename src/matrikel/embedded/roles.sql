-- The four roles of an installation. Run by a superuser; running it again changes nothing.
--   matrikel_owner        owns the database and its tables; migrates; creates test databases
--   matrikel_runtime      web and workers: reads and writes rows under row-level security, no DDL
--   matrikel_maintenance  vacuum, and erasing from tables that otherwise only grow
--   matrikel_search       owns the narrow search functions and nothing else; nobody signs in as it
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['matrikel_owner', 'matrikel_runtime', 'matrikel_maintenance', 'matrikel_search'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I', wanted);
    END IF;
  END LOOP;
END $$;

ALTER ROLE matrikel_owner       LOGIN   NOSUPERUSER CREATEDB   NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE matrikel_runtime     LOGIN   NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE matrikel_maintenance LOGIN   NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
ALTER ROLE matrikel_search      NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS;

-- Membership lets the owner hand a function over (ALTER FUNCTION … OWNER TO); BYPASSRLS itself is never inherited.
GRANT matrikel_search TO matrikel_owner;
