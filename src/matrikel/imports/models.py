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
        # Its rows went on to the associations of its clubs, each as a run of its own.
        HANDED_ON = "HANDED_ON"

    state = models.CharField(max_length=10, choices=State.choices, default=State.READING, db_collation="C")
    file_name = models.CharField(max_length=200)
    file_size = models.PositiveBigIntegerField()
    sheet = models.CharField(max_length=120, blank=True)
    # The sheets of a workbook that hold anything, and the one that somebody wants read.
    sheets = models.JSONField(default=list)
    wanted_sheet = models.CharField(max_length=120, blank=True)
    header_row = models.PositiveIntegerField(null=True)
    columns = models.JSONField(default=list)
    # What a column means was taken from the same layout on this day; None when it was not.
    recognised_on = models.DateField(null=True)
    on_match = models.CharField(max_length=8, default="update")
    on_doubt = models.CharField(max_length=8, default="skip")
    # What is done with rows that name two people: a code of rules.couples.OnCouple.
    on_couple = models.CharField(max_length=4, default="two", db_collation="C")
    default_type = Within("memberships.MembershipType", null=True, related_name="+")
    new_types = models.JSONField(default=list)
    # Names of types in the file that are no type's name: which type is taken for each, and what somebody chose.
    types = models.JSONField(default=list)
    type_choices = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    to_add = models.PositiveIntegerField(default=0)
    to_update = models.PositiveIntegerField(default=0)
    to_skip = models.PositiveIntegerField(default=0)
    # Rows of people who are in the register just as the file says; among those to skip.
    to_keep = models.PositiveIntegerField(default=0)
    # Rows that mean, or may mean, somebody of the register.
    matched = models.PositiveIntegerField(default=0)
    # Rows that mean, or may mean, whom another row of the file means.
    doubled = models.PositiveIntegerField(default=0)
    # Cells that somebody has mended in the preview.
    mended = models.PositiveIntegerField(default=0)
    # The groups and tags that columns name, with the rows of each, and how many rows bring a note.
    beside = models.JSONField(default=dict)
    checked_at = models.DateTimeField(null=True)
    # The numbers that were shown before the register changed, until somebody has seen the new ones.
    numbers_before = models.JSONField(default=dict)
    households = models.PositiveIntegerField(default=0)
    guardians = models.PositiveIntegerField(default=0)
    wants_households = models.BooleanField(default=True)
    # The ground of GDPR Art. 9(2) on which sensitive memberships may be kept, and where that is shown.
    ground = models.CharField(max_length=16, blank=True, db_collation="C")
    consent_how = models.CharField(max_length=16, blank=True, db_collation="C")
    consent_on = models.DateField(null=True)
    consent_evidence = models.CharField(max_length=200, blank=True)
    # The import whose rows with problems this file holds, mended.
    mends_id = models.UUIDField(null=True)
    # A keyed hash of the file's cells, by which the same list is known when it comes again; empty for runs of before.
    fingerprint = models.BinaryField(default=b"")
    # The run that began once more with this one's file.
    again_id = models.UUIDField(null=True)
    # A file of several clubs: the runs that came of it share its id; the clubs of the file with their rows.
    batch_id = models.UUIDField(null=True)
    clubs = models.JSONField(default=list)
    problems = models.JSONField(default=dict)
    # How many of the problems have which effect: a code of `rules.problems.Effect`.
    effects = models.JSONField(default=dict)
    # The next member number before the first person came, so that undoing can give the numbers back.
    number_before = models.PositiveBigIntegerField(null=True)
    applied_rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    # How many people came into a group, got a tag, and got a note.
    grouped = models.PositiveIntegerField(default=0)
    tagged = models.PositiveIntegerField(default=0)
    noted = models.PositiveIntegerField(default=0)
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
        indexes = [
            models.Index(fields=["association_id", "-created_at"], name="imports_run_newest_first"),
            models.Index(
                fields=["association_id", "batch_id"],
                name="imports_run_of_batch",
                condition=models.Q(batch_id__isnull=False),
            ),
        ]


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
    # A key of rules.parts.
    row = models.PositiveIntegerField()
    how = models.CharField(max_length=8, choices=How.choices, db_collation="C")
    version = models.PositiveIntegerField()
    # Of whom was updated: the version that the update found. Nobody knows it of imports that are older than this.
    version_before = models.PositiveIntegerField(null=True)
    membership_id = models.UUIDField(null=True)
    membership_ends_on = models.DateField(null=True)
    # What the person was before an update, sealed under the person's key.
    sealed_before = models.BinaryField()
    is_kept = models.BooleanField(default=False)
    # A code of rules.staying.Why, once undoing has left the person alone.
    kept_why = models.CharField(max_length=16, blank=True, db_collation="C")

    class Meta:
        indexes = [
            models.Index(fields=["association_id", "run", "chunk_number"], name="imports_touched_of_run"),
            models.Index(fields=["association_id", "run", "row"], name="imports_touched_of_row"),
            models.Index(fields=["association_id", "person"], name="imports_touched_person"),
        ]


class RowChoice(AssociationModel):
    """What somebody wants done with one row, other than what holds for all of its kind."""

    run = Within("imports.Run", related_name="choices")
    # A key of rules.parts.
    row = models.PositiveIntegerField()
    choice = models.CharField(max_length=8, db_collation="C")
    # Whom of several the row means.
    person_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "run", "row"], name="imports_choice_once")
        ]


class Made(AssociationModel):
    """Something else than a person that a run made, so that undoing takes it back too."""

    class Kind(models.TextChoices):
        TYPE = "TYPE"
        HOUSEHOLD = "HOUSEHOLD"
        GUARDIAN = "GUARDIAN"
        GROUP = "GROUP"
        TAG = "TAG"
        FIELD = "FIELD"

    run = Within("imports.Run", related_name="made")
    kind = models.CharField(max_length=10, choices=Kind.choices, db_collation="C")
    target = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["association_id", "run", "kind"], name="imports_made_of_run")]


class StopAsked(AssociationModel):
    """Somebody asked for a run to stop while a job held it; the job looks between two chunks."""

    run = Within("imports.Run", related_name="+")


class Layout(AssociationModel):
    """The headings of a file that was brought in once, as a keyed hash, and what its columns were decided to mean."""

    fingerprint = models.BinaryField()
    sealed = models.BinaryField()
    column_count = models.PositiveIntegerField()
    on_couple = models.CharField(max_length=4, default="two", db_collation="C")
    made_on = models.DateField()
    used_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["association_id", "fingerprint"], name="imports_layout_once")
        ]
