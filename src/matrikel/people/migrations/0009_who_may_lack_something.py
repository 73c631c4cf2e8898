"""Who may lack a way to be reached, kept by triggers; and indexes for what few have and for the alphabet."""

import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable

# Somebody who lacks something always stands in people_lack; who stands there without need costs a look, and no more.
# That makes it safe without a lock: a fact that goes puts its person in whatever else there is, a fact that comes
# takes the person out, and of two at once the one that commits last sees what the other left. Only facts that hold on
# every day count; the questions look at the others. New people are looked at when their transaction checks its
# deferred constraints, as their facts come after them.
SQL = """
CREATE FUNCTION app.person_came() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  has text[];
BEGIN
  SELECT coalesce(array_agg(DISTINCT c.kind::text), '{}') INTO has FROM people_contactpoint c
    WHERE c.association_id = NEW.association_id AND c.person_id = NEW.id AND c.valid_from IS NULL AND c.valid_to IS NULL;
  IF cardinality(has) < 3 THEN
    INSERT INTO people_lack (association_id, person_id, what)
      SELECT NEW.association_id, NEW.id, w FROM unnest(ARRAY['EMAIL', 'PHONE', 'POSTAL', 'ANY']) w
      WHERE w <> ALL (has) AND (w <> 'ANY' OR has = '{}')
        AND EXISTS (SELECT 1 FROM people_person p WHERE p.association_id = NEW.association_id AND p.id = NEW.id)
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER person_came AFTER INSERT ON people_person DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION app.person_came();

CREATE FUNCTION app.person_goes() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM people_lack l WHERE l.association_id = OLD.association_id AND l.person_id = OLD.id;
  RETURN OLD;
END $$;
CREATE TRIGGER person_goes BEFORE DELETE ON people_person FOR EACH ROW EXECUTE FUNCTION app.person_goes();

-- A trigger's plan is made once, perhaps for one row and an empty table, and kept: what is looked up goes by the index,
-- and what came is laid beside what went by its hash, however many the first time.
CREATE FUNCTION app.contact_came() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off AS $$
BEGIN
  DELETE FROM people_lack l WHERE l.id = ANY (ARRAY(SELECT k.id FROM came c, LATERAL (
    SELECT x.id FROM people_lack x WHERE x.association_id = c.association_id AND x.person_id = c.person_id
      AND x.what IN (c.kind, 'ANY') OFFSET 0) k
    WHERE c.valid_from IS NULL AND c.valid_to IS NULL));
  RETURN NULL;
END $$;
CREATE TRIGGER contact_came AFTER INSERT ON people_contactpoint REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION app.contact_came();

CREATE FUNCTION app.contact_went() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO people_lack (association_id, person_id, what)
    SELECT DISTINCT c.association_id, c.person_id, w FROM went c, unnest(ARRAY[c.kind::text, 'ANY']) w
    ORDER BY 2, 3 ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER contact_went AFTER DELETE ON people_contactpoint REFERENCING OLD TABLE AS went
  FOR EACH STATEMENT EXECUTE FUNCTION app.contact_went();

CREATE FUNCTION app.contact_changed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET enable_nestloop = off AS $$
BEGIN
  INSERT INTO people_lack (association_id, person_id, what)
    SELECT DISTINCT c.association_id, c.person_id, w FROM went c JOIN came n ON n.id = c.id,
      unnest(ARRAY[c.kind::text, 'ANY']) w
    WHERE (n.person_id, n.kind) <> (c.person_id, c.kind) OR n.valid_from IS NOT NULL OR n.valid_to IS NOT NULL
    ORDER BY 2, 3 ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER contact_changed AFTER UPDATE ON people_contactpoint REFERENCING OLD TABLE AS went NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION app.contact_changed();

-- What deletes facts must be able to say so.
GRANT INSERT ON people_lack TO matrikel_maintenance;

-- Whoever is there already; the owner is let past row-level security for this one statement.
ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY;
ALTER TABLE people_contactpoint NO FORCE ROW LEVEL SECURITY;
ALTER TABLE people_lack NO FORCE ROW LEVEL SECURITY;
INSERT INTO people_lack (association_id, person_id, what)
  SELECT p.association_id, p.id, w FROM people_person p
  LEFT JOIN (SELECT c.person_id, array_agg(DISTINCT c.kind::text) AS has FROM people_contactpoint c
    WHERE c.valid_from IS NULL AND c.valid_to IS NULL GROUP BY c.person_id) h ON h.person_id = p.id,
  unnest(ARRAY['EMAIL', 'PHONE', 'POSTAL', 'ANY']) w
  WHERE h.has IS NULL OR w <> ALL (h.has) AND w <> 'ANY';
ALTER TABLE people_person FORCE ROW LEVEL SECURITY;
ALTER TABLE people_contactpoint FORCE ROW LEVEL SECURITY;
ALTER TABLE people_lack FORCE ROW LEVEL SECURITY;
"""
UNDO = """
DROP TRIGGER person_came ON people_person;
DROP TRIGGER person_goes ON people_person;
DROP TRIGGER contact_came ON people_contactpoint;
DROP TRIGGER contact_went ON people_contactpoint;
DROP TRIGGER contact_changed ON people_contactpoint;
DROP FUNCTION app.person_came(), app.person_goes(), app.contact_came(), app.contact_went(), app.contact_changed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_defaults_of_branches"),
        ("people", "0008_portraits"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lack",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("what", models.CharField(db_collation="C", max_length=12)),
            ],
        ),
        migrations.RemoveIndex(model_name="person", name="people_person_in_order"),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                fields=["association_id", "sort_key", "id"],
                include=(
                    "kind",
                    "birth_date",
                    "birth_year",
                    "gender",
                    "language",
                    "unit",
                    "protection",
                    "is_deceased",
                    "deceased_on",
                    "changed_at",
                ),
                name="people_person_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("birth_date", None)),
                fields=["association_id", "birth_year"],
                name="people_person_born_in",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["association_id", "language"], name="people_person_language"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["association_id", "gender"], name="people_person_gender"),
        ),
        migrations.AddField(
            model_name="lack",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddIndex(
            model_name="lack",
            index=models.Index(fields=["association_id", "person"], name="people_lack_of_person"),
        ),
        migrations.AddConstraint(
            model_name="lack",
            constraint=models.UniqueConstraint(
                fields=("association_id", "what", "person"), name="people_lack_once"
            ),
        ),
        IsolateTable("Lack"),
        migrations.RunSQL(SQL, UNDO),
    ]
