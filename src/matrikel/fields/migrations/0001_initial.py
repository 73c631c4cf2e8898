"""Own fields, their answers and values, the use of built-in ones, and own texts."""

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
            name="BuiltInField",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("code", models.CharField(db_collation="C", max_length=40)),
                (
                    "officers",
                    models.CharField(
                        choices=[
                            ("NONE", "NONE"),
                            ("SEE", "SEE"),
                            ("EDIT", "EDIT"),
                            ("REQUIRED", "REQUIRED"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "member",
                    models.CharField(
                        choices=[
                            ("NONE", "NONE"),
                            ("SEE", "SEE"),
                            ("EDIT", "EDIT"),
                            ("REQUIRED", "REQUIRED"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "joining",
                    models.CharField(
                        choices=[
                            ("NONE", "NONE"),
                            ("SEE", "SEE"),
                            ("EDIT", "EDIT"),
                            ("REQUIRED", "REQUIRED"),
                        ],
                        max_length=10,
                    ),
                ),
                ("helps", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "code"), name="fields_built_in_one_code"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Field",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("code", models.CharField(db_collation="C", max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("TEXT", "TEXT"),
                            ("LONG_TEXT", "LONG_TEXT"),
                            ("NUMBER", "NUMBER"),
                            ("DATE", "DATE"),
                            ("YES_NO", "YES_NO"),
                            ("CHOICE", "CHOICE"),
                            ("CHOICES", "CHOICES"),
                            ("LINK", "LINK"),
                        ],
                        max_length=12,
                    ),
                ),
                ("labels", models.JSONField(default=dict)),
                ("helps", models.JSONField(default=dict)),
                ("purpose", models.CharField(db_collation="C", max_length=40)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("PERSONAL", "PERSONAL"),
                            ("SENSITIVE", "SENSITIVE"),
                            ("SPECIAL", "SPECIAL"),
                        ],
                        max_length=12,
                    ),
                ),
                ("keep", models.CharField(max_length=20)),
                (
                    "for_whom",
                    models.CharField(
                        choices=[
                            ("EVERYBODY", "EVERYBODY"),
                            ("PERSONS", "PERSONS"),
                            ("ORGANISATIONS", "ORGANISATIONS"),
                            ("TYPES", "TYPES"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "type_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "officers",
                    models.CharField(
                        choices=[
                            ("NONE", "NONE"),
                            ("SEE", "SEE"),
                            ("EDIT", "EDIT"),
                            ("REQUIRED", "REQUIRED"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "member",
                    models.CharField(
                        choices=[
                            ("NONE", "NONE"),
                            ("SEE", "SEE"),
                            ("EDIT", "EDIT"),
                            ("REQUIRED", "REQUIRED"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "joining",
                    models.CharField(
                        choices=[
                            ("NONE", "NONE"),
                            ("SEE", "SEE"),
                            ("EDIT", "EDIT"),
                            ("REQUIRED", "REQUIRED"),
                        ],
                        max_length=10,
                    ),
                ),
                ("tells_where", models.BooleanField(default=False)),
                ("shape", models.CharField(blank=True, max_length=60)),
                ("decimals", models.PositiveSmallIntegerField(default=0)),
                ("smallest", models.BigIntegerField(null=True)),
                ("largest", models.BigIntegerField(null=True)),
                ("earliest", models.DateField(null=True)),
                ("latest", models.DateField(null=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("retired_on", models.DateField(null=True)),
                ("erase_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("association_id", "code"), name="fields_field_one_code"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose", ""), _negated=True),
                            models.Q(("level", ""), _negated=True),
                            models.Q(("keep", ""), _negated=True),
                        ),
                        name="fields_field_says_why_and_how_long",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnText",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("place", models.CharField(db_collation="C", max_length=40)),
                ("language", models.CharField(db_collation="C", max_length=8)),
                ("body", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "place", "language"), name="fields_text_one_per_language"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldOption",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("code", models.CharField(db_collation="C", max_length=40)),
                ("labels", models.JSONField(default=dict)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_offered", models.BooleanField(default=True)),
                (
                    "field",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="options",
                        to="fields.field",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "field", "code"), name="fields_option_one_code"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FieldValue",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("part", models.PositiveSmallIntegerField(default=0)),
                ("text", models.TextField()),
                ("key", models.CharField(db_collation="C", max_length=80)),
                ("number", models.BigIntegerField(null=True)),
                ("day", models.DateField(null=True)),
                ("source", models.CharField(max_length=10)),
                ("written_on", models.DateField()),
                ("forget_on", models.DateField(null=True)),
                (
                    "field",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="values",
                        to="fields.field",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="own_values",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["association_id", "field", "key", "person"], name="fields_value_by_key"
                    ),
                    models.Index(
                        condition=models.Q(("number__isnull", False)),
                        fields=["association_id", "field", "number", "person"],
                        name="fields_value_by_number",
                    ),
                    models.Index(
                        condition=models.Q(("day__isnull", False)),
                        fields=["association_id", "field", "day", "person"],
                        name="fields_value_by_day",
                    ),
                    models.Index(
                        condition=models.Q(("forget_on__isnull", False)),
                        fields=["association_id", "forget_on"],
                        name="fields_value_to_forget",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "person", "field", "part"),
                        name="fields_value_once_per_part",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedFieldValue",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("part", models.PositiveSmallIntegerField(default=0)),
                ("sealed", models.BinaryField()),
                ("hidden_key", models.BinaryField()),
                ("source", models.CharField(max_length=10)),
                ("written_on", models.DateField()),
                ("forget_on", models.DateField(null=True)),
                (
                    "field",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="sealed_values",
                        to="fields.field",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="sealed_own_values",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["association_id", "field", "hidden_key"], name="fields_sealed_by_key"
                    ),
                    models.Index(
                        condition=models.Q(("forget_on__isnull", False)),
                        fields=["association_id", "forget_on"],
                        name="fields_sealed_to_forget",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "person", "field", "part"),
                        name="fields_sealed_once_per_part",
                    )
                ],
            },
        ),
        *(
            IsolateTable(name)
            for name in ("Field", "FieldOption", "FieldValue", "SealedFieldValue", "BuiltInField", "OwnText")
        ),
    ]
