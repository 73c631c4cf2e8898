"""Lists that somebody without a role may read for some days."""

from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedList",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=80)),
                ("secret_hash", models.BinaryField()),
                ("sealed_reader", models.BinaryField()),
                ("sealed_said", models.BinaryField(default=b"")),
                ("purpose", models.CharField(db_collation="C", max_length=40)),
                ("columns", models.JSONField(default=list)),
                ("question", models.JSONField(null=True)),
                ("language", models.CharField(db_collation="C", max_length=8)),
                ("account", models.UUIDField()),
                ("actor_role", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_why",
                    models.CharField(
                        blank=True,
                        choices=[("", "None"), ("REVOKED", "Revoked"), ("ACCESS_ENDED", "Access Ended")],
                        db_collation="C",
                        max_length=12,
                    ),
                ),
                ("code_hash", models.BinaryField(default=b"")),
                ("code_until", models.DateTimeField(null=True)),
                ("code_tries", models.PositiveIntegerField(default=0)),
                ("codes_sent", models.PositiveIntegerField(default=0)),
                ("code_sent_at", models.DateTimeField(null=True)),
                ("openings", models.PositiveIntegerField(default=0)),
                ("opened_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["association_id", "-created_at", "-id"], name="exports_shared_newest_first"
                    ),
                    models.Index(fields=["association_id", "account"], name="exports_shared_of_account"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "secret_hash"), name="exports_sharedlist_one_secret"
                    )
                ],
            },
        ),
        IsolateTable("SharedList"),
    ]
