"""Which import wrote a value."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fields", "0001_initial")]

    operations = [
        migrations.AddField("FieldValue", "source_run", models.UUIDField(null=True)),
        migrations.AddField("SealedFieldValue", "source_run", models.UUIDField(null=True)),
    ]
