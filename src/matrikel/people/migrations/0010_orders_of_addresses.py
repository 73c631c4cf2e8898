"""The place of an address as the alphabet has it, and indexes along which a list stands by postcode and by place."""

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from matrikel.people.rules.names import sort_key

_TABLES = ("people_contactpoint", "organisations_association")


def fill(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give every address that is there its key; the owner is let past row-level security for this one step."""
    with schema_editor.connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        # Nothing of what the trigger looks after changes.
        cursor.execute("ALTER TABLE people_contactpoint DISABLE TRIGGER contact_changed")
        cursor.execute(
            "SELECT DISTINCT a.id, CASE a.country WHEN 'BE' THEN a.language || '-be' ELSE a.language END, c.place"
            " FROM people_contactpoint c JOIN organisations_association a ON a.id = c.association_id"
            " WHERE c.place <> ''"
        )
        keys = [
            (association_id, place, sort_key(place, "", language).strip())
            for association_id, language, place in cursor.fetchall()
        ]
        cursor.execute(
            "CREATE TEMPORARY TABLE place_keys (association_id uuid, place text, key text) ON COMMIT DROP"
        )
        cursor.executemany("INSERT INTO place_keys VALUES (%s, %s, %s)", keys)
        cursor.execute("ANALYZE place_keys")
        cursor.execute(
            "UPDATE people_contactpoint c SET place_key = k.key FROM place_keys k"
            " WHERE k.association_id = c.association_id AND k.place = c.place"
        )
        cursor.execute("ALTER TABLE people_contactpoint ENABLE TRIGGER contact_changed")
        for table in _TABLES:
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_defaults_of_branches"),
        ("people", "0009_who_may_lack_something"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="contactpoint", name="people_contact_postcode"),
        migrations.AddField(
            model_name="contactpoint",
            name="place_key",
            field=models.CharField(blank=True, db_collation="C", default="", max_length=400),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(
                condition=models.Q(("kind", "POSTAL")),
                fields=["association_id", "postcode", "person"],
                name="people_contact_by_postcode",
            ),
        ),
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(
                condition=models.Q(("kind", "POSTAL")),
                fields=["association_id", "place_key", "person"],
                name="people_contact_by_place",
            ),
        ),
    ]
