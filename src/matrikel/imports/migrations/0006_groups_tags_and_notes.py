"""What columns bring beside people: groups, tags, notes; and which run began again with a file."""

from django.db import migrations, models

_KINDS = [(kind, kind.capitalize()) for kind in ("TYPE", "HOUSEHOLD", "GUARDIAN", "GROUP", "TAG", "FIELD")]


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0005_why_people_stay"),
        ("groups", "0003_source_run"),
        ("people", "0011_source_run"),
    ]

    operations = [
        migrations.AddField("Run", "beside", models.JSONField(default=dict)),
        migrations.AddField("Run", "grouped", models.PositiveIntegerField(default=0)),
        migrations.AddField("Run", "tagged", models.PositiveIntegerField(default=0)),
        migrations.AddField("Run", "noted", models.PositiveIntegerField(default=0)),
        migrations.AddField("Run", "again_id", models.UUIDField(null=True)),
        migrations.AlterField(
            "Made", "kind", models.CharField(max_length=10, choices=_KINDS, db_collation="C")
        ),
    ]
