"""The purposes for which an association holds data, each with its legal basis, and who consented to what."""

from django.db import models

from matrikel.kernel.models import AssociationModel, Within


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


class ConsentEvent(AssociationModel):
    """
    Somebody said yes, or took it back, to one purpose: what happened, when, in which form, and what shows it.

    Rows are added and never changed; what holds today is the newest row of a person and a purpose. They go with
    the person.
    """

    class Kind(models.TextChoices):
        GIVEN = "GIVEN"
        WITHDRAWN = "WITHDRAWN"

    class How(models.TextChoices):
        PAPER = "PAPER"
        FORM = "FORM"
        EMAIL = "EMAIL"
        SPOKEN = "SPOKEN"
        OTHER = "OTHER"

    person = Within("people.Person", related_name="consents")
    purpose = models.CharField(max_length=40, db_collation="C")
    kind = models.CharField(max_length=9, choices=Kind.choices, db_collation="C")
    # The condition of GDPR Art. 9(2) that it satisfies; empty where nothing sensitive follows from it.
    condition = models.CharField(max_length=20, blank=True, db_collation="C")
    happened_on = models.DateField()
    how = models.CharField(max_length=8, choices=How.choices, db_collation="C")
    evidence = models.CharField(max_length=200, blank=True)
    source_run = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "person", "purpose"], name="privacy_consent_of_person"),
            models.Index(
                fields=["association_id", "source_run"],
                name="privacy_consent_of_run",
                condition=models.Q(source_run__isnull=False),
            ),
        ]


class SuppressionEvent(AssociationModel):
    """
    An address gets no more letters, or gets them again; known by its keyed hash, so that it outlives the person.

    Rows are added and never changed; what holds is the newest row of an address, a purpose (empty: any) and a reason.
    """

    class Kind(models.TextChoices):
        ADDED = "ADDED"
        LIFTED = "LIFTED"

    class Reason(models.TextChoices):
        CAME_BACK = "CAME_BACK"
        COMPLAINT = "COMPLAINT"
        ASKED = "ASKED"

    class Channel(models.TextChoices):
        EMAIL = "EMAIL"

    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.EMAIL, db_collation="C")
    address_key = models.BinaryField()
    purpose = models.CharField(max_length=40, blank=True, db_collation="C")
    kind = models.CharField(max_length=6, choices=Kind.choices, db_collation="C")
    reason = models.CharField(max_length=10, choices=Reason.choices, db_collation="C")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["association_id", "address_key", "recorded_at"], name="privacy_suppression_of_address"
            )
        ]
