"""Which import let somebody into a group."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0002_by_end")]

    operations = [migrations.AddField("Participation", "source_run", models.UUIDField(null=True))]
