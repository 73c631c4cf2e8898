"""The log: a header without values, its subjects, and a sealed payload that can be deleted on its own."""

from django.db import models

from matrikel.kernel.models import AssociationModel, Within


class Entry(AssociationModel):
    """One act or one look. The header names ids and changed columns, never values."""

    at = models.DateTimeField()
    action = models.CharField(max_length=64, db_collation="C")
    actor_kind = models.CharField(max_length=16, db_collation="C")
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=64, db_collation="C", blank=True)
    role = models.CharField(max_length=64, db_collation="C", blank=True)
    header = models.JSONField(default=dict)
    commitment = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "-at", "-id"], name="audit_entry_newest_first"),
            models.Index(fields=["association_id", "action", "-at", "-id"], name="audit_entry_of_act"),
            models.Index(
                fields=["association_id", "actor_id", "-at", "-id"],
                name="audit_entry_of_actor",
                condition=models.Q(actor_id__isnull=False),
            ),
            # Of what somebody did a great deal and of what happens all the time, a pair may still be rare.
            models.Index(
                fields=["association_id", "actor_id", "action", "-at", "-id"],
                name="audit_entry_of_actors_act",
                condition=models.Q(actor_id__isnull=False),
            ),
        ]


class Subject(AssociationModel):
    """Whom an entry is about, by the person's random audit subject."""

    entry = Within("audit.Entry", related_name="subjects")
    subject = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "subject", "entry"], name="audit_subject_of_person"),
            models.Index(fields=["association_id", "entry"], name="audit_subject_of_entry"),
        ]


class Payload(AssociationModel):
    """Before and after of one entry for one subject, sealed under the subject's key; deleted on erasure."""

    entry = Within("audit.Entry", related_name="payloads")
    subject = models.UUIDField(null=True)
    sealed = models.BinaryField()
    salt = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "entry"], name="audit_payload_of_entry"),
            models.Index(fields=["association_id", "subject"], name="audit_payload_of_subject"),
        ]


class Pending(AssociationModel):
    """An entry that waits for the sealer, which deletes the row when the entry has its place in the tree."""

    entry = Within("audit.Entry", related_name="+")

    class Meta:
        indexes = [models.Index(fields=["association_id", "id"], name="audit_pending_in_order")]
