"""eIDs that sign in, since their owners said so."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import matrikel.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("authentication", "0005_whose_browser_it_is"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="challenge",
            name="kind",
            field=models.CharField(
                choices=[
                    ("CODE", "Code"),
                    ("PASSKEY", "Passkey"),
                    ("NEW_ADDRESS", "New Address"),
                    ("EID", "Eid"),
                ],
                db_collation="C",
                max_length=16,
            ),
        ),
        migrations.CreateModel(
            name="EidLink",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("eid", models.CharField(db_collation="C", max_length=63)),
                ("subject_hash", models.BinaryField(unique=True)),
                ("acr", models.CharField(db_collation="C", max_length=200)),
                ("linked_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
