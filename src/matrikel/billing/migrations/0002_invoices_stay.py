"""Invoices and payments that stay, numbered without gaps: what PostgreSQL refuses, whoever asks."""

from django.db import migrations

# As in the ledger: an invoice and its lines arrive in one statement, so each trigger looks once at all that came.
SQL = """
CREATE FUNCTION app.billing_invoices_came() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off AS $$
DECLARE
  run record;
BEGIN
  FOR run IN SELECT association_id, series_id, count(*) AS many, min(number) AS lowest, max(number) AS highest
      FROM came GROUP BY association_id, series_id ORDER BY series_id LOOP
    UPDATE billing_series s SET last_number = run.highest
      WHERE s.association_id = run.association_id AND s.id = run.series_id
        AND s.last_number = run.lowest - 1 AND run.highest - run.lowest + 1 = run.many;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'numbers go on from the last one, without gaps'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'billing_numbers_go_on';
    END IF;
  END LOOP;
  IF EXISTS (SELECT FROM came i WHERE i.total_minor IS DISTINCT FROM (SELECT sum(l.total_minor)
      FROM billing_invoiceline l WHERE l.association_id = i.association_id AND l.invoice_id = i.id)) THEN
    RAISE EXCEPTION 'an invoice arrives with its lines, and they make its total'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'billing_lines_make_total';
  END IF;
  IF EXISTS (SELECT FROM came i JOIN ledger_entry e ON e.association_id = i.association_id AND e.id = i.entry_id
      JOIN billing_series s ON s.association_id = i.association_id AND s.id = i.series_id
      WHERE e.booked_on <> i.issued_on OR e.year_id <> s.year_id) THEN
    RAISE EXCEPTION 'an invoice is issued on its entry''s day, in the series of that fiscal year'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'billing_invoice_as_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER invoices_came AFTER INSERT ON billing_invoice REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION app.billing_invoices_came();

CREATE FUNCTION app.billing_lines_came() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM came GROUP BY association_id, invoice_id
      HAVING min(place) <> 1 OR max(place) <> count(*)) THEN
    RAISE EXCEPTION 'all lines of an invoice arrive in one statement'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'billing_lines_together';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER lines_came AFTER INSERT ON billing_invoiceline REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION app.billing_lines_came();

CREATE FUNCTION app.billing_stays() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'what is issued or paid stays as it is; credit or undo it'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'billing_stays';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON billing_invoice
  FOR EACH STATEMENT EXECUTE FUNCTION app.billing_stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON billing_invoiceline
  FOR EACH STATEMENT EXECUTE FUNCTION app.billing_stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON billing_payment
  FOR EACH STATEMENT EXECUTE FUNCTION app.billing_stays();
CREATE TRIGGER stays BEFORE UPDATE OR DELETE OR TRUNCATE ON billing_allocation
  FOR EACH STATEMENT EXECUTE FUNCTION app.billing_stays();

CREATE FUNCTION app.billing_series_changes() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.last_number <> 0 THEN
      RAISE EXCEPTION 'a series begins at one'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'billing_numbers_go_on';
    END IF;
  ELSIF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'a series is moved on by its invoices alone'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'billing_numbers_go_on';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER series_changes BEFORE INSERT OR UPDATE ON billing_series
  FOR EACH ROW EXECUTE FUNCTION app.billing_series_changes();
"""
UNDO = """
DROP TRIGGER series_changes ON billing_series;
DROP TRIGGER stays ON billing_allocation;
DROP TRIGGER stays ON billing_payment;
DROP TRIGGER stays ON billing_invoiceline;
DROP TRIGGER stays ON billing_invoice;
DROP TRIGGER lines_came ON billing_invoiceline;
DROP TRIGGER invoices_came ON billing_invoice;
DROP FUNCTION app.billing_series_changes(), app.billing_stays(), app.billing_lines_came(),
  app.billing_invoices_came();
"""


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial")]
    operations = [migrations.RunSQL(SQL, UNDO)]
