"""Making somebody a host, and changing the keys, wait for a second host; what was agreed to is used once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0018_acts_go_with_the_person"),
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
                    ("HOST", "Host"),
                    ("KEYS", "Keys"),
                ],
                db_collation="C",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="pendingact",
            name="used_at",
            field=models.DateTimeField(null=True),
        ),
    ]
