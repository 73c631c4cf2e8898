"""An export may wait for another officer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exports", "0003_proofs"),
    ]

    operations = [
        migrations.AlterField(
            model_name="export",
            name="state",
            field=models.CharField(
                choices=[
                    ("REVIEW", "Review"),
                    ("PAUSED", "Paused"),
                    ("MAKING", "Making"),
                    ("READY", "Ready"),
                    ("GONE", "Gone"),
                    ("CANCELLED", "Cancelled"),
                    ("WITHDRAWN", "Withdrawn"),
                ],
                db_collation="C",
                default="REVIEW",
                max_length=9,
            ),
        ),
    ]
