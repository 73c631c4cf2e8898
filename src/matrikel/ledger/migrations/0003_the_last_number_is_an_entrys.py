"""The last number of a fiscal year is that of its last entry, whoever moves it and from within whatever trigger."""

from django.db import migrations

# That a trigger moved it (pg_trigger_depth) says nothing: whoever may make temporary tables can make triggers on them.
HEAD = """
CREATE OR REPLACE FUNCTION app.ledger_year_changes() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp{more} AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.last_number <> 0 OR NEW.closed_at IS NOT NULL THEN
      RAISE EXCEPTION 'a fiscal year begins open and without entries'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_begins';
    END IF;
  ELSIF OLD.closed_at IS NOT NULL THEN
    RAISE EXCEPTION 'a closed fiscal year stays as it is'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_open';
  ELSIF NEW.last_number <> OLD.last_number AND {strange} THEN
    RAISE EXCEPTION 'entries alone move the last number'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_numbers_go_on';
  ELSIF OLD.last_number > 0 AND (NEW.id, NEW.association_id, NEW.during, NEW.currency)
      IS DISTINCT FROM (OLD.id, OLD.association_id, OLD.during, OLD.currency) THEN
    RAISE EXCEPTION 'a fiscal year with entries keeps its days and its currency'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_stays';
  END IF;
  RETURN NEW;
END $$;
"""
SQL = HEAD.format(
    more=" SET enable_seqscan = off",
    strange="""NEW.last_number IS DISTINCT FROM (SELECT max(e.number) FROM ledger_entry e
      WHERE e.association_id = OLD.association_id AND e.year_id = OLD.id)""",
)
UNDO = HEAD.format(more="", strange="pg_trigger_depth() < 2")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_books_balance_and_stay")]
    operations = [migrations.RunSQL(SQL, UNDO)]
