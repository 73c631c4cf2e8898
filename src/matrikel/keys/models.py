"""The wrapped keys: one per association, one per person with something sealed."""

from django.db import models

from matrikel.kernel.models import AssociationModel, Within


class AssociationKey(AssociationModel):
    """An association's key, wrapped by an installation key that is not in the database."""

    installation_key = models.CharField(max_length=16)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id"], name="keys_association_key_one_per_association"
            )
        ]


class SubjectKey(AssociationModel):
    """One person's key, wrapped by the association's key; deleting it makes everything sealed under it unreadable."""

    subject = models.UUIDField()
    association_key = Within("keys.AssociationKey", related_name="+")
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "subject"], name="keys_subject_key_one_per_subject"
            )
        ]
