"""Accounts, fiscal years, entries and their legs; of what is posted the runtime role has SELECT and INSERT alone."""

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
        ("organisations", "0006_a_demonstration_knows_itself"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("number", models.CharField(db_collation="C", max_length=10)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ASSET", "ASSET"),
                            ("LIABILITY", "LIABILITY"),
                            ("EQUITY", "EQUITY"),
                            ("INCOME", "INCOME"),
                            ("EXPENSE", "EXPENSE"),
                        ],
                        db_collation="C",
                        max_length=9,
                    ),
                ),
                ("role", models.CharField(blank=True, db_collation="C", max_length=20)),
                ("name", models.CharField(max_length=120)),
                ("names", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "number"), name="ledger_account_one_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("role", ""), _negated=True),
                        fields=("association_id", "role"),
                        name="ledger_account_one_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FiscalYear",
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
                        output_field=models.DateField(),
                    ),
                ),
                (
                    "ends_on",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("during"), function="upper"),
                        output_field=models.DateField(),
                    ),
                ),
                ("currency", models.CharField(db_collation="C", max_length=3)),
                ("last_number", models.BigIntegerField(default=0)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.UUIDField(null=True)),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("association_id", "="), ("during", "&&")],
                        name="ledger_years_do_not_overlap",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("during__startswith__isnull", False), ("during__endswith__isnull", False)
                        ),
                        name="ledger_years_begin_and_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", True), _negated=True),
                        name="ledger_years_last_a_day",
                    ),
                ],
            },
        ),
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
                ("number", models.BigIntegerField()),
                ("booked_on", models.DateField()),
                ("text", models.CharField(max_length=200)),
                ("source_kind", models.CharField(blank=True, db_collation="C", max_length=40)),
                ("source_id", models.UUIDField(null=True)),
                ("posted_by", models.UUIDField(null=True)),
                ("posted_at", models.DateTimeField()),
                (
                    "reverses",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ledger.entry",
                    ),
                ),
                (
                    "year",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ledger.fiscalyear",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Leg",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("place", models.SmallIntegerField()),
                ("booked_on", models.DateField()),
                ("number", models.BigIntegerField()),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(db_collation="C", max_length=3)),
                ("party", models.UUIDField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ledger.account",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="legs",
                        to="ledger.entry",
                    ),
                ),
                ("unit", models.UUIDField(null=True)),
            ],
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                fields=("association_id", "year", "number"), name="ledger_entry_one_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_id__isnull", False)),
                fields=("association_id", "source_kind", "source_id"),
                name="ledger_entry_once_for_a_cause",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reverses__isnull", False)),
                fields=("association_id", "reverses"),
                name="ledger_entry_reversed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gt", 0)), name="ledger_entry_numbers_begin_at_one"
            ),
        ),
        migrations.AddIndex(
            model_name="leg",
            index=models.Index(
                fields=["association_id", "account", "booked_on", "number", "id"],
                name="ledger_leg_of_account",
            ),
        ),
        migrations.AddIndex(
            model_name="leg",
            index=models.Index(
                condition=models.Q(("party__isnull", False)),
                fields=["association_id", "party", "account"],
                name="ledger_leg_of_party",
            ),
        ),
        migrations.AddConstraint(
            model_name="leg",
            constraint=models.UniqueConstraint(
                fields=("association_id", "entry", "place"), name="ledger_leg_one_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="leg",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor", 0), _negated=True), name="ledger_leg_moves_something"
            ),
        ),
        IsolateTable("Account"),
        IsolateTable("FiscalYear"),
        IsolateTable("Entry", append_only=True),
        IsolateTable("Leg", append_only=True),
    ]
