"""A run knows the sheets of its file, the types that it takes for names in it, and where numbering stood."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0003_mended_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="run", name="number_before", field=models.PositiveBigIntegerField(null=True)
        ),
        migrations.AddField(model_name="run", name="sheets", field=models.JSONField(default=list)),
        migrations.AddField(
            model_name="run", name="wanted_sheet", field=models.CharField(blank=True, max_length=120)
        ),
        migrations.AddField(model_name="run", name="type_choices", field=models.JSONField(default=dict)),
        migrations.AddField(model_name="run", name="types", field=models.JSONField(default=list)),
    ]
