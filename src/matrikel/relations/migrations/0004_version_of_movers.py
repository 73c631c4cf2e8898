"""Under which version somebody's address had followed a move."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("relations", "0003_second_homes")]

    operations = [migrations.AddField("Mover", "version", models.PositiveIntegerField(null=True))]
