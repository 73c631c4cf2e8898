"""Letters about signing in are written in the language of whoever gets them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0011_kinds_of_acts")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="language",
            field=models.CharField(blank=True, db_collation="C", default="", max_length=8),
        ),
    ]
