"""Accounts, fiscal years, and entries with their legs, which PostgreSQL takes only whole and never changes."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from matrikel.kernel.models import AssociationModel, Within
from matrikel.ledger.rules.charts import Kind


class Account(AssociationModel):
    """An account of the chart; what has a `role` is found by rooms above without its number."""

    number = models.CharField(max_length=10, db_collation="C")
    kind = models.CharField(
        max_length=9, choices=[(kind.value, kind.value) for kind in Kind], db_collation="C"
    )
    role = models.CharField(max_length=20, blank=True, db_collation="C")
    name = models.CharField(max_length=120)
    names = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "number"], name="ledger_account_one_number"),
            models.UniqueConstraint(
                fields=["association_id", "role"], condition=~Q(role=""), name="ledger_account_one_role"
            ),
        ]


class FiscalYear(AssociationModel):
    """A year of books in one currency; `last_number` is moved by PostgreSQL alone, with the entries."""

    during = DateRangeField()
    starts_on = models.GeneratedField(
        expression=models.Func(F("during"), function="lower"),
        output_field=models.DateField(),
        db_persist=True,
    )
    ends_on = models.GeneratedField(
        expression=models.Func(F("during"), function="upper"),
        output_field=models.DateField(),
        db_persist=True,
    )
    currency = models.CharField(max_length=3, db_collation="C")
    last_number = models.BigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="ledger_years_do_not_overlap",
                expressions=[
                    ("association_id", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(during__startswith__isnull=False) & Q(during__endswith__isnull=False),
                name="ledger_years_begin_and_end",
            ),
            models.CheckConstraint(condition=~Q(during__isempty=True), name="ledger_years_last_a_day"),
        ]


class Entry(AssociationModel):
    """Something that happened on a day: numbered without gaps in its year, and taken back only by another entry."""

    year = Within("ledger.FiscalYear", related_name="+")
    number = models.BigIntegerField()
    booked_on = models.DateField()
    text = models.CharField(max_length=200)
    source_kind = models.CharField(max_length=40, blank=True, db_collation="C")
    source_id = models.UUIDField(null=True)
    reverses = Within("ledger.Entry", null=True, related_name="+")
    posted_by = models.UUIDField(null=True)
    posted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "year", "number"], name="ledger_entry_one_number"
            ),
            models.UniqueConstraint(
                fields=["association_id", "source_kind", "source_id"],
                condition=Q(source_id__isnull=False),
                name="ledger_entry_once_for_a_cause",
            ),
            models.UniqueConstraint(
                fields=["association_id", "reverses"],
                condition=Q(reverses__isnull=False),
                name="ledger_entry_reversed_once",
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="ledger_entry_numbers_begin_at_one"),
        ]


class Leg(AssociationModel):
    """
    One line of an entry: debits above zero, credits below.

    Day and number stand here as well, so that an account is read along one index. `party` is the random id under
    which books know somebody; nothing here leads to a person.
    """

    entry = Within("ledger.Entry", related_name="legs")
    place = models.SmallIntegerField()
    account = Within("ledger.Account", related_name="+")
    booked_on = models.DateField()
    number = models.BigIntegerField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3, db_collation="C")
    party = models.UUIDField(null=True)
    unit = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "entry", "place"], name="ledger_leg_one_place"),
            models.CheckConstraint(condition=~Q(amount_minor=0), name="ledger_leg_moves_something"),
        ]
        indexes = [
            models.Index(
                fields=["association_id", "account", "booked_on", "number", "id"],
                name="ledger_leg_of_account",
            ),
            models.Index(
                fields=["association_id", "party", "account"],
                condition=Q(party__isnull=False),
                name="ledger_leg_of_party",
            ),
        ]
