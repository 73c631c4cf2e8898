from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_companies_tags_notes_and_accounts"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["association_id", "changed_at"], name="people_person_changed"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("protection", "NONE"), _negated=True),
                fields=["association_id", "protection"],
                name="people_person_protected",
            ),
        ),
    ]
