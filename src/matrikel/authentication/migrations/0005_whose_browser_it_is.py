"""Limits ask whose browser it is by what the browser holds."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("authentication", "0004_sessions_say_whose_they_are"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="knownbrowser",
            index=models.Index(fields=["secret_hash"], name="authentication_browser_held"),
        ),
    ]
