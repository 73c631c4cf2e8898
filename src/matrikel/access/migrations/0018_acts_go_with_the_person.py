"""What waits for a second officer and is about somebody of the register goes with that person."""

import django.db.models.deletion
from django.db import migrations, models

# The owner is let past row-level security for this one step.
SQL = """
ALTER TABLE access_pendingact NO FORCE ROW LEVEL SECURITY;
ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY;
UPDATE access_pendingact a SET person_id = p.id FROM people_person p
  WHERE a.kind = 'LIFT' AND p.association_id = a.association_id AND p.id = (a.concerns->>'person')::uuid;
DELETE FROM access_pendingact WHERE kind = 'LIFT' AND person_id IS NULL;
ALTER TABLE access_pendingact ADD CONSTRAINT access_pendingact_person_id_fk
  FOREIGN KEY (association_id, person_id) REFERENCES people_person (association_id, id) NOT DEFERRABLE;
ALTER TABLE access_pendingact FORCE ROW LEVEL SECURITY;
ALTER TABLE people_person FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0017_terms_of_a_person"),
        ("people", "0010_orders_of_addresses"),
    ]

    operations = [
        migrations.AddField(
            model_name="pendingact",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.RunSQL(
            SQL, "ALTER TABLE access_pendingact DROP CONSTRAINT access_pendingact_person_id_fk"
        ),
        migrations.AddIndex(
            model_name="pendingact",
            index=models.Index(fields=["association_id", "person"], name="access_pendingact_of_person"),
        ),
    ]
