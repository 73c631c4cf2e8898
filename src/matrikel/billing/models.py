"""Parties, number series, invoices with their lines, and payments; what is issued or paid is never changed."""

from django.db import models
from django.db.models import Q

from matrikel.billing.rules.sheets import SheetKind
from matrikel.kernel.ids import new_opaque_id
from matrikel.kernel.models import AssociationModel, Within


class Party(AssociationModel):
    """Whom the books know by a random id; the link to a person is cut when the person is forgotten."""

    id = models.UUIDField(primary_key=True, default=new_opaque_id, editable=False)
    person = Within("people.Person", null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "person"],
                condition=Q(person__isnull=False),
                name="billing_party_one_of_a_person",
            ),
        ]


class Series(AssociationModel):
    """The numbers of a fiscal year's invoices; `last_number` is moved by PostgreSQL alone, with the invoices."""

    year = Within("ledger.FiscalYear", related_name="+")
    name = models.CharField(max_length=9, db_collation="C")
    last_number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "year"], name="billing_series_one_of_a_year"),
            models.UniqueConstraint(fields=["association_id", "name"], name="billing_series_one_name"),
        ]


class Invoice(AssociationModel):
    """
    An invoice, or the credit note that takes one back (below zero, `credits` says which).

    `sealed_recipient` is the name and address as they were, under the party's own key. `reference_number` is the number
    from which the reference was made, one that no other invoice of the association has.
    """

    kind = models.CharField(
        max_length=11, choices=[(kind.value, kind.value) for kind in SheetKind], db_collation="C"
    )
    series = Within("billing.Series", related_name="+")
    number = models.BigIntegerField()
    party = Within("billing.Party", related_name="+")
    sealed_recipient = models.BinaryField()
    language = models.CharField(max_length=8, db_collation="C")
    issued_on = models.DateField()
    due_on = models.DateField()
    reference_number = models.BigIntegerField()
    reference_scheme = models.CharField(max_length=10, db_collation="C")
    reference = models.CharField(max_length=35, db_collation="C")
    currency = models.CharField(max_length=3, db_collation="C")
    total_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    source_kind = models.CharField(max_length=40, blank=True, db_collation="C")
    source_id = models.UUIDField(null=True)
    entry = Within("ledger.Entry", related_name="+")
    credits = Within("billing.Invoice", null=True, related_name="credit_notes")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "series", "number"], name="billing_invoice_one_number"
            ),
            models.UniqueConstraint(
                fields=["association_id", "reference_number"], name="billing_invoice_one_reference"
            ),
            models.UniqueConstraint(
                fields=["association_id", "source_kind", "source_id"],
                condition=Q(source_id__isnull=False),
                name="billing_invoice_once_for_a_cause",
            ),
            models.UniqueConstraint(
                fields=["association_id", "credits"],
                condition=Q(credits__isnull=False),
                name="billing_invoice_credited_once",
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="billing_invoice_numbers_begin_at_one"),
            models.CheckConstraint(
                condition=Q(kind=SheetKind.INVOICE.value, total_minor__gt=0, credits__isnull=True)
                | Q(kind=SheetKind.CREDIT_NOTE.value, total_minor__lt=0, credits__isnull=False),
                name="billing_invoice_asks_or_gives_back",
            ),
        ]
        indexes = [
            models.Index(fields=["association_id", "reference"], name="billing_invoice_by_reference"),
            models.Index(fields=["association_id", "party"], name="billing_invoice_of_party"),
        ]


class InvoiceLine(AssociationModel):
    """A line as it was issued; amounts hold the VAT, `code` and `facts` say how the amount came about."""

    invoice = Within("billing.Invoice", related_name="lines")
    place = models.SmallIntegerField()
    text = models.CharField(max_length=200)
    quantity = models.IntegerField()
    unit_price_minor = models.BigIntegerField()
    total_minor = models.BigIntegerField()
    vat_category = models.CharField(max_length=2, db_collation="C")
    vat_rate = models.IntegerField()
    vat_reason = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, db_collation="C")
    code = models.CharField(max_length=40, blank=True, db_collation="C")
    facts = models.JSONField(default=dict)
    unit = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "invoice", "place"], name="billing_invoiceline_one_place"
            ),
        ]


class Payment(AssociationModel):
    """Money that came on a day, or (`undoes`, below zero) the same written back because it had not."""

    paid_on = models.DateField()
    role = models.CharField(max_length=20, db_collation="C")
    party = Within("billing.Party", related_name="+")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3, db_collation="C")
    entry = Within("ledger.Entry", related_name="+")
    undoes = Within("billing.Payment", null=True, related_name="undone_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "undoes"],
                condition=Q(undoes__isnull=False),
                name="billing_payment_undone_once",
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__gt=0, undoes__isnull=True)
                | Q(amount_minor__lt=0, undoes__isnull=False),
                name="billing_payment_comes_or_is_undone",
            ),
        ]


class Allocation(AssociationModel):
    """What of a payment goes to which invoice; what goes to none stands as unallocated in the books."""

    payment = Within("billing.Payment", related_name="allocations")
    invoice = Within("billing.Invoice", related_name="allocations")
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "payment", "invoice"], name="billing_allocation_once"
            ),
            models.CheckConstraint(condition=~Q(amount_minor=0), name="billing_allocation_moves_something"),
        ]
        indexes = [
            models.Index(fields=["association_id", "invoice"], name="billing_allocation_of_invoice"),
        ]
