"""Parties, series, invoices, payments; of what is issued or paid the runtime role has SELECT and INSERT alone."""

import django.db.models.deletion
from django.db import migrations, models

import matrikel.kernel.ids
from matrikel.kernel.isolation import IsolateTable


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0002_books_balance_and_stay"),
        ("people", "0012_details_that_nothing_refers_to"),
    ]

    operations = [
        migrations.CreateModel(
            name="Party",
            fields=[
                ("association_id", models.UUIDField(editable=False)),
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_opaque_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invoice",
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
                        choices=[("INVOICE", "INVOICE"), ("CREDIT_NOTE", "CREDIT_NOTE")],
                        db_collation="C",
                        max_length=11,
                    ),
                ),
                ("number", models.BigIntegerField()),
                ("sealed_recipient", models.BinaryField()),
                ("language", models.CharField(db_collation="C", max_length=8)),
                ("issued_on", models.DateField()),
                ("due_on", models.DateField()),
                ("reference_number", models.BigIntegerField()),
                ("reference_scheme", models.CharField(db_collation="C", max_length=10)),
                ("reference", models.CharField(db_collation="C", max_length=35)),
                ("currency", models.CharField(db_collation="C", max_length=3)),
                ("total_minor", models.BigIntegerField()),
                ("tax_minor", models.BigIntegerField()),
                ("source_kind", models.CharField(blank=True, db_collation="C", max_length=40)),
                ("source_id", models.UUIDField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "credits",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="credit_notes",
                        to="billing.invoice",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ledger.entry",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="billing.party",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("paid_on", models.DateField()),
                ("role", models.CharField(db_collation="C", max_length=20)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(db_collation="C", max_length=3)),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ledger.entry",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="billing.party",
                    ),
                ),
                (
                    "undoes",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="undone_by",
                        to="billing.payment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("amount_minor", models.BigIntegerField()),
                (
                    "invoice",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="allocations",
                        to="billing.invoice",
                    ),
                ),
                (
                    "payment",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="allocations",
                        to="billing.payment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("name", models.CharField(db_collation="C", max_length=9)),
                ("last_number", models.BigIntegerField(default=0)),
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
        migrations.AddField(
            model_name="invoice",
            name="series",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="billing.series",
            ),
        ),
        migrations.CreateModel(
            name="InvoiceLine",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("association_id", models.UUIDField(editable=False)),
                ("place", models.SmallIntegerField()),
                ("text", models.CharField(max_length=200)),
                ("quantity", models.IntegerField()),
                ("unit_price_minor", models.BigIntegerField()),
                ("total_minor", models.BigIntegerField()),
                ("vat_category", models.CharField(db_collation="C", max_length=2)),
                ("vat_rate", models.IntegerField()),
                ("vat_reason", models.CharField(blank=True, max_length=200)),
                ("role", models.CharField(db_collation="C", max_length=20)),
                ("code", models.CharField(blank=True, db_collation="C", max_length=40)),
                ("facts", models.JSONField(default=dict)),
                ("unit", models.UUIDField(null=True)),
                (
                    "invoice",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="lines",
                        to="billing.invoice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("association_id", "invoice", "place"), name="billing_invoiceline_one_place"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(
                condition=models.Q(("person__isnull", False)),
                fields=("association_id", "person"),
                name="billing_party_one_of_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undoes__isnull", False)),
                fields=("association_id", "undoes"),
                name="billing_payment_undone_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount_minor__gt", 0), ("undoes__isnull", True)),
                    models.Q(("amount_minor__lt", 0), ("undoes__isnull", False)),
                    _connector="OR",
                ),
                name="billing_payment_comes_or_is_undone",
            ),
        ),
        migrations.AddIndex(
            model_name="allocation",
            index=models.Index(fields=["association_id", "invoice"], name="billing_allocation_of_invoice"),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.UniqueConstraint(
                fields=("association_id", "payment", "invoice"), name="billing_allocation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor", 0), _negated=True),
                name="billing_allocation_moves_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.UniqueConstraint(
                fields=("association_id", "year"), name="billing_series_one_of_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.UniqueConstraint(
                fields=("association_id", "name"), name="billing_series_one_name"
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["association_id", "reference"], name="billing_invoice_by_reference"),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["association_id", "party"], name="billing_invoice_of_party"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                fields=("association_id", "series", "number"), name="billing_invoice_one_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                fields=("association_id", "reference_number"), name="billing_invoice_one_reference"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_id__isnull", False)),
                fields=("association_id", "source_kind", "source_id"),
                name="billing_invoice_once_for_a_cause",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("credits__isnull", False)),
                fields=("association_id", "credits"),
                name="billing_invoice_credited_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gt", 0)), name="billing_invoice_numbers_begin_at_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credits__isnull", True), ("kind", "INVOICE"), ("total_minor__gt", 0)),
                    models.Q(("credits__isnull", False), ("kind", "CREDIT_NOTE"), ("total_minor__lt", 0)),
                    _connector="OR",
                ),
                name="billing_invoice_asks_or_gives_back",
            ),
        ),
        IsolateTable("Party"),
        IsolateTable("Series"),
        IsolateTable("Invoice", append_only=True),
        IsolateTable("InvoiceLine", append_only=True),
        IsolateTable("Payment", append_only=True),
        IsolateTable("Allocation", append_only=True),
    ]
