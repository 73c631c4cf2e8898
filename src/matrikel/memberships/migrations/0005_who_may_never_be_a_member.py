"""Who may never have been a member, nor become one, in people_lack; and current members of a type by its index."""

import django.contrib.postgres.constraints
from django.db import migrations, models

import matrikel.kernel.models

# As people/migrations/0009 says: who lacks a membership always stands there, others may.
SQL = """
CREATE FUNCTION app.person_came_without_membership() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM memberships_membership m
    WHERE m.association_id = NEW.association_id AND m.person_id = NEW.id AND m.end_reason <> 'MISTAKE'
      AND (m.ends_on IS NULL OR m.ends_on > m.starts_on)) THEN
    INSERT INTO people_lack (association_id, person_id, what)
      SELECT p.association_id, p.id, 'MEMBERSHIP' FROM people_person p
      WHERE p.association_id = NEW.association_id AND p.id = NEW.id
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER person_came_without_membership AFTER INSERT ON people_person DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION app.person_came_without_membership();

CREATE FUNCTION app.membership_came() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off AS $$
BEGIN
  DELETE FROM people_lack l WHERE l.id = ANY (ARRAY(SELECT k.id FROM came m, LATERAL (
    SELECT x.id FROM people_lack x WHERE x.association_id = m.association_id AND x.person_id = m.person_id
      AND x.what = 'MEMBERSHIP' OFFSET 0) k
    WHERE m.end_reason <> 'MISTAKE' AND (m.ends_on IS NULL OR m.ends_on > m.starts_on)));
  RETURN NULL;
END $$;
CREATE TRIGGER membership_came AFTER INSERT ON memberships_membership REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION app.membership_came();

CREATE FUNCTION app.membership_went() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO people_lack (association_id, person_id, what)
    SELECT DISTINCT m.association_id, m.person_id, 'MEMBERSHIP' FROM went m ORDER BY 2 ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER membership_went AFTER DELETE ON memberships_membership REFERENCING OLD TABLE AS went
  FOR EACH STATEMENT EXECUTE FUNCTION app.membership_went();

CREATE FUNCTION app.membership_changed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET enable_nestloop = off AS $$
BEGIN
  INSERT INTO people_lack (association_id, person_id, what)
    SELECT DISTINCT m.association_id, m.person_id, 'MEMBERSHIP' FROM went m JOIN came n ON n.id = m.id
    WHERE n.person_id <> m.person_id OR n.end_reason = 'MISTAKE' OR n.ends_on <= n.starts_on
    ORDER BY 2 ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER membership_changed AFTER UPDATE ON memberships_membership
  REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION app.membership_changed();

-- Whoever is there already; the owner is let past row-level security for this one statement.
ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships_membership NO FORCE ROW LEVEL SECURITY;
ALTER TABLE people_lack NO FORCE ROW LEVEL SECURITY;
INSERT INTO people_lack (association_id, person_id, what)
  SELECT p.association_id, p.id, 'MEMBERSHIP' FROM people_person p WHERE NOT EXISTS (
    SELECT 1 FROM memberships_membership m WHERE m.association_id = p.association_id AND m.person_id = p.id
      AND m.end_reason <> 'MISTAKE' AND (m.ends_on IS NULL OR m.ends_on > m.starts_on));
ALTER TABLE people_person FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships_membership FORCE ROW LEVEL SECURITY;
ALTER TABLE people_lack FORCE ROW LEVEL SECURITY;
"""
UNDO = """
DROP TRIGGER person_came_without_membership ON people_person;
DROP TRIGGER membership_came ON memberships_membership;
DROP TRIGGER membership_went ON memberships_membership;
DROP TRIGGER membership_changed ON memberships_membership;
DROP FUNCTION app.person_came_without_membership(), app.membership_came(), app.membership_went(),
  app.membership_changed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("memberships", "0004_end_by_another_type"),
        ("organisations", "0005_defaults_of_branches"),
        ("people", "0009_who_may_lack_something"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="membership",
            name="memberships_of_type",
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(
                fields=["association_id", "type", "ends_on"], name="memberships_of_type_by_end"
            ),
        ),
        migrations.RemoveConstraint(model_name="membership", name="memberships_no_overlap_of_type"),
        migrations.AddConstraint(
            model_name="membership",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("association_id", "="),
                    (matrikel.kernel.models.Together("person_id", "type_id"), "="),
                    ("during", "&&"),
                ],
                name="memberships_no_overlap_of_type",
            ),
        ),
        migrations.RunSQL(SQL, UNDO),
    ]
