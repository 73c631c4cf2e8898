"""Addresses that get no more letters."""

from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0003_purposes_for_associations_that_exist"),
    ]

    operations = [
        migrations.CreateModel(
            name="SuppressionEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                (
                    "channel",
                    models.CharField(
                        choices=[("EMAIL", "Email")], db_collation="C", default="EMAIL", max_length=8
                    ),
                ),
                ("address_key", models.BinaryField()),
                ("purpose", models.CharField(blank=True, db_collation="C", max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[("ADDED", "Added"), ("LIFTED", "Lifted")], db_collation="C", max_length=6
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[("CAME_BACK", "Came Back"), ("COMPLAINT", "Complaint"), ("ASKED", "Asked")],
                        db_collation="C",
                        max_length=10,
                    ),
                ),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["association_id", "address_key", "recorded_at"],
                        name="privacy_suppression_of_address",
                    )
                ],
            },
        ),
        IsolateTable("SuppressionEvent", append_only=True),
    ]
