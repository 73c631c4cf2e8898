"""An import knows what is done with rows that name two people, and a layout remembers it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0007_version_before"),
    ]

    operations = [
        migrations.AddField(
            model_name="run",
            name="on_couple",
            field=models.CharField(db_collation="C", default="two", max_length=4),
        ),
        migrations.AddField(
            model_name="layout",
            name="on_couple",
            field=models.CharField(db_collation="C", default="two", max_length=4),
        ),
    ]
