"""Consents, given and withdrawn."""

import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import RUNTIME_ROLE, IsolateTable


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_companies_tags_notes_and_accounts"),
        ("privacy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("purpose", models.CharField(db_collation="C", max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[("GIVEN", "Given"), ("WITHDRAWN", "Withdrawn")],
                        db_collation="C",
                        max_length=9,
                    ),
                ),
                ("condition", models.CharField(blank=True, db_collation="C", max_length=20)),
                ("happened_on", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("PAPER", "Paper"),
                            ("FORM", "Form"),
                            ("EMAIL", "Email"),
                            ("SPOKEN", "Spoken"),
                            ("OTHER", "Other"),
                        ],
                        db_collation="C",
                        max_length=8,
                    ),
                ),
                ("evidence", models.CharField(blank=True, max_length=200)),
                ("source_run", models.UUIDField(null=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="consents",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["association_id", "person", "purpose"], name="privacy_consent_of_person"
                    ),
                    models.Index(
                        condition=models.Q(("source_run__isnull", False)),
                        fields=["association_id", "source_run"],
                        name="privacy_consent_of_run",
                    ),
                ],
            },
        ),
        IsolateTable("ConsentEvent"),
        # What somebody agreed to is added to and goes with the person; nobody rewrites it.
        migrations.RunSQL(
            f'REVOKE UPDATE ON "privacy_consentevent" FROM {RUNTIME_ROLE}', migrations.RunSQL.noop
        ),
    ]
