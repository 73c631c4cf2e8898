"""An index for the few who have died, so that listing them does not read everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_search")]
    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("is_deceased", True)),
                fields=["association_id", "sort_key", "id"],
                name="people_person_deceased",
            ),
        )
    ]
