"""An import run, its sealed file and rows, and whom it touched, so that all of it can be taken back."""

from django.db import models

from matrikel.kernel.models import AssociationModel, Within


class Run(AssociationModel):
    """One file on its way into the register: read, reviewed, confirmed, applied, perhaps undone."""

    class State(models.TextChoices):
        READING = "READING"
        CHECKING = "CHECKING"
        REVIEW = "REVIEW"
        APPLYING = "APPLYING"
        DONE = "DONE"
        CANCELLED = "CANCELLED"
        REFUSED = "REFUSED"
        UNDOING = "UNDOING"
        UNDONE = "UNDONE"

    state = models.CharField(max_length=10, choices=State.choices, default=State.READING, db_collation="C")
    file_name = models.CharField(max_length=200)
    file_size = models.PositiveBigIntegerField()
    sheet = models.CharField(max_length=120, blank=True)
    header_row = models.PositiveIntegerField(null=True)
    columns = models.JSONField(default=list)
    on_match = models.CharField(max_length=8, default="update")
    default_type = Within("memberships.MembershipType", null=True, related_name="+")
    new_types = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    to_add = models.PositiveIntegerField(default=0)
    to_update = models.PositiveIntegerField(default=0)
    to_skip = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=dict)
    applied_rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    refused_reason = models.CharField(max_length=40, blank=True)
    refused_params = models.JSONField(default=dict)
    actor_kind = models.CharField(max_length=16, db_collation="C")
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=64, blank=True)
    actor_role = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    rows_forgotten_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["association_id", "-created_at"], name="imports_run_newest_first")]


class FilePart(AssociationModel):
    """A piece of the uploaded file, sealed for the association."""

    run = Within("imports.Run", related_name="parts")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "run", "number"], name="imports_part_once")
        ]


class Chunk(AssociationModel):
    """Some thousand rows of the file as they were, sealed, with what is wrong in them; applied as one."""

    class State(models.TextChoices):
        STAGED = "STAGED"
        APPLIED = "APPLIED"
        UNDONE = "UNDONE"

    run = Within("imports.Run", related_name="chunks")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.STAGED, db_collation="C")
    row_count = models.PositiveIntegerField()
    problem_count = models.PositiveIntegerField(default=0)
    # The rows as read from the file, and the plan and problems of each; empty once they are forgotten.
    sealed_rows = models.BinaryField()
    sealed_review = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "run", "number"], name="imports_chunk_once")
        ]


class Touched(AssociationModel):
    """A person whom a run added or updated, with what undoing needs to know."""

    class How(models.TextChoices):
        ADDED = "ADDED"
        UPDATED = "UPDATED"

    run = Within("imports.Run", related_name="touched")
    person = Within("people.Person", related_name="imports")
    chunk_number = models.PositiveIntegerField()
    row = models.PositiveIntegerField()
    how = models.CharField(max_length=8, choices=How.choices, db_collation="C")
    version = models.PositiveIntegerField()
    membership_id = models.UUIDField(null=True)
    membership_ends_on = models.DateField(null=True)
    # What the person was before an update, sealed under the person's key.
    sealed_before = models.BinaryField()
    is_kept = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "run", "chunk_number"], name="imports_touched_of_run"),
            models.Index(fields=["association_id", "run", "row"], name="imports_touched_of_row"),
            models.Index(fields=["association_id", "person"], name="imports_touched_person"),
        ]
