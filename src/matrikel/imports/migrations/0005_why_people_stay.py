"""An import knows why people stay, which rows are doubles of its own, and how many cells were mended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0004_sheets_types_and_numbers"),
    ]

    operations = [
        migrations.AddField(model_name="run", name="doubled", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(model_name="run", name="mended", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(
            model_name="touched",
            name="kept_why",
            field=models.CharField(blank=True, db_collation="C", default="", max_length=16),
            preserve_default=False,
        ),
    ]
