"""Since when somebody is or was a member, kept by triggers: an index along which a list stands by joining."""

import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable

# As rules.stretches_of counts: what begins on or before the day on which the others are over goes on with them.
# Of two transactions that change the memberships of one person at once, the second waits for the first and then looks
# anew: for somebody new at the unique constraint, for somebody known at the row.
SQL = """
CREATE FUNCTION app.last_joinings(people uuid[])
RETURNS TABLE (association_id uuid, person_id uuid, joined_on date) LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET enable_hashjoin = off AS $$
BEGIN
  RETURN QUERY
  SELECT DISTINCT ON (r.association_id, r.person_id) r.association_id, r.person_id,
    CASE WHEN r.starts_precision <> 'UNKNOWN' THEN r.starts_on END
  FROM (
    SELECT m.association_id, m.person_id, m.starts_on, m.starts_precision, m.id,
      max(coalesce(m.ends_on, 'infinity')) OVER (PARTITION BY m.association_id, m.person_id
        ORDER BY m.starts_on, m.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM unnest(people) AS t(id) JOIN memberships_membership m
      ON m.association_id = app.association() AND m.person_id = t.id
    WHERE m.end_reason <> 'MISTAKE' AND (m.ends_on IS NULL OR m.ends_on > m.starts_on)) r
  WHERE r.before IS NULL OR r.before < r.starts_on
  ORDER BY r.association_id, r.person_id, r.starts_on DESC, r.id DESC;
END $$;

CREATE FUNCTION app.note_joinings(people uuid[]) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  came bigint;
BEGIN
  INSERT INTO memberships_joining (association_id, person_id, joined_on)
    SELECT * FROM app.last_joinings(people) ORDER BY 2 ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS came = ROW_COUNT;
  IF came = cardinality(people) THEN
    RETURN;
  END IF;
  PERFORM 1 FROM memberships_joining j WHERE j.association_id = app.association() AND j.person_id = ANY (people)
    ORDER BY j.person_id FOR UPDATE;
  UPDATE memberships_joining j SET joined_on = f.joined_on FROM app.last_joinings(people) f
    WHERE j.association_id = f.association_id AND j.person_id = f.person_id
      AND j.joined_on IS DISTINCT FROM f.joined_on;
  DELETE FROM memberships_joining j WHERE j.association_id = app.association() AND j.person_id = ANY (people)
    AND NOT EXISTS (SELECT 1 FROM memberships_membership m WHERE m.association_id = j.association_id
      AND m.person_id = j.person_id AND m.end_reason <> 'MISTAKE' AND (m.ends_on IS NULL OR m.ends_on > m.starts_on));
END $$;

CREATE FUNCTION app.joining_came() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.note_joinings(ARRAY(SELECT DISTINCT m.person_id FROM came m ORDER BY 1));
  RETURN NULL;
END $$;
CREATE TRIGGER joining_came AFTER INSERT ON memberships_membership REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION app.joining_came();

CREATE FUNCTION app.joining_went() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM app.note_joinings(ARRAY(SELECT DISTINCT m.person_id FROM went m ORDER BY 1));
  RETURN NULL;
END $$;
CREATE TRIGGER joining_went AFTER DELETE ON memberships_membership REFERENCING OLD TABLE AS went
  FOR EACH STATEMENT EXECUTE FUNCTION app.joining_went();

CREATE FUNCTION app.joining_changed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET enable_nestloop = off AS $$
BEGIN
  PERFORM app.note_joinings(ARRAY(SELECT m.person_id FROM went m UNION SELECT m.person_id FROM came m ORDER BY 1));
  RETURN NULL;
END $$;
CREATE TRIGGER joining_changed AFTER UPDATE ON memberships_membership
  REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION app.joining_changed();

CREATE FUNCTION app.joining_goes() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM memberships_joining j WHERE j.association_id = OLD.association_id AND j.person_id = OLD.id;
  RETURN OLD;
END $$;
CREATE TRIGGER joining_goes BEFORE DELETE ON people_person FOR EACH ROW EXECUTE FUNCTION app.joining_goes();

-- What deletes memberships must be able to say so.
GRANT INSERT, UPDATE ON memberships_joining TO matrikel_maintenance;

-- Whoever is there already; the owner is let past row-level security for this one statement.
ALTER TABLE memberships_membership NO FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships_joining NO FORCE ROW LEVEL SECURITY;
INSERT INTO memberships_joining (association_id, person_id, joined_on)
  SELECT DISTINCT ON (r.association_id, r.person_id) r.association_id, r.person_id,
    CASE WHEN r.starts_precision <> 'UNKNOWN' THEN r.starts_on END
  FROM (
    SELECT m.association_id, m.person_id, m.starts_on, m.starts_precision, m.id,
      max(coalesce(m.ends_on, 'infinity')) OVER (PARTITION BY m.association_id, m.person_id
        ORDER BY m.starts_on, m.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM memberships_membership m
    WHERE m.end_reason <> 'MISTAKE' AND (m.ends_on IS NULL OR m.ends_on > m.starts_on)) r
  WHERE r.before IS NULL OR r.before < r.starts_on
  ORDER BY r.association_id, r.person_id, r.starts_on DESC, r.id DESC;
ALTER TABLE memberships_membership FORCE ROW LEVEL SECURITY;
ALTER TABLE memberships_joining FORCE ROW LEVEL SECURITY;
"""
UNDO = """
DROP TRIGGER joining_came ON memberships_membership;
DROP TRIGGER joining_went ON memberships_membership;
DROP TRIGGER joining_changed ON memberships_membership;
DROP TRIGGER joining_goes ON people_person;
DROP FUNCTION app.joining_came(), app.joining_went(), app.joining_changed(), app.joining_goes();
DROP FUNCTION app.note_joinings(uuid[]);
DROP FUNCTION app.last_joinings(uuid[]);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("memberships", "0005_who_may_never_be_a_member"),
        ("people", "0010_orders_of_addresses"),
    ]

    operations = [
        migrations.CreateModel(
            name="Joining",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("joined_on", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "person"), name="memberships_joining_one_per_person"
                    )
                ],
                "indexes": [
                    models.Index(
                        fields=["association_id", "joined_on", "person"], name="memberships_joining_in_order"
                    )
                ],
            },
        ),
        IsolateTable("Joining"),
        migrations.RunSQL(SQL, UNDO),
    ]
