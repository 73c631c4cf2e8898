"""Kinds of check that an association asks for, and who showed one when; never the paper itself."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from matrikel.kernel.models import AssociationModel, Within


class CheckKind(AssociationModel):
    """
    A paper that is asked for: of whom, and how long one that was seen holds.

    There is no place for the paper: in none of our countries may an association keep a criminal record.
    """

    class Nature(models.TextChoices):
        POLICE = "POLICE"
        QUALIFICATION = "QUALIFICATION"

    name = models.CharField(max_length=80)
    name_key = models.CharField(max_length=160, db_collation="C")
    nature = models.CharField(max_length=16, choices=Nature.choices, db_collation="C")
    validity_months = models.PositiveSmallIntegerField(null=True)
    from_age = models.PositiveSmallIntegerField(null=True)
    minor_age = models.PositiveSmallIntegerField(default=18)
    needed_for_parts = ArrayField(models.CharField(max_length=12), default=list)
    needed_for_roles = ArrayField(models.CharField(max_length=40), default=list)
    only_with_minors = models.BooleanField(default=True)
    is_asked = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "name_key"], name="checks_kind_one_name")
        ]


class Check(AssociationModel):
    """Somebody showed a paper: when, to whom, and until when that counts. What stood in it is not here."""

    person = Within("people.Person", related_name="checks")
    kind = Within("checks.CheckKind", related_name="+")
    seen_on = models.DateField()
    seen_by_name = models.CharField(max_length=80, blank=True)
    valid_until = models.DateField(null=True)
    noted_by = models.UUIDField(null=True)
    noted_at = models.DateTimeField()
    withdrawn_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("seen_on")),
                name="checks_check_holds_from_when_it_was_seen",
            )
        ]
        indexes = [
            models.Index(fields=["association_id", "person", "kind"], name="checks_check_of_person"),
            models.Index(fields=["association_id", "valid_until"], name="checks_check_running_out"),
        ]
