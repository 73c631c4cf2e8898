"""The purposes for which an association holds data, each with its legal basis."""

from django.db import models

from matrikel.kernel.models import AssociationModel


class Purpose(AssociationModel):
    """Why data is held, on which basis of GDPR Art. 6, from when until when."""

    class Basis(models.TextChoices):
        CONTRACT = "CONTRACT"
        LEGAL_DUTY = "LEGAL_DUTY"
        LEGITIMATE_INTEREST = "LEGITIMATE_INTEREST"
        CONSENT = "CONSENT"

    code = models.CharField(max_length=40, db_collation="C")
    basis = models.CharField(max_length=20, choices=Basis.choices)
    art9_condition = models.CharField(max_length=20, blank=True)
    source = models.TextField()
    active_from = models.DateField()
    active_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "code", "active_from"], name="privacy_purpose_once_per_date"
            )
        ]
