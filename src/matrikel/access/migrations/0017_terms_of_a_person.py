"""An index for the terms of one person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0016_terms_that_last")]

    operations = [
        migrations.AddIndex(
            model_name="term",
            index=models.Index(fields=["association_id", "person"], name="access_term_of_person"),
        ),
    ]
