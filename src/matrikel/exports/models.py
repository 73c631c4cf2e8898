"""What leaves the register: exports, their sealed files, and who outside the association receives some."""

from django.db import models

from matrikel.kernel.models import AssociationModel, Within


class Recipient(AssociationModel):
    """Somebody outside the association who may receive lists: under an agreement, or because the law says so."""

    class Kind(models.TextChoices):
        PROCESSOR = "PROCESSOR"
        ORGANISATION = "ORGANISATION"
        AUTHORITY = "AUTHORITY"

    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=240, db_collation="C")
    kind = models.CharField(max_length=12, choices=Kind.choices, db_collation="C")
    purpose = models.CharField(max_length=40, db_collation="C")
    # An agreement, or for an authority the duty to tell it; without a last day it holds until it is withdrawn.
    ground = models.CharField(max_length=200)
    agreed_from = models.DateField()
    agreed_to = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "name_key"], name="exports_recipient_one_name")
        ]


class Export(AssociationModel):
    """
    One list that leaves the register: asked for, seen beforehand, confirmed, made, fetched, gone after seven days.

    A sheet that is printed from the screen has no file: it is recorded as it is shown.
    `question` holds codes of filters with their values and never words that were searched; those, ticked persons and
    the typed reason are in `sealed_said`. `left_out` counts by reason who is not in it.
    """

    class State(models.TextChoices):
        REVIEW = "REVIEW"
        PAUSED = "PAUSED"
        MAKING = "MAKING"
        READY = "READY"
        GONE = "GONE"
        CANCELLED = "CANCELLED"
        WITHDRAWN = "WITHDRAWN"
        PRINTED = "PRINTED"

    class Form(models.TextChoices):
        XLSX = "XLSX"
        CSV = "CSV"
        PDF = "PDF"
        LABELS = "LABELS"
        ROLL = "ROLL"
        SHEET = "SHEET"

    state = models.CharField(max_length=9, choices=State.choices, default=State.REVIEW, db_collation="C")
    report = models.CharField(max_length=24, db_collation="C")
    form = models.CharField(max_length=6, choices=Form.choices, db_collation="C")
    purpose = models.CharField(max_length=40, db_collation="C")
    recipient = Within("exports.Recipient", null=True, related_name="+")
    columns = models.JSONField(default=list)
    question = models.JSONField(null=True)
    sealed_said = models.BinaryField(default=b"")
    language = models.CharField(max_length=8, db_collation="C")
    # Of which branches it was taken; empty for the whole association.
    unit_ids = models.JSONField(default=list)
    people = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True, db_collation="C")
    size = models.BigIntegerField(default=0)
    entry = Within("audit.Entry", null=True, related_name="+")
    account = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=16, db_collation="C")
    actor_name = models.CharField(max_length=64, blank=True)
    actor_role = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    fetched = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "-created_at", "-id"], name="exports_newest_first"),
            models.Index(fields=["association_id", "account", "-created_at"], name="exports_of_account"),
            models.Index(
                fields=["association_id", "entry"],
                name="exports_of_entry",
                condition=models.Q(entry__isnull=False),
            ),
        ]


class ExportPart(AssociationModel):
    """A piece of an export's file, sealed for the association."""

    export = Within("exports.Export", related_name="parts")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "export", "number"], name="exports_part_one_number"
            )
        ]


class Ceilings(AssociationModel):
    """
    How many people one officer takes out (`taken`) and opens (`opened`) within 24 hours before others are asked or told.

    Empty is as usual. Where `taken` was not raised by two, a branch's officer keeps the branch's own ceiling if lower.
    """

    taken = models.PositiveIntegerField(null=True)
    is_taken_raised = models.BooleanField(default=False)
    opened = models.PositiveIntegerField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id"], name="exports_ceilings_one_per_association")
        ]


class SharedList(AssociationModel):
    """
    A list that one person without a role may read for some days, with a link and a code by mail.

    Only hashes of the link's and the code's secret are stored. It shows what its officer may see on the day on which
    it is opened, and ends with that officer's access.
    """

    class End(models.TextChoices):
        NONE = ""
        REVOKED = "REVOKED"
        ACCESS_ENDED = "ACCESS_ENDED"

    name = models.CharField(max_length=80)
    secret_hash = models.BinaryField()
    # Name and address of whoever reads it, sealed for the association.
    sealed_reader = models.BinaryField()
    sealed_said = models.BinaryField(default=b"")
    purpose = models.CharField(max_length=40, db_collation="C")
    columns = models.JSONField(default=list)
    question = models.JSONField(null=True)
    language = models.CharField(max_length=8, db_collation="C")
    account = models.UUIDField()
    actor_role = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=12, choices=End.choices, blank=True, db_collation="C")
    code_hash = models.BinaryField(default=b"")
    code_until = models.DateTimeField(null=True)
    code_tries = models.PositiveIntegerField(default=0)
    codes_sent = models.PositiveIntegerField(default=0)
    code_sent_at = models.DateTimeField(null=True)
    openings = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "secret_hash"], name="exports_sharedlist_one_secret"
            )
        ]
        indexes = [
            models.Index(fields=["association_id", "-created_at", "-id"], name="exports_shared_newest_first"),
            models.Index(fields=["association_id", "account"], name="exports_shared_of_account"),
        ]


class Proof(AssociationModel):
    """
    A sample drawn for an audit: who was a member between two days, as pseudonyms that its seed makes again.

    Nobody's row is kept: the sample is drawn anew from the register whenever it is shown, by the method by which it was
    drawn first.
    """

    class Method(models.TextChoices):
        # All members in the order of their lots; at first for all, now where there are few members.
        SORTED = "SORTED"
        # Of many: places counted in boxes, until an erasure was to move nobody else; then cells.
        POINTS = "POINTS"
        CELLS = "CELLS"

    first_day = models.DateField()
    last_day = models.DateField()
    seed = models.CharField(max_length=32, db_collation="C")
    size = models.PositiveIntegerField()
    members = models.PositiveIntegerField()
    method = models.CharField(max_length=8, choices=Method.choices, default=Method.SORTED, db_collation="C")
    account = models.UUIDField(null=True)
    actor_role = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "-created_at", "-id"], name="exports_proofs_newest_first")
        ]
