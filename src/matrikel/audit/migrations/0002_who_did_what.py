"""The log is found by what was done, and by who did it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["association_id", "action", "-at", "-id"], name="audit_entry_of_act"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("actor_id__isnull", False)),
                fields=["association_id", "actor_id", "-at", "-id"],
                name="audit_entry_of_actor",
            ),
        ),
    ]
