"""Who holds a role today is found without reading whoever held it once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0015_more_acts_for_two"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="term",
            index=models.Index(
                fields=["association_id", "role", "ends_on"], name="access_term_of_role_until"
            ),
        ),
        migrations.RemoveIndex(model_name="term", name="access_term_of_role"),
    ]
