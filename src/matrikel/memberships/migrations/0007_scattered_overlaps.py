"""Memberships that come by the thousand: what is looked up for each costs the same, however many there are."""

import django.contrib.postgres.constraints
from django.db import migrations

import matrikel.kernel.models

# As it was, but without a join: where the planner took an association that had just begun for an empty one, it laid
# every membership beside every person, twenty-five million times for five thousand. Known when the plan is made, the
# persons are looked up by their hash if not by the index.
SQL = """
CREATE OR REPLACE FUNCTION app.last_joinings(people uuid[])
RETURNS TABLE (association_id uuid, person_id uuid, joined_on date) LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  RETURN QUERY
  SELECT DISTINCT ON (r.association_id, r.person_id) r.association_id, r.person_id,
    CASE WHEN r.starts_precision <> 'UNKNOWN' THEN r.starts_on END
  FROM (
    SELECT m.association_id, m.person_id, m.starts_on, m.starts_precision, m.id,
      max(coalesce(m.ends_on, 'infinity')) OVER (PARTITION BY m.association_id, m.person_id
        ORDER BY m.starts_on, m.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM memberships_membership m
    WHERE m.association_id = app.association() AND m.person_id = ANY (people)
      AND m.end_reason <> 'MISTAKE' AND (m.ends_on IS NULL OR m.ends_on > m.starts_on)) r
  WHERE r.before IS NULL OR r.before < r.starts_on
  ORDER BY r.association_id, r.person_id, r.starts_on DESC, r.id DESC;
END $$;
"""


class Migration(migrations.Migration):
    """Builds the constraint's index anew, which takes about a minute for a million memberships."""

    dependencies = [("memberships", "0006_joining")]

    operations = [
        migrations.RemoveConstraint(model_name="membership", name="memberships_no_overlap_of_type"),
        migrations.AddConstraint(
            model_name="membership",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (matrikel.kernel.models.Scattered("association_id", "person_id", "type_id"), "="),
                    (matrikel.kernel.models.Together("association_id", "person_id", "type_id"), "="),
                    ("during", "&&"),
                ],
                name="memberships_no_overlap_of_type",
            ),
        ),
        # The one before it answers the same.
        migrations.RunSQL(SQL, migrations.RunSQL.noop),
    ]
