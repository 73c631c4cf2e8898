"""Households, who lives in them, moves, guardians, payers, contacts and representatives."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kernel", "0001_functions_of_isolation"),
        ("people", "0003_deceased_in_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="Household",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("sort_key", models.CharField(blank=True, db_collation="C", max_length=400)),
                ("care_of", models.CharField(blank=True, max_length=120)),
                ("street", models.CharField(blank=True, max_length=200)),
                ("postcode", models.CharField(blank=True, db_collation="C", max_length=16)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["association_id", "sort_key", "id"], name="relations_household_in_order"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdMove",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("moved_on", models.DateField()),
                ("sealed", models.BinaryField()),
                ("version", models.PositiveIntegerField()),
                ("moved_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "household",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="moves",
                        to="relations.household",
                    ),
                ),
                (
                    "new_household",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="begun_by",
                        to="relations.household",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mover",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("how", models.CharField(choices=[("MOVED", "Moved"), ("BOTH", "Both")], max_length=8)),
                ("address_followed", models.BooleanField(default=False)),
                ("was_primary", models.BooleanField(default=True)),
                ("ended_before", models.DateField(null=True)),
                (
                    "move",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="movers",
                        to="relations.householdmove",
                    ),
                ),
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
            ],
        ),
        migrations.CreateModel(
            name="Payer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "starts_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("during"), function="lower"),
                        output_field=models.DateField(null=True),
                    ),
                ),
                (
                    "ends_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("during"), function="upper"),
                        output_field=models.DateField(null=True),
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="payer_of",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="payers",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("function", models.CharField(blank=True, max_length=80)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "starts_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("during"), function="lower"),
                        output_field=models.DateField(null=True),
                    ),
                ),
                (
                    "ends_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("during"), function="upper"),
                        output_field=models.DateField(null=True),
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="represents",
                        to="people.person",
                    ),
                ),
                (
                    "represents",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="representatives",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SealedHome",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("sealed", models.BinaryField()),
                (
                    "household",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="sealed_homes",
                        to="relations.household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="sealed_homes",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("label", models.CharField(blank=True, max_length=60)),
                ("is_emergency", models.BooleanField(default=False)),
                (
                    "contact",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="contact_of",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="contacts",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["association_id", "person"], name="relations_contact_of_person"),
                    models.Index(fields=["association_id", "contact"], name="relations_contact_by"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "person", "contact", "is_emergency"),
                        name="relations_contact_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contact", None),
                            models.Q(("person", models.F("contact")), _negated=True),
                            _connector="OR",
                        ),
                        name="relations_contact_is_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contact__isnull", False), models.Q(("name", ""), _negated=True), _connector="OR"
                        ),
                        name="relations_contact_is_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Guardian",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PARENT", "Parent"),
                            ("GUARDIAN", "Guardian"),
                            ("FOSTER", "Foster"),
                            ("LEGAL", "Legal"),
                        ],
                        default="PARENT",
                        max_length=8,
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "starts_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("during"), function="lower"),
                        output_field=models.DateField(null=True),
                    ),
                ),
                (
                    "ends_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("during"), function="upper"),
                        output_field=models.DateField(null=True),
                    ),
                ),
                (
                    "guardian",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="guardian_of",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="guardians",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["association_id", "person"], name="relations_guardian_of_person"),
                    models.Index(fields=["association_id", "guardian"], name="relations_guardian_by"),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("association_id", "="),
                            ("person", "="),
                            ("guardian", "="),
                            ("during", "&&"),
                        ],
                        name="relations_guardian_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("guardian")), _negated=True),
                        name="relations_guardian_is_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdMember",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "starts_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("during"), function="lower"),
                        output_field=models.DateField(null=True),
                    ),
                ),
                (
                    "ends_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("during"), function="upper"),
                        output_field=models.DateField(null=True),
                    ),
                ),
                ("is_primary", models.BooleanField(default=True)),
                (
                    "household",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="members",
                        to="relations.household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="homes",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["association_id", "person"], name="relations_member_of_person"),
                    models.Index(
                        fields=["association_id", "household"], name="relations_member_of_household"
                    ),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("association_id", "="),
                            ("household", "="),
                            ("person", "="),
                            ("during", "&&"),
                        ],
                        name="relations_member_once_in_household",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("is_primary", True)),
                        expressions=[("association_id", "="), ("person", "="), ("during", "&&")],
                        name="relations_member_one_primary_home",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="householdmove",
            index=models.Index(fields=["association_id", "household"], name="relations_move_of_household"),
        ),
        migrations.AddIndex(
            model_name="householdmove",
            index=models.Index(fields=["association_id", "moved_at"], name="relations_move_at"),
        ),
        migrations.AddIndex(
            model_name="mover",
            index=models.Index(fields=["association_id", "move"], name="relations_mover_of_move"),
        ),
        migrations.AddIndex(
            model_name="mover",
            index=models.Index(fields=["association_id", "person"], name="relations_mover_person"),
        ),
        migrations.AddIndex(
            model_name="payer",
            index=models.Index(fields=["association_id", "person"], name="relations_payer_of_person"),
        ),
        migrations.AddIndex(
            model_name="payer",
            index=models.Index(fields=["association_id", "payer"], name="relations_payer_by"),
        ),
        migrations.AddConstraint(
            model_name="payer",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("association_id", "="), ("person", "="), ("during", "&&")],
                name="relations_payer_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="payer",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("payer")), _negated=True),
                name="relations_payer_is_another",
            ),
        ),
        migrations.AddIndex(
            model_name="representative",
            index=models.Index(fields=["association_id", "person"], name="relations_represents_by"),
        ),
        migrations.AddIndex(
            model_name="representative",
            index=models.Index(fields=["association_id", "represents"], name="relations_represented"),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("association_id", "="),
                    ("person", "="),
                    ("represents", "="),
                    ("function", "="),
                    ("during", "&&"),
                ],
                name="relations_representative_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="representative",
            constraint=models.CheckConstraint(
                condition=models.Q(("person", models.F("represents")), _negated=True),
                name="relations_represents_another",
            ),
        ),
        migrations.AddIndex(
            model_name="sealedhome",
            index=models.Index(fields=["association_id", "person"], name="relations_sealed_of_person"),
        ),
        migrations.AddConstraint(
            model_name="sealedhome",
            constraint=models.UniqueConstraint(
                fields=("association_id", "household", "person"), name="relations_sealed_home_once"
            ),
        ),
        IsolateTable("Household"),
        IsolateTable("HouseholdMember"),
        IsolateTable("SealedHome"),
        IsolateTable("HouseholdMove"),
        IsolateTable("Mover"),
        IsolateTable("Guardian"),
        IsolateTable("Payer"),
        IsolateTable("Contact"),
        IsolateTable("Representative"),
    ]
