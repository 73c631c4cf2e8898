"""Modules, looks, names per language, a whole help contact, and how far a new association is set up."""

import django.contrib.postgres.fields
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable

ALL_MODULES = ["units", "groups", "checks", "relations", "fields", "notes", "federation"]

# FORCE would filter the owner, so the table is open to it for this one statement.
ALREADY_SET_UP = """
ALTER TABLE organisations_association NO FORCE ROW LEVEL SECURITY;
UPDATE organisations_association SET set_up_at = created_at;
INSERT INTO organisations_association (id, slug, name, kind, profile, country, language, languages, currency,
  time_zone, colour, calls_itself, help_name, help_email, help_phone, help_url, is_demo, created_at, version,
  names, modules, logo_digest, set_up_steps, set_up_at)
VALUES ('00000000-0000-8000-8000-000000000000', 'installation', 'Installation', 'CLUB', 'GENERAL', '', 'en', '{en}',
  '', 'UTC', '', '', '', '', '', '', false, now(), 1, '{}', '{}', '', '{}', now());
ALTER TABLE organisations_association FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_countries_and_trees")]

    operations = [
        migrations.RenameField("association", "help_contact", "help_name"),
        migrations.AddField(
            "association",
            "help_email",
            models.CharField(blank=True, default="", max_length=254),
            preserve_default=False,
        ),
        migrations.AddField(
            "association",
            "help_phone",
            models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            "association",
            "help_url",
            models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField("association", "names", models.JSONField(default=dict)),
        # What exists has had everything so far, and keeps it.
        migrations.AddField(
            "association",
            "modules",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=24), default=ALL_MODULES, size=None
            ),
        ),
        migrations.AlterField(
            "association",
            "modules",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=24), default=list, size=None
            ),
        ),
        migrations.AddField(
            "association",
            "logo_digest",
            models.CharField(blank=True, db_collation="C", default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            "association",
            "set_up_steps",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=16), default=list, size=None
            ),
        ),
        migrations.AddField("association", "set_up_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "association",
            "kind",
            models.CharField(
                choices=[
                    ("SPORT", "Sport"),
                    ("HOBBY", "Hobby"),
                    ("CULTURE", "Culture"),
                    ("PATIENT", "Patient"),
                    ("UNION", "Union"),
                    ("BELIEF", "Belief"),
                    ("LOCAL", "Local"),
                    ("FEDERATION", "Federation"),
                    ("CLUB", "Club"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddField("unit", "names", models.JSONField(default=dict)),
        migrations.AddField("unit", "closed_on", models.DateField(null=True)),
        migrations.AddField("unit", "version", models.PositiveIntegerField(default=1)),
        migrations.CreateModel(
            name="Logo",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("image", models.BinaryField()),
                ("digest", models.CharField(db_collation="C", max_length=64)),
                ("width", models.PositiveSmallIntegerField()),
                ("height", models.PositiveSmallIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id",), name="organisations_logo_one_per_association"
                    )
                ]
            },
        ),
        IsolateTable("Logo"),
        migrations.RunSQL(ALREADY_SET_UP, migrations.RunSQL.noop),
    ]
