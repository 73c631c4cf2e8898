"""Samples that are drawn for an audit."""

from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0002_shared_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proof",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("seed", models.CharField(db_collation="C", max_length=32)),
                ("size", models.PositiveIntegerField()),
                ("members", models.PositiveIntegerField()),
                ("account", models.UUIDField(null=True)),
                ("actor_role", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["association_id", "-created_at", "-id"], name="exports_proofs_newest_first"
                    )
                ],
            },
        ),
        IsolateTable("Proof"),
    ]
