"""Which import gave a tag or wrote a note."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0010_orders_of_addresses")]

    operations = [
        migrations.AddField("PersonTag", "source_run", models.UUIDField(null=True)),
        migrations.AddField("Note", "source_run", models.UUIDField(null=True)),
    ]
