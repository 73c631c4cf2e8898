"""Membership types, and memberships as facts from a date to a date; status is computed from them."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from matrikel.kernel.models import AssociationModel, Scattered, Together, Within


class MembershipType(AssociationModel):
    """A kind of membership and who may have it."""

    class Kind(models.TextChoices):
        ADULT = "ADULT"
        YOUTH = "YOUTH"
        SENIOR = "SENIOR"
        FAMILY = "FAMILY"
        HONORARY = "HONORARY"
        SUPPORTING = "SUPPORTING"
        OTHER = "OTHER"

    name = models.CharField(max_length=80)
    names = models.JSONField(default=dict)
    name_key = models.CharField(max_length=160, db_collation="C")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OTHER)
    from_age = models.PositiveSmallIntegerField(null=True)
    to_age = models.PositiveSmallIntegerField(null=True)
    may_vote = models.BooleanField(default=True)
    counted_upward = models.BooleanField(default=True)
    is_offered = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=1000)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "name_key"], name="memberships_type_one_name")
        ]


class Membership(AssociationModel):
    """One person's membership of one type during a range of dates; renewing or ending never overwrites another."""

    class EndReason(models.TextChoices):
        RESIGNED = "RESIGNED"
        LAPSED = "LAPSED"
        EXPELLED = "EXPELLED"
        TRANSFERRED = "TRANSFERRED"
        DIED = "DIED"
        CHANGED = "CHANGED"
        MISTAKE = "MISTAKE"
        UNKNOWN = "UNKNOWN"

    class Precision(models.TextChoices):
        DAY = "DAY"
        MONTH = "MONTH"
        YEAR = "YEAR"
        UNKNOWN = "UNKNOWN"

    class Channel(models.TextChoices):
        OFFICE = "OFFICE"
        IMPORT = "IMPORT"
        FORM = "FORM"
        LETTER = "LETTER"

    person = Within("people.Person", related_name="memberships")
    type = Within("memberships.MembershipType", related_name="+")
    unit = Within("organisations.Unit", null=True, related_name="+")
    during = DateRangeField()
    starts_on = models.GeneratedField(
        expression=models.Func(models.F("during"), function="lower"),
        output_field=models.DateField(),
        db_persist=True,
    )
    ends_on = models.GeneratedField(
        expression=models.Func(models.F("during"), function="upper"),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    starts_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.DAY)
    admitted_by = models.UUIDField(null=True)
    admitted_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.OFFICE)
    ended_by = models.UUIDField(null=True)
    end_reason = models.CharField(max_length=12, choices=EndReason.choices, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="memberships_no_overlap_of_type",
                expressions=[
                    (Scattered("association_id", "person_id", "type_id"), RangeOperators.EQUAL),
                    (Together("association_id", "person_id", "type_id"), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=models.Q(during__startswith__isnull=False), name="memberships_have_a_start"
            ),
        ]
        indexes = [
            models.Index(fields=["association_id", "person", "starts_on"], name="memberships_of_person"),
            models.Index(fields=["association_id", "ends_on"], name="memberships_ending"),
            models.Index(fields=["association_id", "starts_on"], name="memberships_starting"),
            models.Index(fields=["association_id", "type", "ends_on"], name="memberships_of_type_by_end"),
        ]


class Joining(AssociationModel):
    """
    Since when somebody is, was or will be a member: the first day of the last unbroken membership, null if unknown.

    An index for sorting, kept by the database itself: whoever has a membership that counts stands here once. A
    change of type breaks nothing (the last of `rules.stretches_of`, with which a test compares it).
    """

    GOES_WITH_PERSON: ClassVar = {"pk__isnull": False}

    person = Within("people.Person", related_name="+")
    joined_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "person"], name="memberships_joining_one_per_person"
            )
        ]
        indexes = [
            models.Index(
                fields=["association_id", "joined_on", "person"], name="memberships_joining_in_order"
            )
        ]
