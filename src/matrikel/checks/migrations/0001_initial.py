"""Kinds of check, and who showed one when."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_functions_of_isolation"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckKind",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("name", models.CharField(max_length=80)),
                ("name_key", models.CharField(db_collation="C", max_length=160)),
                (
                    "nature",
                    models.CharField(
                        choices=[("POLICE", "Police"), ("QUALIFICATION", "Qualification")],
                        db_collation="C",
                        max_length=16,
                    ),
                ),
                ("validity_months", models.PositiveSmallIntegerField(null=True)),
                ("from_age", models.PositiveSmallIntegerField(null=True)),
                ("minor_age", models.PositiveSmallIntegerField(default=18)),
                (
                    "needed_for_parts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, size=None
                    ),
                ),
                (
                    "needed_for_roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("only_with_minors", models.BooleanField(default=True)),
                ("is_asked", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "name_key"), name="checks_kind_one_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("seen_on", models.DateField()),
                ("seen_by_name", models.CharField(blank=True, max_length=80)),
                ("valid_until", models.DateField(null=True)),
                ("noted_by", models.UUIDField(null=True)),
                ("noted_at", models.DateTimeField()),
                ("withdrawn_on", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="checks",
                        to="people.person",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="checks.checkkind",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["association_id", "person", "kind"], name="checks_check_of_person"),
                    models.Index(fields=["association_id", "valid_until"], name="checks_check_running_out"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gte", models.F("seen_on")), _connector="OR"
                        ),
                        name="checks_check_holds_from_when_it_was_seen",
                    )
                ],
            },
        ),
        IsolateTable("CheckKind"),
        IsolateTable("Check"),
    ]
