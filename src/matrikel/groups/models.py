"""Groups and teams, and participations as facts from a date to a date."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from matrikel.kernel.models import AssociationModel, Together, Within


class Group(AssociationModel):
    """People who do something together; one that belongs to a branch is seen by that branch's officers."""

    class Kind(models.TextChoices):
        TEAM = "TEAM"
        GROUP = "GROUP"
        COURSE = "COURSE"
        COMMITTEE = "COMMITTEE"

    name = models.CharField(max_length=80)
    name_key = models.CharField(max_length=160, db_collation="C")
    kind = models.CharField(max_length=10, choices=Kind.choices, db_collation="C")
    unit = Within("organisations.Unit", null=True, related_name="+")
    season = models.CharField(max_length=20, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    sort_key = models.CharField(max_length=400, db_collation="C")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "name_key", "season"], name="groups_group_one_name_per_season"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None)
                | models.Q(ends_on=None)
                | models.Q(ends_on__gt=models.F("starts_on")),
                name="groups_group_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["association_id", "sort_key", "id"], name="groups_group_in_order")]


class Participation(AssociationModel):
    """Somebody takes one part in a group during a range of dates; another part is another row."""

    class Part(models.TextChoices):
        LEADER = "LEADER"
        PLAYER = "PLAYER"
        PARTICIPANT = "PARTICIPANT"

    person = Within("people.Person", related_name="participations")
    group = Within("groups.Group", related_name="participations")
    part = models.CharField(max_length=12, choices=Part.choices, db_collation="C")
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
    # The import that wrote it, as long as nobody has changed it since: undoing takes it back.
    source_run = models.UUIDField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="groups_one_part_at_a_time",
                expressions=[
                    ("association_id", RangeOperators.EQUAL),
                    (Together("group_id", "person_id"), RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=models.Q(during__startswith__isnull=False),
                name="groups_participations_have_a_start",
            ),
            models.CheckConstraint(
                condition=~models.Q(during__isempty=True), name="groups_participations_last_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["association_id", "group", "part"], name="groups_part_in_group"),
            models.Index(fields=["association_id", "person"], name="groups_part_of_person"),
            models.Index(fields=["association_id", "part", "ends_on"], name="groups_part_by_end"),
        ]
