"""Whoever lost a second step is told in their own language, also when it is taken away."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("authentication", "0002_sessions_of_our_own"),
    ]

    operations = [
        migrations.AddField(
            model_name="factorreset",
            name="language",
            field=models.CharField(blank=True, db_collation="C", default="", max_length=8),
            preserve_default=False,
        ),
    ]
