"""A rare act of an officer who did much is found as fast as any other."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_who_did_what"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("actor_id__isnull", False)),
                fields=["association_id", "actor_id", "action", "-at", "-id"],
                name="audit_entry_of_actors_act",
            ),
        ),
    ]
