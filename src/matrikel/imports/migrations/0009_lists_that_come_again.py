"""An import knows a list by its cells when it comes again, and counts what becomes of its problems."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0008_rows_of_two_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="run",
            name="fingerprint",
            field=models.BinaryField(default=b""),
        ),
        migrations.AddField(
            model_name="run",
            name="effects",
            field=models.JSONField(default=dict),
        ),
    ]
