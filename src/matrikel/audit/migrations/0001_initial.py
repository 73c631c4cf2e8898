"""The log and its payloads."""

import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_functions_of_isolation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("at", models.DateTimeField()),
                ("action", models.CharField(db_collation="C", max_length=64)),
                ("actor_kind", models.CharField(db_collation="C", max_length=16)),
                ("actor_id", models.UUIDField(null=True)),
                ("actor_name", models.CharField(blank=True, db_collation="C", max_length=64)),
                ("role", models.CharField(blank=True, db_collation="C", max_length=64)),
                ("header", models.JSONField(default=dict)),
                ("commitment", models.BinaryField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["association_id", "-at", "-id"], name="audit_entry_newest_first")
                ],
            },
        ),
        migrations.CreateModel(
            name="Payload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("subject", models.UUIDField(null=True)),
                ("sealed", models.BinaryField()),
                ("salt", models.BinaryField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="payloads",
                        to="audit.entry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["association_id", "entry"], name="audit_payload_of_entry"),
                    models.Index(fields=["association_id", "subject"], name="audit_payload_of_subject"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pending",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="audit.entry",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["association_id", "id"], name="audit_pending_in_order")],
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("subject", models.UUIDField()),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="subjects",
                        to="audit.entry",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["association_id", "subject", "entry"], name="audit_subject_of_person"
                    ),
                    models.Index(fields=["association_id", "entry"], name="audit_subject_of_entry"),
                ],
            },
        ),
        IsolateTable("Entry", append_only=True),
        IsolateTable("Subject", append_only=True),
        IsolateTable("Payload"),
        IsolateTable("Pending"),
    ]
