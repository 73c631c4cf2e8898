"""An update remembers which version of a person it found, so that undoing it tells what somebody changed before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0006_groups_tags_and_notes"),
    ]

    operations = [
        migrations.AddField(
            model_name="touched", name="version_before", field=models.PositiveIntegerField(null=True)
        ),
    ]
