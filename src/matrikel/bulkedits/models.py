"""A bulk edit, and the persons it is about."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from matrikel.kernel.models import AssociationModel, Within


class BulkEdit(AssociationModel):
    """One change for many people: checked, reviewed, applied, perhaps undone."""

    class State(models.TextChoices):
        CHECKING = "CHECKING"
        REVIEW = "REVIEW"
        APPLYING = "APPLYING"
        DONE = "DONE"
        CANCELLED = "CANCELLED"
        UNDOING = "UNDOING"
        UNDONE = "UNDONE"

    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING, db_collation="C")
    kind = models.CharField(max_length=24, db_collation="C")
    # What was typed, an address for example, sealed for the association.
    sealed_values = models.BinaryField()
    # Codes of rules.Apart: who is meant although most changes are not about them.
    including = ArrayField(models.CharField(max_length=12, db_collation="C"), default=list)
    people = models.PositiveIntegerField()
    to_change = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    undone = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    actor_kind = models.CharField(max_length=16, db_collation="C")
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=64, blank=True)
    actor_role = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "-created_at", "id"], name="bulkedits_newest_first")
        ]


class Target(AssociationModel):
    """One person of a bulk edit."""

    # Of a bulk edit that is over this says nothing that holds a person back from being removed.
    GOES_WITH_PERSON: ClassVar = {"edit__state__in": ("DONE", "CANCELLED", "UNDONE")}

    class State(models.TextChoices):
        WAITING = "WAITING"
        CHANGE = "CHANGE"
        SAME = "SAME"
        LEFT_OUT = "LEFT_OUT"
        CHANGED = "CHANGED"
        UNDONE = "UNDONE"
        KEPT = "KEPT"

    edit = Within("bulkedits.BulkEdit", related_name="targets")
    person = Within("people.Person", related_name="bulk_edits")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING, db_collation="C")
    reason = models.CharField(max_length=24, blank=True, db_collation="C")
    version = models.PositiveIntegerField(default=0)
    # What was before, sealed under the person's key.
    sealed_before = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "edit", "person"], name="bulkedits_target_one_per_person"
            )
        ]
        indexes = [
            models.Index(fields=["association_id", "edit", "state", "number"], name="bulkedits_target_next"),
            models.Index(fields=["association_id", "person"], name="bulkedits_target_person"),
        ]
