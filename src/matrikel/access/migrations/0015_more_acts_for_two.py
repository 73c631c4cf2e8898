"""Lifting a protection and naming somebody of a sample wait for a second officer, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0014_who_looks_after_others"),
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
                ],
                db_collation="C",
                max_length=8,
            ),
        ),
    ]
