"""That officers may take out or open more than usual waits for a second officer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0020_ended_early"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pendingact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("INVITE", "Invite"),
                    ("ROLE", "Role"),
                    ("LIFT", "Lift"),
                    ("REVEAL", "Reveal"),
                    ("CEILING", "Ceiling"),
                    ("HOST", "Host"),
                    ("KEYS", "Keys"),
                ],
                db_collation="C",
                max_length=8,
            ),
        ),
    ]
