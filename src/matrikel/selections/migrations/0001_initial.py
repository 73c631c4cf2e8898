import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_functions_of_isolation"),
        ("people", "0005_changed_and_protected"),
    ]

    operations = [
        migrations.CreateModel(
            name="ListColumns",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("account", models.UUIDField()),
                ("list_code", models.CharField(db_collation="C", max_length=40)),
                ("columns", models.JSONField(default=list)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "account", "list_code"), name="selections_listcolumns_one"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Segment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("owner", models.UUIDField()),
                ("name", models.CharField(max_length=80)),
                ("name_key", models.CharField(db_collation="C", max_length=160)),
                ("question", models.JSONField(default=dict)),
                ("is_shared", models.BooleanField(default=False)),
                ("is_frozen", models.BooleanField(default=False)),
                ("frozen_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["association_id", "is_shared", "name_key"], name="selections_segment_shared"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "owner", "name_key"), name="selections_segment_one_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SegmentPerson",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="people",
                        to="selections.segment",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["association_id", "person"], name="selections_segmentperson_of")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "segment", "person"), name="selections_segmentperson_once"
                    )
                ],
            },
        ),
        IsolateTable("Segment"),
        IsolateTable("SegmentPerson"),
        IsolateTable("ListColumns"),
    ]
