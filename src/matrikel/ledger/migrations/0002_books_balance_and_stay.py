"""Books that balance and stay: what PostgreSQL refuses, whoever asks."""

from django.db import migrations

# An entry and its legs arrive in one statement, so each trigger looks once at all that came. A leg's place makes it
# cheap that nobody adds to a posted entry: every statement brings place 1 of each entry, and there is one place 1.
# Both tables are read along their indexes (enable_seqscan): a plan made when they were empty is kept for the session.
SQL = """
CREATE FUNCTION app.ledger_legs_came() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off AS $$
BEGIN
  IF EXISTS (SELECT FROM came GROUP BY association_id, entry_id HAVING sum(amount_minor) <> 0) THEN
    RAISE EXCEPTION 'an entry does not balance' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_balance';
  END IF;
  IF EXISTS (SELECT FROM came GROUP BY association_id, entry_id
      HAVING count(*) < 2 OR min(place) <> 1 OR max(place) <> count(*)) THEN
    RAISE EXCEPTION 'an entry has two legs or more, and all of them arrive in one statement'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_legs_together';
  END IF;
  IF EXISTS (SELECT FROM came l
      JOIN ledger_entry e ON e.association_id = l.association_id AND e.id = l.entry_id
      JOIN ledger_fiscalyear y ON y.association_id = e.association_id AND y.id = e.year_id
      WHERE l.booked_on <> e.booked_on OR l.number <> e.number OR l.currency <> y.currency) THEN
    RAISE EXCEPTION 'a leg has its entry''s day and number, and the currency of the year'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_leg_as_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER legs_came AFTER INSERT ON ledger_leg REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION app.ledger_legs_came();

CREATE FUNCTION app.ledger_entries_came() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off AS $$
DECLARE
  run record;
BEGIN
  FOR run IN SELECT association_id, year_id, count(*) AS many, min(number) AS lowest, max(number) AS highest
      FROM came GROUP BY association_id, year_id ORDER BY year_id LOOP
    UPDATE ledger_fiscalyear y SET last_number = run.highest
      WHERE y.association_id = run.association_id AND y.id = run.year_id AND y.closed_at IS NULL
        AND y.last_number = run.lowest - 1 AND run.highest - run.lowest + 1 = run.many;
    IF NOT FOUND THEN
      IF EXISTS (SELECT FROM ledger_fiscalyear y WHERE y.association_id = run.association_id
          AND y.id = run.year_id AND y.closed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the fiscal year is closed'
          USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_open';
      END IF;
      RAISE EXCEPTION 'numbers go on from the last one, without gaps'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_numbers_go_on';
    END IF;
  END LOOP;
  IF EXISTS (SELECT FROM came e
      JOIN ledger_fiscalyear y ON y.association_id = e.association_id AND y.id = e.year_id
      WHERE e.booked_on < y.starts_on OR e.booked_on >= y.ends_on) THEN
    RAISE EXCEPTION 'an entry''s day lies in its fiscal year'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_in_year';
  END IF;
  IF EXISTS (SELECT FROM came e WHERE NOT EXISTS (SELECT FROM ledger_leg l
      WHERE l.association_id = e.association_id AND l.entry_id = e.id AND l.place = 1)) THEN
    RAISE EXCEPTION 'an entry arrives with its legs, in one statement'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_legs_together';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER entries_came AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION app.ledger_entries_came();

CREATE FUNCTION app.ledger_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'what is posted stays as it is; post another entry that reverses it'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_stays';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION app.ledger_stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_leg
  FOR EACH STATEMENT EXECUTE FUNCTION app.ledger_stays();

CREATE FUNCTION app.ledger_year_changes() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.last_number <> 0 OR NEW.closed_at IS NOT NULL THEN
      RAISE EXCEPTION 'a fiscal year begins open and without entries'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_begins';
    END IF;
  ELSIF OLD.closed_at IS NOT NULL THEN
    RAISE EXCEPTION 'a closed fiscal year stays as it is'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_open';
  ELSIF NEW.last_number <> OLD.last_number AND pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'entries alone move the last number'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_numbers_go_on';
  ELSIF OLD.last_number > 0 AND (NEW.id, NEW.association_id, NEW.during, NEW.currency)
      IS DISTINCT FROM (OLD.id, OLD.association_id, OLD.during, OLD.currency) THEN
    RAISE EXCEPTION 'a fiscal year with entries keeps its days and its currency'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER year_changes BEFORE INSERT OR UPDATE ON ledger_fiscalyear
  FOR EACH ROW EXECUTE FUNCTION app.ledger_year_changes();

-- A year that was closed without entries would leave no trace, and an account's kind decides what a report says of it.
CREATE FUNCTION app.ledger_closed_year_stays() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF OLD.closed_at IS NOT NULL THEN
    RAISE EXCEPTION 'a closed fiscal year stays as it is'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_year_open';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER closed_year_stays BEFORE DELETE ON ledger_fiscalyear
  FOR EACH ROW EXECUTE FUNCTION app.ledger_closed_year_stays();
CREATE FUNCTION app.ledger_account_changes() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF (NEW.id, NEW.association_id, NEW.kind) IS DISTINCT FROM (OLD.id, OLD.association_id, OLD.kind)
      AND EXISTS (SELECT FROM ledger_leg l WHERE l.association_id = OLD.association_id AND l.account_id = OLD.id) THEN
    RAISE EXCEPTION 'an account with entries keeps its kind'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_account_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER account_changes BEFORE UPDATE ON ledger_account
  FOR EACH ROW EXECUTE FUNCTION app.ledger_account_changes();
"""
UNDO = """
DROP TRIGGER account_changes ON ledger_account;
DROP TRIGGER closed_year_stays ON ledger_fiscalyear;
DROP TRIGGER year_changes ON ledger_fiscalyear;
DROP TRIGGER stays ON ledger_leg;
DROP TRIGGER stays ON ledger_entry;
DROP TRIGGER entries_came ON ledger_entry;
DROP TRIGGER legs_came ON ledger_leg;
DROP FUNCTION app.ledger_account_changes(), app.ledger_closed_year_stays(), app.ledger_year_changes(),
  app.ledger_stays(), app.ledger_entries_came(), app.ledger_legs_came();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
