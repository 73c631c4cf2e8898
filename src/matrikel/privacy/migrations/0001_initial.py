"""Purposes."""

from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_functions_of_isolation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Purpose",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("code", models.CharField(db_collation="C", max_length=40)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("CONTRACT", "Contract"),
                            ("LEGAL_DUTY", "Legal Duty"),
                            ("LEGITIMATE_INTEREST", "Legitimate Interest"),
                            ("CONSENT", "Consent"),
                        ],
                        max_length=20,
                    ),
                ),
                ("art9_condition", models.CharField(blank=True, max_length=20)),
                ("source", models.TextField()),
                ("active_from", models.DateField()),
                ("active_to", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "code", "active_from"), name="privacy_purpose_once_per_date"
                    )
                ],
            },
        ),
        IsolateTable("Purpose"),
    ]
