"""Saved selections, and which columns somebody wants to see."""

from django.db import models

from matrikel.kernel.models import AssociationModel, Within


class Segment(AssociationModel):
    """
    A saved selection: a question that is asked anew each time, or the people whom it found once.

    `question` holds codes of filters with their values (ids, codes, dates), `on` and `sort`; never words that were
    searched.
    """

    owner = models.UUIDField()
    name = models.CharField(max_length=80)
    name_key = models.CharField(max_length=160, db_collation="C")
    question = models.JSONField(default=dict)
    is_shared = models.BooleanField(default=False)
    is_frozen = models.BooleanField(default=False)
    frozen_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "owner", "name_key"], name="selections_segment_one_name"
            )
        ]
        indexes = [
            models.Index(fields=["association_id", "is_shared", "name_key"], name="selections_segment_shared")
        ]


class SegmentPerson(AssociationModel):
    """Somebody in a frozen selection."""

    segment = Within("selections.Segment", related_name="people")
    person = Within("people.Person", related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "segment", "person"], name="selections_segmentperson_once"
            )
        ]
        indexes = [
            models.Index(fields=["association_id", "person"], name="selections_segmentperson_of"),
        ]


class ListColumns(AssociationModel):
    """Which columns one account wants to see in one list, in their order; without a row, the usual ones."""

    account = models.UUIDField()
    list_code = models.CharField(max_length=40, db_collation="C")
    columns = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["association_id", "account", "list_code"], name="selections_listcolumns_one"
            )
        ]
